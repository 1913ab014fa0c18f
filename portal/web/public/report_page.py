"""What the pages about reports show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from portal.domain.days import day_in_paris
from portal.domain.reports import ReportState, masked_mail, spoken_ticket
from portal.services.directory import Directory
from portal.services.search import find_listing
from portal.store.reports import Report
from portal.web.forms.report import REASONS, ReportForm
from portal.web.public.report_words import STATES
from search_index.stored import StoredListing


@dataclass(frozen=True, slots=True)
class Notice:
    """Why a form was not taken, beside what is wrong in it; nothing of it is lost."""

    heading: str
    text: str
    with_contact: bool = False


@dataclass(frozen=True, slots=True)
class FollowedReport:
    """A report as the person who sent it may see it again; ``slug`` while the place is listed."""

    ticket: str
    heading: str
    explanation: str
    state: str
    place: str
    slug: str | None
    reason: str
    message: str
    mail: str
    sent_on: str
    changed_on: str
    answer: str


def report_page(
    found: StoredListing, form: ReportForm, notice: Notice | None = None
) -> dict[str, Any]:
    """Return what the page of the form shows."""
    return {
        "slug": found.slug,
        "listing": found.facts,
        "form": form,
        "errors": list(_errors(form)),
        "notice": notice,
    }


def followed_report(report: Report, place: str, slug: str | None) -> FollowedReport:
    """Return what the page of a ticket shows: its address may be shared, so no whole mail."""
    words = STATES[report.state]
    changed = report.state is not ReportState.RECU
    return FollowedReport(
        ticket=spoken_ticket(report.ticket),
        heading=str(words.heading),
        explanation=str(words.explanation),
        state=str(words.name),
        place=place,
        slug=slug,
        reason=str(REASONS[report.reason]),
        message=report.message,
        mail=masked_mail(report.mail) if report.mail else "",
        sent_on=_day(report.created_at),
        changed_on=_day(report.state_changed_at) if changed else "",
        answer=report.answer,
    )


def listed_slug(directory: Directory, report: Report) -> str | None:
    """Return the slug of a report's listing while the public can see it."""
    slug = report.listing.slug
    return slug if find_listing(directory, slug) else None


def too_many(wait_seconds: float) -> Notice:
    """Return what people read when too many reports were sent."""
    return Notice(
        _("Trop de signalements viennent d’être envoyés"),
        _(
            "Vous pourrez envoyer le vôtre dans %(delay)s. Ce que vous avez écrit est resté ici.",
            delay=_delay(wait_seconds),
        ),
    )


def out_of_order() -> Notice:
    """Return what people read when nothing can be saved."""
    return Notice(
        _("Nous ne pouvons pas recevoir votre signalement en ce moment"),
        _("Réessayez dans quelques minutes. Ce que vous avez écrit est resté ici."),
        with_contact=True,
    )


def _errors(form: ReportForm) -> Iterator[tuple[str, str]]:
    """Yield the first error of each field and where its link leads; a token has no place."""
    anchors: Mapping[str, str] = {form.jeton.name: "", form.motif.name: f"{form.motif.id}-0"}
    for entry in form:
        for message in entry.errors[:1]:
            yield anchors.get(entry.name, entry.id), str(message)


def _day(instant: datetime) -> str:
    return str(format_date(day_in_paris(instant), "long"))


def _delay(seconds: float) -> str:
    minutes = max(1, ceil(seconds / 60))
    if minutes < 60:
        return str(ngettext("%(num)d minute", "%(num)d minutes", minutes))
    return str(ngettext("%(num)d heure", "%(num)d heures", ceil(minutes / 60)))
