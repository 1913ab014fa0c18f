"""The real openings of a place over twelve months, and who is there to receive parents.

Only physical hours count: what a text says is by phone, by message or on line is closed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from portal.domain.calendar import LocalZone, SchoolCalendar, public_holidays, zone_of_commune
from portal.domain.hours import ExceptionalHours, HalfDayCount, OpeningState, Schedule, half_days
from portal.domain.hours.model import DAY, Hours, Rule, Span
from portal.domain.referentiel.facts import Facts, StaffMember, Stop
from portal.domain.referentiel.settings import RuleSettings

OUVERT, INCONNU = OpeningState.OUVERT, OpeningState.INCONNU
_NOON = 13 * 60
_HALVES = ((0, _NOON), (_NOON, DAY))
_REMOTE = re.compile(
    r"\b(?:t[ée]l(?:[ée]phon\w*)?|visio\w*|t?chat|en ligne|[àa] distance|courriels?|e?-?mails?)\b",
    re.IGNORECASE,
)
_ON_SITE = re.compile(r"\b(?:sur place|sur site|physique\w*)\b", re.IGNORECASE)


class PhysicalSchedule(Schedule):
    """A schedule whose remote hours are closed."""

    @cached_property
    def parsed(self) -> Hours:
        """Return the rules of the normal hours, those that speak of remote hours as closures."""
        hours = super().parsed
        return replace(hours, rules=tuple(_on_site(rule) for rule in hours.rules))


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours of a stop in one half-day: those that are ``sure``, and all that are ``possible``.

    ``counts`` tells that the sure ones are enough for the half-day to count.
    """

    stop: PhysicalSchedule
    day: date
    sure: list[Span]
    possible: list[Span]
    counts: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """An opening that counts without anyone trained: the day, and its minutes from midnight.

    ``doubt`` is the fact to confirm where somebody may be there after all, or the place may not
    open; empty where the gap is certain.
    """

    day: date
    start: int
    end: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Openings:
    """The stops of a place and the year that is looked at; see ``openings_of``."""

    stops: tuple[PhysicalSchedule, ...]
    start: date
    settings: RuleSettings
    calendar: SchoolCalendar

    def half_days(self) -> HalfDayCount:
        """Count the half-days of L11."""
        return half_days(
            self.stops,
            self.start,
            self.calendar,
            threshold=self.settings.half_days,
            minimum_minutes=self.settings.minimum_minutes,
        )

    def counted(self) -> Iterator[Opening]:
        """Yield the half-days that count, or may count, on the ordinary days of the year."""
        for number in range(_days_of_a_year(self.start)):
            day = self.start + timedelta(days=number)
            for stop in self.stops:
                if not _is_special(stop, day, self.calendar):
                    yield from self._of_day(stop, day)

    def _of_day(self, stop: PhysicalSchedule, day: date) -> Iterator[Opening]:
        found = stop.spans(day, self.calendar)
        for low, high in _HALVES:
            sure = _within(_only(found, OUVERT), low, high)
            possible = _within(_only(found, OUVERT, INCONNU), low, high)
            if _length(possible) >= self.settings.minimum_minutes:
                counts = _length(sure) >= self.settings.minimum_minutes
                yield Opening(stop, day, sure, possible, counts)


def openings_of(facts: Facts, settings: RuleSettings, calendar: SchoolCalendar) -> Openings | None:
    """Return the openings; None where nobody can tell where, when or from which day on."""
    sites, start = facts.sites, facts.a_partir_du
    if sites is None or start is None or any(is_vague(site) for site in sites):
        return None
    return Openings(tuple(_schedule(site) for site in sites), start, settings, calendar)


def is_vague(site: Stop) -> bool:
    """Tell whether where or when the stop receives people is not said."""
    closures = site.fermetures or ()
    unsaid = site.horaires is None or not site.horaires.strip()
    return site.code_insee is None or unsaid or any(not (each.du and each.au) for each in closures)


def gaps(openings: Openings, staff: Sequence[StaffMember]) -> Iterator[Gap]:
    """Yield the openings that nobody trained covers, or may not."""
    for opening in openings.counted():
        there = [
            (person.forme, _presence(person.presence, opening.stop.zone))
            for person in staff
            if person.forme is not False
        ]
        found = [(trained, own.spans(opening.day, openings.calendar)) for trained, own in there]
        certain = [span for trained, own in found if trained for span in _only(own, OUVERT)]
        possible = [span for _, own in found for span in _only(own, OUVERT, INCONNU)]
        if not _filled(opening.possible, certain):
            yield _gap(opening, certain, possible)


def _gap(opening: Opening, certain: list[Span], possible: list[Span]) -> Gap:
    """Return the gap that people leave, who are there for certain, or possibly."""
    unsure = not opening.counts or _filled(opening.sure, certain)
    spans = opening.possible if unsure else opening.sure
    doubt = "sites" if unsure else "accueillants" if _filled(opening.sure, possible) else ""
    return Gap(opening.day, spans[0][0], spans[-1][1], doubt)


@lru_cache(maxsize=1024)
def _presence(hours: str | None, zone: LocalZone) -> PhysicalSchedule:
    """Return when someone is there; kept, with its parsed rules, for the next day."""
    return PhysicalSchedule(hours, zone)


def _filled(spans: list[Span], by: list[Span]) -> bool:
    """Tell whether no minute of the spans is left uncovered."""
    for start, end, _ in spans:
        reached = start
        for low, high, _ in sorted(by):
            if low > reached:
                break
            reached = max(reached, high)
        if reached < end:
            return False
    return True


def _length(spans: list[Span]) -> int:
    return sum(end - start for start, end, _ in spans)


def _only(spans: Sequence[Span], *states: OpeningState) -> list[Span]:
    return [span for span in spans if span[2] in states]


def _within(spans: list[Span], low: int, high: int) -> list[Span]:
    """Return the part of the spans between two minutes of the day."""
    cut = [(max(start, low), min(end, high), state) for start, end, state in spans]
    return [span for span in cut if span[0] < span[1]]


def _is_special(stop: Schedule, day: date, calendar: SchoolCalendar) -> bool:
    """Tell whether the day is a public or school holiday there, or in a declared closure."""
    if day in public_holidays(stop.zone.public_holidays, day.year):
        return True
    return bool(calendar.is_holiday(stop.zone.school, day)) or stop.exception_on(day) is not None


def _days_of_a_year(start: date) -> int:
    """Return how many days the twelve months from ``start`` have."""
    if (start.month, start.day) == (2, 29):
        return 366
    return (start.replace(year=start.year + 1) - start).days


def _schedule(site: Stop) -> PhysicalSchedule:
    closures = tuple(
        ExceptionalHours(each.du, each.au)
        for each in site.fermetures or ()
        if each.du is not None and each.au is not None
    )
    return PhysicalSchedule(site.horaires, zone_of_commune(site.code_insee or ""), closures)


def _on_site(rule: Rule) -> Rule:
    """Return the rule, or a closure in its place where its comment says that nobody is received.

    A rule that replaces the day closes the whole of it; one that adds hours closes these.
    """
    remote = _REMOTE.search(rule.comment) and not _ON_SITE.search(rule.comment)
    if not remote:
        return rule
    times = rule.times if rule.additive else ()
    return replace(rule, state=OpeningState.FERME, times=times)
