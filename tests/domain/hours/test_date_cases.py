"""Weekdays, weeks, months and overriding rules, worked out by hand.

2026 has 53 weeks: week 53 goes from Monday 28 December 2026 to Sunday 3 January 2027.
"""

from __future__ import annotations

import pytest

from portal.domain.calendar import SchoolCalendar

from .cases import Case, check

ODD = "week 01-53/2 We 14:00-17:00"
EVEN = "week 02-53/2 We 14:00-17:00"

NTH_WEEKDAYS = [
    Case(
        "the first Wednesday of November 2026 is the 4th",
        "75",
        "We[1] 14:00-16:00",
        "2026-11-04 14:30",
        "ouvert 16:00",
    ),
    Case(
        "the second is not the first",
        "75",
        "We[1] 14:00-16:00",
        "2026-11-11 14:30",
        "ferme 2026-12-02 14:00",
    ),
    Case(
        "the last Wednesday of November 2026 is the 25th",
        "75",
        "We[-1] 14:00-16:00",
        "2026-11-18 14:30",
        "ferme 2026-11-25 14:00",
    ),
    Case(
        "a fifth Wednesday is rare",
        "75",
        "We[5] 14:00-16:00",
        "2026-11-25 17:00",
        "ferme 2026-12-30 14:00",
    ),
    Case(
        "two Wednesdays a month",
        "75",
        "We[2,4] 14:00-16:00",
        "2026-11-11 17:00",
        "ferme 2026-11-25 14:00",
    ),
    Case(
        "the first three Wednesdays",
        "75",
        "We[1-3] 14:00-16:00",
        "2026-11-18 17:00",
        "ferme 2026-12-02 14:00",
    ),
    Case(
        "the day after the first Wednesday",
        "75",
        "We[1] +1 day 14:00-16:00",
        "2026-11-04 14:30",
        "ferme 2026-11-05 14:00",
    ),
    Case(
        "the day before the first Monday may be in the month before",
        "75",
        "Mo[1] -1 day 14:00-16:00",
        "2026-05-31 14:30",
        "ouvert 16:00",
    ),
    Case(
        "first Wednesdays of July and of August",
        "75",
        "Jul,Aug We[1] 10:00-12:00",
        "2026-07-02 10:30",
        "ferme 2026-08-05 10:00",
    ),
    Case(
        "a range of weekdays runs over Sunday",
        "75",
        "Fr-Mo 10:00-12:00",
        "2026-11-24 10:30",
        "ferme 2026-11-27 10:00",
    ),
]

WEEKS = [
    Case("week 52 is not odd", "75", ODD, "2026-12-23 15:00", "ferme 2026-12-30 14:00"),
    Case("week 53 is odd", "75", ODD, "2026-12-30 15:00", "ouvert 17:00"),
    Case(
        "week 1 is odd too, just after week 53",
        "75",
        ODD,
        "2026-12-30 18:00",
        "ferme 2027-01-06 14:00",
    ),
    Case("week 52 is even", "75", EVEN, "2026-12-23 15:00", "ouvert 17:00"),
    Case(
        "three weeks pass between the even weeks 52 and 2",
        "75",
        EVEN,
        "2026-12-23 18:00",
        "ferme 2027-01-13 14:00",
    ),
    Case(
        "after an ordinary year odd and even still alternate",
        "75",
        ODD,
        "2025-12-24 15:00",
        "ferme 2025-12-31 14:00",
    ),
    Case(
        "1 January 2027 is in week 53",
        "75",
        "week 53 Fr 09:00-12:00",
        "2027-01-01 10:00",
        "ouvert 12:00",
    ),
    Case(
        "1 January 2027 is not in week 1",
        "75",
        "week 01 Fr 09:00-12:00",
        "2027-01-01 10:00",
        "ferme 2027-01-08 09:00",
    ),
    Case(
        "29 December 2025 is in week 1",
        "75",
        "week 01 Mo 09:00-12:00",
        "2025-12-29 10:00",
        "ouvert 12:00",
    ),
    Case(
        "a step that passes the end stops before it",
        "75",
        "week 20-23/4 Mo 09:00-12:00",
        "2026-06-01 10:00",
        "ferme 2027-05-17 09:00",
    ),
]

