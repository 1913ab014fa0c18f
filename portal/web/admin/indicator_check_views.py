"""Reading what a place sent beside the year before; validating, asking about it, reopening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import day_in_paris
from portal.domain.history import SubjectKind
from portal.services.indicators.errors import RefusedIndicatorsError, StaleReportError
from portal.services.indicators.following import next_waiting
from portal.services.indicators.reading import reached_sheet
from portal.services.indicators.returning import LONGEST_QUESTION, send_back
from portal.services.indicators.validating import LONGEST_REASON, reopen, validate
from portal.store.audit import list_events_of
from portal.store.db import db
from portal.web.admin.forms.decision_forms import DecisionForm
from portal.web.admin.forms.required_text import required_text
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.indicator_page import compared, large_changes, link_address

indicator_checks = staff_blueprint("staff_indicator_checks")

_REPORT = "/indicateurs/<int:listing_id>/<int:year>"
Done = TypeVar("Done")

_STALE = "Les chiffres ont changé entre-temps. Relisez-les, puis recommencez."


class ReopenForm(DecisionForm):
    """Why validated figures are to be changed."""

    motif = required_text(
        "Pourquoi rouvrir",
        LONGEST_REASON,
        "Dites pourquoi ces indicateurs sont à reprendre.",
        "Le motif reste dans l’historique.",
        rows=2,
    )


class QuestionForm(DecisionForm):
    """What the place is to look at again before its figures are validated."""

    question = required_text(
        "Votre question",
        LONGEST_QUESTION,
        "Écrivez ce que le lieu doit revoir.",
        "Elle part par courriel avec un nouveau lien. Les chiffres sont gardés.",
    )


@dataclass(frozen=True, slots=True)
class Forms:
    """What the page may ask for: a reason to reopen, a question to send back with."""

    reopen: ReopenForm = field(default_factory=lambda: ReopenForm(None))
    question: QuestionForm = field(default_factory=lambda: QuestionForm(None))

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong with the one that was sent."""
        return self.reopen.problems() + self.question.problems()


@indicator_checks.get(f"{_REPORT}/valider")
@requires(Permission.READ_INDICATORS)
def check(listing_id: int, year: int) -> str:
    """Show the figures of a year beside the year before, and what may be done."""
    return _page(listing_id, year, Forms())


@indicator_checks.post(f"{_REPORT}/valider")
@requires(Permission.VALIDATE_INDICATORS)
def accept(listing_id: int, year: int) -> Response:
    """Validate the figures that were seen."""
    if _attempt(lambda: validate(listing_id, year, _seen(), actor(), now())):
        flash("Indicateurs validés.", "succes")
    return _back(listing_id, year)


@indicator_checks.post(f"{_REPORT}/renvoyer")
@requires(Permission.VALIDATE_INDICATORS)
def give_back(listing_id: int, year: int) -> Response | tuple[str, int] | str:
    """Send the figures that were seen back with a question."""
    form = QuestionForm()
    if not form.validate():
        return _page(listing_id, year, Forms(question=form)), 400
    words = form.question.data
    done = _attempt(
        lambda: send_back(listing_id, year, _seen(), words, actor(), now(), link_address)
    )
    if done and done.handed:
        # No redirect: this link is known to nobody once the answer is gone.
        back = f"/gestion/indicateurs/{listing_id}/{year}/valider"
        return render_template("gestion/indicateurs/liens.html", back=back, year=year, done=done)
    if done:
        flash("Renvoyé par courriel, avec votre question.", "succes")
    return _back(listing_id, year)


@indicator_checks.post(f"{_REPORT}/rouvrir")
@requires(Permission.VALIDATE_INDICATORS)
def open_again(listing_id: int, year: int) -> Response | tuple[str, int]:
    """Let validated figures be changed again."""
    form = ReopenForm()
    if not form.validate():
        return _page(listing_id, year, Forms(reopen=form)), 400
    reason = form.motif.data
    if _attempt(lambda: reopen(listing_id, year, _seen(), reason, actor(), now())):
        flash("Indicateurs rouverts : ils peuvent être corrigés.", "succes")
    return _back(listing_id, year)


def _attempt(act: Callable[[], Done]) -> Done | None:
    """Do something; where it cannot be done, say why at the next page."""
    try:
        return act()
    except StaleReportError:
        flash(_STALE, "erreur")
    except RefusedIndicatorsError as refusal:
        flash(str(refusal), "erreur")
    return None


def _back(listing_id: int, year: int) -> Response:
    return redirect(f"/gestion/indicateurs/{listing_id}/{year}/valider", 303)


def _seen() -> int:
    """Return the version that the page showed."""
    return request.form.get("version", type=int, default=0)


def _page(listing_id: int, year: int, forms: Forms) -> str:
    session = db.session()
    sheet = reached_sheet(session, listing_id, year, actor(), day_in_paris(now()).year)
    acts = (
        list_events_of(session, SubjectKind.INDICATORS, sheet.report.id)
        if sheet.report and actor().may(Permission.READ_HISTORY)
        else ()
    )
    return render_template(
        "gestion/indicateurs/valider.html",
        sheet=sheet,
        groups=compared(sheet),
        large=large_changes(sheet),
        acts=acts,
        forms=forms,
        errors=forms.errors,
        following=next_waiting(session, sheet.listing, year, actor()),
    )
