"""The rules that a text of opening hours is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from portal.domain.hours.states import OpeningState

Span = tuple[int, int, OpeningState]
"""Minutes of a local day, half-open, and the state that holds in between."""

DAY = 1440
"""Minutes of wall-clock time from one midnight to the next."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """The public or school holidays that a rule names.

    ``public`` holds offsets in days (0 for ``PH``, -1 for the day before). With ``restrict`` the
    rule's weekdays count only on these holidays (``SH Mo-Fr``); else they add up (``Mo-Fr,PH``).
    """

    public: tuple[int, ...] = ()
    school: bool = False
    restrict: bool = False

    def __bool__(self) -> bool:
        """Tell whether any holiday is named."""
        return bool(self.public) or self.school


@dataclass(frozen=True)
class Rule:
    """One rule of the text.

    ``dates`` and ``weekdays`` are selectors in OSM syntax, empty for "every day". ``times`` are
    minutes from the midnight of the day that they start on, past 1440 when they run into the
    next; none stands for the whole day.
    """

    additive: bool = False
    dates: str = ""
    weekdays: str = ""
    holidays: Holidays = field(default_factory=Holidays)
    times: tuple[tuple[int, int], ...] = ()
    state: OpeningState = OpeningState.OUVERT
    comment: str = ""
    text: str = ""

    @cached_property
    def every_day(self) -> bool:
        """Tell whether the rule names no day at all."""
        return not (self.dates or self.weekdays or self.holidays)

    @cached_property
    def replaces(self) -> bool:
        """Tell whether the rule wipes what earlier rules said of the days it matches.

        An additional rule does not, nor does a closure of some hours only.
        """
        return not self.additive and not (self.state is OpeningState.FERME and self.times)

    @cached_property
    def own_spans(self) -> tuple[Span, ...]:
        """Return the part of the rule that falls on the day it starts on."""
        return tuple((a, min(b, DAY), self.state) for a, b in self.times or ((0, DAY),))

    @cached_property
    def spilled_spans(self) -> tuple[Span, ...]:
        """Return the part of the rule that falls on the day after."""
        return tuple((0, b - DAY, self.state) for _, b in self.times if b > DAY)


@dataclass(frozen=True)
class Hours:
    """A parsed text: its rules in order, and its normal form."""

    rules: tuple[Rule, ...]
    text: str

    @cached_property
    def spills(self) -> bool:
        """Tell whether some rule runs past midnight."""
        return any(rule.spilled_spans for rule in self.rules)

    @cached_property
    def uses_school(self) -> bool:
        """Tell whether some rule depends on school holidays."""
        return any(rule.holidays.school for rule in self.rules)

    @cached_property
    def can_open(self) -> bool:
        """Tell whether some rule opens the place at all."""
        return any(rule.state is OpeningState.OUVERT for rule in self.rules)

    @cached_property
    def takes_appointments(self) -> bool:
        """Tell whether some rule receives people on appointment."""
        return any(rule.state is OpeningState.SUR_RENDEZ_VOUS for rule in self.rules)

    @cached_property
    def always_open(self) -> bool:
        """Tell whether this is a plain "24/7"."""
        return self.text == "24/7"
