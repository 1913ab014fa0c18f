"""The page of a link: a managing body enters its indicators without an account.

It is outside of the staff pages: there is no session here, and no cookie.
"""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from portal.services.indicators.conversation import mail_of_asker, open_question
from portal.services.indicators.errors import ValidatedError
from portal.services.indicators.links import (
    ClosedLinkError,
    LinkState,
    enter_by_link,
    posted_link,
    read_link,
    sheet_by_link,
    state_of,
)
from portal.services.throttling import TooManyError, network_pseudonyms
from portal.store.db import NotFoundError, db
from portal.store.indicators import IndicatorLink
from portal.web.access import public
from portal.web.admin.apologies import answer_errors
from portal.web.admin.guard import now
from portal.web.admin.indicator_page import (
    KEPT,
    SheetPage,
    compared,
    opened,
    overtaken,
    posted,
    take,
)
from portal.web.admin.waiting import Refusal, too_many, too_many_words
from portal.web.forms.page_token import is_from_this_site

indicator_links = Blueprint("indicator_links", __name__)
answer_errors(indicator_links)

Answer = AnyResponse | Refusal | str | tuple[str, int]

_NOT_OURS = "Cet envoi ne vient pas de notre page. Ouvrez le lien depuis le courriel."


@indicator_links.after_request
def _keep_private(response: Response) -> Response:
    """Let no cache keep these pages, no robot list them, and no other site learn of them."""
    response.cache_control.no_store = True
    response.headers["X-Robots-Tag"] = "noindex"
    # Not "no-referrer" where a form is: browsers would then send «Origin: null» with it.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@indicator_links.errorhandler(NotFoundError)
def _unknown(_error: NotFoundError) -> tuple[str, int]:
    return render_template("gestion/confirmation/inconnu.html"), 404


@indicator_links.errorhandler(TooManyError)
def _guessing(refusal: TooManyError) -> Refusal:
    words = too_many_words(refusal)
    return too_many(refusal, render_template("gestion/confirmation/inconnu.html", words=words))


@indicator_links.get("/indicateurs/<token>")
@public
def write(token: str) -> str:
    """Show the figures of a year, to fill in; or what became of the link."""
    link = read_link(token, _network(), now())
    state = state_of(link, now())
    if state is not LinkState.OPEN:
        return _over(link, state)
    return _page(link, opened(sheet_by_link(link), by_link=True))


@indicator_links.post("/indicateurs/<token>")
@public
def save(token: str) -> Answer:
    """Keep the figures, and send them where that was asked."""
    if not is_from_this_site():
        return render_template("gestion/confirmation/inconnu.html", words=_NOT_OURS), 400
    link = posted_link(token, _network(), now())
    page = posted(sheet_by_link(link), by_link=True)
    here = redirect(f"/indicateurs/{token}", 303)
    if state_of(link, now()) is not LinkState.OPEN:
        return here
    try:
        status = take(page, lambda entry: enter_by_link(token, entry, _network(), now()))
    except (ClosedLinkError, ValidatedError):
        return here
    except TooManyError as refusal:
        page.form.refused = too_many_words(refusal)
        return too_many(refusal, _page(link, page))
    if status == KEPT:
        return here
    if status == 409:
        page = overtaken(sheet_by_link(link), page.form)
    return _page(link, page), status


def _network() -> tuple[str, ...]:
    return network_pseudonyms(str(current_app.secret_key), request.remote_addr, now())


def _page(link: IndicatorLink, page: SheetPage) -> str:
    return render_template(
        "gestion/indicateurs/lien.html",
        link=link,
        page=page,
        sheet=page.sheet,
        question=open_question(db.session(), link.report),
        contact=mail_of_asker(db.session(), link.report),
    )


def _over(link: IndicatorLink, state: LinkState) -> str:
    sheet = sheet_by_link(link)
    return render_template(
        "gestion/indicateurs/lien_fini.html",
        link=link,
        sheet=sheet,
        state=state.name,
        groups=compared(sheet),
        contact=mail_of_asker(db.session(), link.report),
    )
