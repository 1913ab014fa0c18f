"""The address of the journal, read and written; what its page shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from portal.domain.days import PARIS
from portal.domain.history import Act, FieldChange
from portal.services.audit import changes_of
from portal.store.audit import AuditEvent
from portal.store.journal import JournalFilters
from portal.web.forms.filters import clean_line
from portal.web.row_numbers import typed_row_number

PER_PAGE = 50
_YEARS = range(2000, 2200)
_LONGEST = 100
_NAMES = ("agent", "acte", "du", "au", "fiche")
_FAMILIES: Mapping[str, str] = {
    "fiche": "Fiches",
    "signalement": "Signalements",
    "proposition": "Propositions",
    "campagne": "Campagnes",
    "import": "Imports",
    "export": "Exports",
    "dossier": "Dossiers de financement",
    "enveloppe": "Enveloppes",
    "indicateurs": "Indicateurs",
    "agent": "Comptes des agents",
    "compte": "Mon compte",
    "vocabulaire": "Vocabulaire",
    "vacances": "Vacances scolaires",
}

Choice = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class JournalQuestion:
    """What was asked: as typed, as filters, and what is wrong with it (field and message)."""

    typed: Mapping[str, str]
    filters: JournalFilters = field(default_factory=JournalFilters)
    problems: Sequence[tuple[str, str]] = ()

    def address(self, page: int) -> str:
        """Return the address of another page of the same question."""
        return f"/gestion/journal?{urlencode({**self.typed, 'page': page})}"

    @property
    def file_address(self) -> str:
        """The address of the same question as a file."""
        return f"/gestion/journal.csv?{urlencode(self.typed)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the page shows it."""

    event: AuditEvent
    changes: Sequence[FieldChange]


def read_question(args: Mapping[str, str]) -> JournalQuestion:
    """Read the address of the journal; an agent or act that there is not counts for none."""
    cleaned = {name: clean_line(args.get(name))[:_LONGEST] for name in _NAMES}
    typed = {name: text for name, text in cleaned.items() if text}
    problems = []
    days: dict[str, date | None] = {}
    for name, words in (("du", "Depuis le"), ("au", "Jusqu’au")):
        try:
            days[name] = _day(typed[name]) if name in typed else None
        except ValueError:
            problems.append((name, f"{words} : écrivez une date comme 2026-11-24."))
    if problems:
        return JournalQuestion(typed, problems=problems)
    if days["du"] and days["au"] and days["au"] < days["du"]:
        message = "Jusqu’au : choisissez une date qui suit la première."
        return JournalQuestion(typed, problems=[("au", message)])
    return JournalQuestion(typed, _filters(typed, days["du"], days["au"]))


def acts_by_family(chosen: Act | None) -> list[tuple[str, list[Choice]]]:
    """Return every act under the name of its family, for a list of options."""
    return [
        (words, [(act, act.label, act is chosen) for act in Act if act.split(".")[0] == family])
        for family, words in _FAMILIES.items()
    ]


def lines_of(events: Sequence[AuditEvent]) -> list[Line]:
    """Return events with what they changed."""
    return [Line(event, changes_of(event)) for event in events]


def _filters(typed: Mapping[str, str], since: date | None, until: date | None) -> JournalFilters:
    act = typed.get("acte", "")
    return JournalFilters(
        agent_id=typed_row_number(typed.get("agent", "")),
        act=Act(act) if act in set(Act) else None,
        since=_midnight(since) if since else None,
        until=_midnight(until, days=1) if until else None,
        listing=typed.get("fiche", ""),
    )


def _day(typed: str) -> date:
    """Read a day; ``ValueError`` too for a year in which nothing can have happened."""
    day = date.fromisoformat(typed)
    if day.year not in _YEARS:
        raise ValueError("no journal reaches that far")
    return day


def _midnight(day: date, days: int = 0) -> datetime:
    """Return the beginning of a day in Paris, or of one after."""
    return datetime.combine(day + timedelta(days=days), time(), PARIS)
