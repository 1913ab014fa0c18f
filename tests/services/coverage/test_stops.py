"""Half-days of a stop follow the figures of the installation."""

from __future__ import annotations

from datetime import date

from portal.domain.calendar import default_school_calendar, zone_of_commune
from portal.domain.referentiel import RuleSettings
from portal.domain.referentiel.openings import PhysicalSchedule
from portal.services.coverage.stops import half_days_of

SHORT = PhysicalSchedule("Mo-Fr 09:00-10:30", zone_of_commune("87085"))


def half_days(rules: RuleSettings) -> int | None:
    return half_days_of((SHORT,), date(2026, 9, 1), default_school_calendar(), rules)


def test_a_half_day_is_as_long_as_the_installation_says() -> None:
    assert half_days(RuleSettings()) == 0
    assert half_days(RuleSettings(minimum_minutes=90)) == 5
