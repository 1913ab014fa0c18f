"""What a rule looks at: the facts, the settings, and the school holidays."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from portal.domain.calendar import SchoolCalendar, default_school_calendar
from portal.domain.hours import HalfDayCount
from portal.domain.listing import ListingKind
from portal.domain.referentiel.facts import Facts
from portal.domain.referentiel.openings import Openings, openings_of
from portal.domain.referentiel.settings import RuleSettings


@dataclass(frozen=True)
class Case:
    """A file to evaluate."""

    facts: Facts
    settings: RuleSettings = field(default_factory=RuleSettings)
    calendar: SchoolCalendar = field(default_factory=default_school_calendar)

    @property
    def centred(self) -> bool | None:
        """Tell whether the place is centred on the first 1000 days; None where nobody said."""
        if self.facts.type is ListingKind.MAISON_1000_JOURS:
            return True
        return self.facts.centre_1000_jours

    @cached_property
    def openings(self) -> Openings | None:
        """Return the real openings of the place; None where a fact is missing."""
        return openings_of(self.facts, self.settings, self.calendar)

    @cached_property
    def half_days(self) -> HalfDayCount | None:
        """Return the half-days of L11 one by one; None where a fact is missing."""
        return self.openings.half_days() if self.openings else None
