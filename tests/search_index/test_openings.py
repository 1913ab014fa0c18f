"""Open when asked, on prepared days and on any other."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from search_index.index import SearchIndex
from search_index.openings import KEPT_DAYS
from search_index.query import MinuteRange, SearchQuery
from search_index.writer import IndexWriter
from tests.search_index.conftest import Build
from tests.search_index.places import TODAY, WEEK, WeekCalendar, listing, minute, site

LISTINGS = [listing(i, site(i, schedule=key)) for i, key in enumerate(WEEK, start=1)]
MORNING, EVENING, WEDNESDAY, ALWAYS, NEVER = range(1, 6)
FAR_DAY = date(2027, 8, 2)


def open_sites(index: SearchIndex, *ranges: MinuteRange, zone: str = "metropole") -> set[int]:
    """Return the sites open in one of the ranges."""
    page = index.search(SearchQuery(open_during={zone: ranges}))
    return {hit.site_id for hit in page.hits}


def instant(day: date, hour: int, minutes: int = 0) -> MinuteRange:
    """Return the range of one minute."""
    begin = minute(day, hour, minutes)
    return begin, begin + 1


@pytest.mark.parametrize("day", [TODAY, FAR_DAY, FAR_DAY - timedelta(days=1)])
def test_an_opening_includes_its_first_minute_and_not_its_end(build: Build, day: date) -> None:
    index = build(*LISTINGS)

    assert MORNING not in open_sites(index, instant(day, 7, 59))
    assert MORNING in open_sites(index, instant(day, 8))
    assert MORNING in open_sites(index, instant(day, 11, 59))
    assert MORNING not in open_sites(index, instant(day, 12))


def test_an_opening_goes_on_past_midnight(build: Build) -> None:
    index = build(*LISTINGS)

    assert open_sites(index, instant(TODAY, 0, 59)) == {EVENING, ALWAYS}
    assert open_sites(index, instant(TODAY, 1)) == {ALWAYS}
    assert open_sites(index, (minute(TODAY, 23, 59), minute(TODAY, 24, 1))) == {EVENING, ALWAYS}


def test_one_of_several_ranges_is_enough(build: Build) -> None:
    index = build(*LISTINGS)

    assert open_sites(index, instant(TODAY, 4), instant(TODAY, 8)) == {MORNING, ALWAYS}
    assert open_sites(index) == set()


def test_each_zone_has_its_own_ranges_and_zones_not_named_keep_nothing(build: Build) -> None:
    index = build(
        listing(1, site(1, schedule="matin", zone="metropole")),
        listing(2, site(2, schedule="matin", zone="reunion")),
    )
    during = {"metropole": (instant(TODAY, 9),), "reunion": (instant(TODAY, 13),)}

    page = index.search(SearchQuery(open_during=during))

    assert [hit.site_id for hit in page.hits] == [1]
    assert open_sites(index, instant(TODAY, 9), zone="reunion") == {2}
    assert open_sites(index, instant(TODAY, 9), zone="mayotte") == set()


def test_a_day_that_is_not_prepared_is_evaluated_once_and_kept(
    build: Build, calendar: WeekCalendar
) -> None:
    index = build(*LISTINGS)
    open_sites(index, instant(FAR_DAY, 9))
    asked = calendar.asked

    assert open_sites(index, instant(FAR_DAY, 8)) == {MORNING, ALWAYS}
    assert calendar.asked == asked


def test_prepared_days_are_not_evaluated_again(build: Build, calendar: WeekCalendar) -> None:
    index = build(*LISTINGS)
    asked = calendar.asked

    for days in range(-1, 16):
        assert open_sites(index, instant(TODAY + timedelta(days=days), 9)) >= {MORNING, ALWAYS}
    assert calendar.asked == asked


def test_the_days_kept_are_bounded_whatever_is_asked(build: Build) -> None:
    index = build(*LISTINGS)

    for days in range(300):
        open_sites(index, instant(FAR_DAY + timedelta(days=days), 9))

    (part,) = index._snapshot.parts
    assert len(part.openings._kept) == KEPT_DAYS


def test_a_long_range_far_away_is_answered_without_keeping_its_days(build: Build) -> None:
    index = build(*LISTINGS)
    summer = (minute(FAR_DAY, 0), minute(FAR_DAY + timedelta(days=56), 0))

    assert open_sites(index, summer) == {MORNING, EVENING, WEDNESDAY, ALWAYS}
    assert not index._snapshot.parts[0].openings._kept


def test_the_answer_for_a_long_range_is_kept(build: Build, calendar: WeekCalendar) -> None:
    index = build(*LISTINGS)
    summer = (minute(FAR_DAY, 0), minute(FAR_DAY + timedelta(days=56), 0))
    open_sites(index, summer)
    asked = calendar.asked

    assert open_sites(index, summer) == {MORNING, EVENING, WEDNESDAY, ALWAYS}
    assert calendar.asked == asked


def test_rolling_prepares_the_days_to_come(
    folder: Path, build: Build, calendar: WeekCalendar
) -> None:
    index = build(*LISTINGS)
    IndexWriter(folder, calendar, FAR_DAY).roll()
    index.refresh()
    asked = calendar.asked

    assert open_sites(index, instant(FAR_DAY, 9)) == {MORNING, ALWAYS}
    assert calendar.asked == asked


def test_changes_after_rolling_share_the_prepared_days(
    folder: Path, build: Build, calendar: WeekCalendar
) -> None:
    index = build(*LISTINGS)
    later = IndexWriter(folder, calendar, FAR_DAY)
    later.roll()
    later.apply([listing(9, site(9, schedule="matin"))], removed=[ALWAYS], revision=2)
    index.refresh()

    assert open_sites(index, instant(FAR_DAY, 9)) == {MORNING, 9}
    assert open_sites(index, instant(TODAY, 9)) == {MORNING, WEDNESDAY, 9}
