"""Telling what is wrong on a listing, and following what came of it."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.reports import read_ticket
from portal.services.reports import follow_report, send_report
from portal.services.search import find_listing
from portal.services.throttling import TooManyError, network_pseudonyms
from portal.store.db import NotFoundError
from portal.web.access import directory, public
from portal.web.forms.page_token import is_from_this_site
from portal.web.forms.report import ReportForm
from portal.web.public.languages import follow_language, language
from portal.web.public.report_page import (
    Notice,
    followed_report,
    listed_slug,
    out_of_order,
    report_page,
    too_many,
)
from search_index.stored import StoredListing

logger = logging.getLogger(__name__)

report_pages = Blueprint("reports", __name__)
follow_language(report_pages)

_FORM = "signaler"


@report_pages.after_request
def _keep_private(response: Response) -> Response:
    """Let no cache keep these pages, no robot list them, and no other site learn of them."""
    response.cache_control.no_store = True
    response.headers["X-Robots-Tag"] = "noindex"
    # Not "no-referrer" where a form is: browsers would then send «Origin: null» with it.
    posting = request.path.endswith(_FORM)
    response.headers["Referrer-Policy"] = "same-origin" if posting else "no-referrer"
    return response


@report_pages.errorhandler(SQLAlchemyError)
def _database_is_down(error: SQLAlchemyError) -> tuple[str, int]:
    """Say so without a trace; the error's own text may hold what people wrote."""
    logger.error("a report cannot be read: %s", type(error).__name__)
    return _error_page(
        _("Nous ne pouvons pas lire les signalements en ce moment"),
        _("Réessayez dans quelques minutes."),
    ), 503


@report_pages.get(f"/lieux/<slug>/{_FORM}")
@public
def ask(slug: str) -> str:
    """Show the form."""
    found = _listing(slug)
    return _form_page(found, _form(found))


@report_pages.post(f"/lieux/<slug>/{_FORM}")
@public
def send(slug: str) -> AnyResponse | tuple[str, int] | tuple[str, int, dict[str, str]] | str:
    """Take the form, or show it again with what is to be corrected."""
    found = _listing(slug)
    if not is_from_this_site():
        return _error_page(
            _("Cet envoi ne vient pas de notre page"),
            _("Ouvrez la fiche du lieu, puis choisissez « Signaler une erreur »."),
        ), 400
    form = _form(found)
    if not form.validate():
        return _form_page(found, form), 400
    if form.is_automatic:
        return _unsaved(found, form)
    return _save(found, form)


@report_pages.get("/signalements")
@public
def find() -> AnyResponse | tuple[str, int] | str:
    """Ask for a ticket, or lead to the page of the one that was typed."""
    typed = request.args.get("numero", "")[:200]
    if not typed.strip():
        return _find_page()
    ticket = read_ticket(typed)
    if ticket is None:
        error = _("Ce numéro n’a pas la bonne forme : dix lettres et chiffres.")
        return _find_page(typed, error), 400
    return redirect(f"{language().root}/signalements/{ticket}")


@report_pages.get("/signalements/<ticket>")
@public
def follow(ticket: str) -> tuple[str, int] | str:
    """Show where a report stands."""
    try:
        report = follow_report(read_ticket(ticket) or "")
    except NotFoundError:
        error = _("Nous ne trouvons pas ce signalement. Relisez le numéro.")
        return _find_page(ticket[:40], error), 404
    seen = followed_report(report, report.listing.name, listed_slug(directory(), report))
    return render_template("pages/report_followed.html", report=seen)


def _listing(slug: str) -> StoredListing:
    return find_listing(directory(), slug) or abort(404)


def _form(found: StoredListing) -> ReportForm:
    given = request.form if request.method == "POST" else None
    # The id and not the slug: a form that was open while the slug changed stays good.
    return ReportForm(given, meta={"csrf_context": (_FORM, found.listing_id)})


def _save(
    found: StoredListing, form: ReportForm
) -> AnyResponse | tuple[str, int] | tuple[str, int, dict[str, str]]:
    now = directory().clock()
    network = network_pseudonyms(str(current_app.secret_key), request.remote_addr, now)
    try:
        ticket = send_report(form.draft(found.listing_id), network, now)
    except NotFoundError:
        abort(404)
    except TooManyError as refusal:
        seconds = (refusal.until - now).total_seconds()
        page = _form_page(found, form, too_many(seconds))
        return page, 429, {"Retry-After": f"{seconds:.0f}"}
    except SQLAlchemyError as error:
        logger.error("a report cannot be saved: %s", type(error).__name__)  # noqa: TRY400
        return _form_page(found, form, out_of_order()), 503
    return redirect(f"{language().root}/signalements/{ticket}", 303)


def _unsaved(found: StoredListing, form: ReportForm) -> str:
    """Thank a program as if it were a person."""
    report = form.draft(found.listing_id).report(directory().clock())
    seen = followed_report(report, found.facts["nom"], found.slug)
    return render_template("pages/report_followed.html", report=seen)


def _form_page(found: StoredListing, form: ReportForm, notice: Notice | None = None) -> str:
    return render_template("pages/report.html", **report_page(found, form, notice))


def _find_page(typed: str = "", error: str = "") -> str:
    return render_template("pages/report_find.html", typed=typed, error=error)


def _error_page(heading: str, explanation: str) -> str:
    return render_template("pages/error.html", heading=heading, explanation=explanation)
