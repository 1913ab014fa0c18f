"""A schedule travels through the search index as its key."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.calendar import LocalZone, zone_of_departement
from portal.domain.hours import ExceptionalHours, Schedule

REUNION = zone_of_departement("974")
CLOSURE = ExceptionalHours(date(2026, 8, 3), date(2026, 8, 14), None, "congés d’été")


@pytest.mark.parametrize("hours", ["Mo-Fr 09:00-12:00; SH off", None, 'Mo "sur rendez-vous"'])
def test_a_schedule_comes_back_from_its_key(hours: str | None) -> None:
    schedule = Schedule(hours, REUNION, (CLOSURE,))

    assert Schedule.from_key(schedule.key) == schedule


def test_equal_schedules_share_key_and_hash() -> None:
    one, other = (Schedule("24/7", REUNION, (CLOSURE,)) for _ in range(2))

    assert (one.key, hash(one)) == (other.key, hash(other))


def test_what_differs_has_another_key() -> None:
    schedules = [
        Schedule("24/7", REUNION),
        Schedule("24/7", REUNION, (CLOSURE,)),
        Schedule("24/7", zone_of_departement("976")),
        Schedule(None, REUNION),
        Schedule("", REUNION),
    ]

    assert len({schedule.key for schedule in schedules}) == len(schedules)


@pytest.mark.parametrize(
    "key", ["", "Europe/Paris", "Europe/Paris|MARS|A", "Europe/Paris|METROPOLE|D"]
)
def test_a_text_that_is_no_zone_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"key|SchoolZone"):
        LocalZone.from_key(key)
