"""The moderation queue, and the reports of the public in it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.moderation import Fix
from portal.domain.reports import ReportState
from portal.services.listings.editing import RefusedError
from portal.services.moderation.decisions import DecidedError
from portal.services.moderation.fixes import phones_of
from portal.services.moderation.reports import (
    ReportDecision,
    accept_report,
    read_report,
    refuse_report,
    take_report,
)
from portal.store.db import db
from portal.store.listings import Listing, get_reached
from portal.store.moderation import QueueFilters, list_queue
from portal.web.access import directory
from portal.web.admin.decided import lead_to_decision
from portal.web.admin.forms.decision_forms import AcceptReportForm, RefuseForm, seen_state
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.moderation_page import (
    PER_PAGE,
    choices_of,
    filters_of,
    listing_beside,
    page_address,
)
from portal.web.admin.publishing import show_to_public
from portal.web.paging import last_page, page_asked

moderation = staff_blueprint("staff_moderation")
moderation.register_error_handler(DecidedError, lead_to_decision)

_REPORT = "/moderation/signalements/<int:report_id>"

Answer = Response | str | tuple[str, int]

_DONE: Mapping[Fix, tuple[str, str]] = {
    Fix.AUCUN: ("La fiche n’a pas changé.", "Voir la fiche"),
    Fix.TELEPHONE: ("Le téléphone est corrigé dans la fiche.", "Voir la fiche"),
    Fix.SUSPENDRE: (
        "La fiche est suspendue, le public ne la voit plus.",
        "Voir la fiche, ou la publier de nouveau",
    ),
    Fix.ARCHIVER: (
        "La fiche est archivée, le public ne la voit plus.",
        "Voir la fiche, ou la reprendre",
    ),
}
"""What a fix did, and the words that lead to where it is undone."""


@moderation.get("/moderation")
@requires(Permission.MODERATE)
def queue() -> str:
    """Show what waits for a decision, the oldest first."""
    filters = filters_of(request.args)
    total = list_queue(db.session(), actor(), filters, now(), 1, 1)[1]
    last = last_page(total, PER_PAGE)
    page = page_asked(request.args, last)
    items, _ = list_queue(db.session(), actor(), filters, now(), page, PER_PAGE)
    return render_template(
        "gestion/moderation/file.html",
        items=items,
        total=total,
        page=page,
        last=last,
        filtered=filters != QueueFilters(),
        choices=choices_of(filters),
        address=lambda number: page_address(filters, number),
        now=now(),
    )


@moderation.get(_REPORT)
@requires(Permission.MODERATE)
def report(report_id: int) -> str:
    """Show a report beside the listing that it is about."""
    return _report_page(report_id)


@moderation.post(f"{_REPORT}/prendre")
@requires(Permission.MODERATE)
def take(report_id: int) -> Response:
    """Tell that one looks into it."""
    take_report(report_id, _seen(), actor(), now())
    flash("Vous avez pris en charge ce signalement. La personne le voit.", "succes")
    return redirect(f"/gestion/moderation/signalements/{report_id}", 303)


@moderation.post(f"{_REPORT}/accepter")
@requires(Permission.MODERATE)
def accept(report_id: int) -> Answer:
    """Accept a report with its fix and its answer."""
    form = _accept_form(report_id, request.form)
    if not form.validate():
        return _report_page(report_id, accepting=form), 400
    try:
        decision = form.decision(_seen())
        listing = accept_report(report_id, decision, actor(), now())
    except RefusedError as refusal:
        form.refused = str(refusal)
        return _report_page(report_id, accepting=form), 400
    show_to_public()
    flash(_accepted(decision.fix, listing), "succes")
    return redirect("/gestion/moderation", 303)


@moderation.post(f"{_REPORT}/refuser")
@requires(Permission.MODERATE)
def refuse(report_id: int) -> Answer:
    """Refuse a report with the reason."""
    form = RefuseForm(request.form)
    if not form.validate():
        return _report_page(report_id, refusing=form), 400
    refuse_report(report_id, ReportDecision(_seen(), form.raison.data), actor(), now())
    flash("Signalement refusé. La personne voit pourquoi.", "succes")
    return redirect("/gestion/moderation", 303)


def _accepted(fix: Fix, listing: Listing) -> Markup:
    done, way = _DONE[fix]
    said = Markup(
        "<span>Signalement accepté. {} La personne voit votre réponse. "
        '<a href="/gestion/fiches/{}">{}</a>.</span>'
    )
    return said.format(done, listing.id, way)


def _seen() -> ReportState:
    return seen_state(request.form.get("vu"))


def _accept_form(report_id: int, posted: MultiDict[str, str] | None = None) -> AcceptReportForm:
    found, _ = read_report(report_id, actor())
    form = AcceptReportForm(posted)
    form.offer(found.reason, phones_of(found.listing))
    if posted is None:
        form.begin()
    return form


def _report_page(
    report_id: int, accepting: AcceptReportForm | None = None, refusing: RefuseForm | None = None
) -> str:
    found, last = read_report(report_id, actor())
    listing = get_reached(db.session(), found.listing_id, actor())
    accepting = accepting or _accept_form(report_id)
    refusing = refusing or RefuseForm(None)
    return render_template(
        "gestion/moderation/signalement.html",
        report=found,
        last=last,
        listing=listing,
        beside=listing_beside(directory(), listing, now()),
        accepting=accepting,
        refusing=refusing,
        errors=[*accepting.problems(), *refusing.problems()],
    )