MONTHS_AND_YEARS = [
    Case(
        "from September to June",
        "75",
        "Sep-Jun Mo 09:00-12:00",
        "2026-07-06 10:00",
        "ferme 2026-09-07 09:00",
    ),
    Case(
        "closed in August",
        "75",
        "Mo-Fr 09:00-12:00; Aug off",
        "2026-08-03 10:00",
        "ferme 2026-09-01 09:00",
    ),
    Case(
        "a period over the new year",
        "75",
        "Mo-Fr 09:00-12:00; Dec 20-Jan 05 off",
        "2027-01-04 10:00",
        "ferme 2027-01-06 09:00",
    ),
    Case(
        "two dates with other hours",
        "75",
        "Mo-Fr 09:00-18:00; Dec 24,31 09:00-12:00; PH off",
        "2026-12-24 13:00",
        "ferme 2026-12-28 09:00",
    ),
    Case(
        "29 February waits for a leap year",
        "75",
        "Feb 29 10:00-12:00",
        "2027-06-01 10:00",
        "ferme 2028-02-29 10:00",
    ),
    Case(
        "a school year starts",
        "75",
        "2026 Sep 01-2027 Jun 30 Mo 09:00-12:00",
        "2026-08-31 10:00",
        "ferme 2026-09-07 09:00",
    ),
    Case(
        "a school year ends",
        "75",
        "2026 Sep 01-2027 Jun 30 Mo 09:00-12:00",
        "2027-07-05 10:00",
        "ferme",
    ),
    Case("a year ends", "75", "2026 Mo-Su 09:00-12:00", "2027-01-01 10:00", "ferme"),
    Case(
        "a year starts", "75", "2027+ Fr 09:00-12:00", "2026-12-31 10:00", "ferme 2027-01-01 09:00"
    ),
]

OVERRIDING = [
    Case(
        "a later rule replaces the whole day",
        "75",
        "Mo-Fr 09:00-12:00; We 14:00-16:00",
        "2026-11-25 10:00",
        "ferme 14:00",
    ),
    Case(
        "an additional rule adds to the day",
        "75",
        "Mo-Fr 09:00-12:00, We 14:00-16:00",
        "2026-11-25 10:00",
        "ouvert 12:00",
    ),
    Case(
        "ranges that overlap are one",
        "75",
        "Mo-Fr 09:00-12:00, We 11:00-16:00",
        "2026-11-25 10:00",
        "ouvert 16:00",
    ),
    Case(
        "a closure of some hours leaves the others",
        "75",
        "Mo-Fr 09:00-18:00; We 12:00-14:00 off",
        "2026-11-25 11:00",
        "ouvert 12:00",
    ),
    Case(
        "after a closure of some hours it opens again",
        "75",
        "Mo-Fr 09:00-18:00; We 12:00-14:00 off",
        "2026-11-25 13:00",
        "ferme 14:00",
    ),
    Case(
        "a closure that comes last wins",
        "75",
        "We 10:00-12:00; Mo-Fr off",
        "2026-11-25 10:30",
        "ferme",
    ),
    Case(
        "a closure that comes first is replaced",
        "75",
        "Mo-Fr off; We 10:00-12:00",
        "2026-11-25 10:30",
        "ouvert 12:00",
    ),
    Case(
        "the later of two periods wins",
        "75",
        "Mo 09:00-12:00; Nov Mo 10:00-12:00",
        "2026-11-23 09:30",
        "ferme 10:00",
    ),
]


@pytest.mark.parametrize("case", [*NTH_WEEKDAYS, *WEEKS, *MONTHS_AND_YEARS, *OVERRIDING], ids=str)
def test_dates_and_rules_mean_what_the_specification_says(
    case: Case, calendar: SchoolCalendar
) -> None:
    check(case, calendar)
