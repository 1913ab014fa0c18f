"""The proposals of managing bodies, as agents decide on them."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.listings.editing import RefusedError
from portal.services.moderation.decisions import DecidedError
from portal.services.moderation.proposals import (
    Acceptance,
    ChangedError,
    ProposalFile,
    accept_proposal,
    read_proposal,
    refuse_proposal,
)
from portal.web.access import directory
from portal.web.admin.decided import lead_to_decision
from portal.web.admin.forms.decision_forms import AcceptProposalForm, RefuseForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.moderation_page import listing_beside, told_changes
from portal.web.admin.publishing import show_to_public

proposals = staff_blueprint("staff_proposals")
proposals.register_error_handler(DecidedError, lead_to_decision)

_PROPOSAL = "/moderation/propositions/<int:proposal_id>"

Answer = Response | str | tuple[str, int]


@proposals.get(_PROPOSAL)
@requires(Permission.MODERATE)
def proposal(proposal_id: int) -> str:
    """Show each change that is proposed, beside what the listing says now."""
    return _page(read_proposal(proposal_id, actor()))


@proposals.post(f"{_PROPOSAL}/accepter")
@requires(Permission.MODERATE)
def accept(proposal_id: int) -> Answer:
    """Take the changes that are ticked."""
    found = read_proposal(proposal_id, actor())
    form = _accept_form(found, request.form)
    taken, corrections = form.changements.chosen(), form.corrections
    # Both are asked: everything that is wrong is said at once.
    if False in {form.validate(), corrections.validate(taken)}:
        return _page(found, accepting=form), 400
    chosen = Acceptance(taken, form.seen_version, form.reponse.data, corrections.texts())
    try:
        done = accept_proposal(proposal_id, chosen, actor(), now())
    except RefusedError as refusal:
        form.refused = str(refusal)
        return _page(found, accepting=form), 400
    except ChangedError:
        flash("La fiche vient de changer. Relisez les changements, puis décidez.", "erreur")
        return redirect(f"/gestion/moderation/propositions/{proposal_id}", 303)
    show_to_public()
    flash(f"Proposition {done.state.label.lower()}. La fiche est à jour.", "succes")
    return redirect("/gestion/moderation", 303)


@proposals.post(f"{_PROPOSAL}/refuser")
@requires(Permission.MODERATE)
def refuse(proposal_id: int) -> Answer:
    """Refuse a proposal with the reason."""
    form = RefuseForm(request.form)
    if not form.validate():
        return _page(read_proposal(proposal_id, actor()), refusing=form), 400
    refuse_proposal(proposal_id, form.raison.data, actor(), now())
    flash("Proposition refusée. Le gestionnaire voit pourquoi.", "succes")
    return redirect("/gestion/moderation", 303)


def _accept_form(
    found: ProposalFile, posted: MultiDict[str, str] | None = None
) -> AcceptProposalForm:
    """Return the form, with every change ticked that nothing speaks against."""
    form = AcceptProposalForm(posted)
    form.offer(found.changes, posted)
    return form


def _page(
    found: ProposalFile,
    accepting: AcceptProposalForm | None = None,
    refusing: RefuseForm | None = None,
) -> str:
    accepting, refusing = accepting or _accept_form(found), refusing or RefuseForm(None)
    return render_template(
        "gestion/moderation/proposition.html",
        file=found,
        changes=told_changes(directory(), found, now()),
        beside=listing_beside(directory(), found.listing, now()),
        accepting=accepting,
        ticked=frozenset(accepting.changements.data or ()),
        refusing=refusing,
        errors=[*accepting.problems(), *refusing.problems()],
    )
