"""The pages of the links of campaigns: a managing body answers in two taps, without an account."""

from __future__ import annotations

from flask import current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.listings.proposing import visible
from portal.services.listings.editing import RefusedError, words_of
from portal.services.listings.reading import content_of
from portal.services.listings.verifying import UnseenError
from portal.services.moderation.links import (
    ClosedLinkError,
    LinkState,
    confirm,
    proposal_of,
    propose_by_link,
    read_link,
    state_of,
    writer_of,
)
from portal.services.throttling import TooManyError, network_pseudonyms
from portal.store.campaigns import CampaignLink
from portal.store.db import NotFoundError, db
from portal.web.access import directory, public
from portal.web.admin.forms.proposal_form import ProposalForm, opened_form, posted_form
from portal.web.admin.forms.verification import read_shown, shown
from portal.web.admin.glimpse import glimpse
from portal.web.admin.guard import now, staff_blueprint
from portal.web.admin.hours_views import show_preview
from portal.web.admin.publishing import show_to_public
from portal.web.admin.waiting import Refusal, too_many, too_many_words

answers = staff_blueprint("staff_answers")

_LINK = "/confirmation/<token>"

Answer = Response | Refusal | str | tuple[str, int]


@answers.errorhandler(NotFoundError)
def _unknown(_error: NotFoundError) -> tuple[str, int]:
    return render_template("gestion/confirmation/inconnu.html"), 404


@answers.errorhandler(TooManyError)
def _guessing(refusal: TooManyError) -> Refusal:
    words = too_many_words(refusal)
    return too_many(refusal, render_template("gestion/confirmation/inconnu.html", words=words))


@answers.errorhandler(ClosedLinkError)
def _closed(_error: ClosedLinkError) -> Response:
    """Lead to the page of the link, which says what became of it."""
    return redirect(request.path.partition("/proposer")[0], 303)


@answers.get(_LINK)
@public
def ask(token: str) -> Answer:
    """Show the listing as it stands and ask whether it is right; or what became of the link."""
    link = read_link(token, _network(), now())
    state = state_of(link, now())
    return _question(token, link) if state is LinkState.OPEN else _over(link, state)


@answers.post(_LINK)
@public
def unchanged(token: str) -> Answer:
    """Take the answer that nothing has changed of what the page showed, or show it again."""
    try:
        confirm(token, read_shown(request.form.get("vu")), _network(), now())
    except UnseenError as refusal:
        return _question(token, read_link(token, _network(), now()), str(refusal)), 409
    show_to_public()
    return redirect(f"/gestion/confirmation/{token}", 303)


@answers.get(f"{_LINK}/proposer")
@public
def write(token: str) -> Answer:
    """Show the form of the listing, to propose changes."""
    link = _open_link(token)
    return _form_page(token, link, opened_form(link.listing))


@answers.post(f"{_LINK}/proposer")
@public
def propose(token: str) -> Answer:
    """Take the changes that are proposed."""
    link = _open_link(token)
    form, ready = posted_form(link.listing, request.form)
    if not ready:
        return _form_page(token, link, form), 400 if form.problems() else 200
    try:
        propose_by_link(token, form.draft(), _network(), now())
    except RefusedError as refusal:
        form.refused = str(refusal)
        return _form_page(token, link, form), 400
    return redirect(f"/gestion/confirmation/{token}", 303)


@answers.post(f"{_LINK}/proposer/horaires")
@public
def hours(token: str) -> str | tuple[str, int]:
    """Answer what the public would read of the hours that are being typed."""
    _open_link(token)
    return show_preview()


def _open_link(token: str) -> CampaignLink:
    link = read_link(token, _network(), now())
    if state_of(link, now()) is not LinkState.OPEN:
        raise ClosedLinkError
    return link


def _network() -> tuple[str, ...]:
    return network_pseudonyms(str(current_app.secret_key), request.remote_addr, now())


def _question(token: str, link: CampaignLink, notice: str = "") -> str:
    """Return the page that asks whether the listing is right, as it is now."""
    content = visible(content_of(link.listing))
    return render_template(
        "gestion/confirmation/demande.html",
        link=link,
        seen=glimpse(content, words_of(db.session()), directory().school, now()),
        shown=shown(content),
        token=token,
        notice=notice,
    )


def _over(link: CampaignLink, state: LinkState) -> str:
    return render_template(
        "gestion/confirmation/fini.html",
        link=link,
        state=state.name,
        proposal=proposal_of(link),
        writer=writer_of(link),
    )


def _form_page(token: str, link: CampaignLink, form: ProposalForm) -> str:
    return render_template(
        "gestion/confirmation/proposer.html",
        listing=link.listing,
        form=form,
        action=f"/gestion/confirmation/{token}/proposer",
        back=f"/gestion/confirmation/{token}",
        errors=form.problems(),
    )
