"""School holidays by zone, worked out by hand.

Winter holidays 2026: A from 7 to 22 February, B from 14 February to 1 March, C from 21 February to
8 March. Whit Monday is 25 May.
"""

from __future__ import annotations

import pytest

from portal.domain.calendar import SchoolCalendar

from .cases import Case, check

NO_PH = "Mo-Fr 09:00-12:00; PH off"
NO_SH = "Mo-Fr 09:00-12:00; SH off"

SCHOOL_HOLIDAYS = [
    Case(
        "zone A is off from 7 February", "69", NO_SH, "2026-02-11 10:00", "ferme 2026-02-23 09:00"
    ),
    Case("zone B is in class on 11 February", "35", NO_SH, "2026-02-11 10:00", "ouvert 12:00"),
    Case("zone C is in class on 11 February", "75", NO_SH, "2026-02-11 10:00", "ouvert 12:00"),
    Case("zone B is off until 1 March", "35", NO_SH, "2026-02-25 10:00", "ferme 2026-03-02 09:00"),
    Case("zone A is back on 25 February", "69", NO_SH, "2026-02-25 10:00", "ouvert 12:00"),
    Case("zone C is off until 8 March", "75", NO_SH, "2026-02-25 10:00", "ferme 2026-03-09 09:00"),
    Case(
        "the Friday before the holidays is in class",
        "75",
        NO_SH,
        "2026-10-16 10:00",
        "ouvert 12:00",
    ),
    Case(
        "the Saturday after class is a holiday",
        "75",
        "Sa 09:00-12:00; SH off",
        "2026-10-17 10:00",
        "ferme 2026-11-07 09:00",
    ),
    Case("the Monday back is in class", "75", NO_SH, "2026-11-02 10:00", "ouvert 12:00"),
    Case(
        "summer lasts until 31 August 2026",
        "75",
        NO_SH,
        "2026-08-31 10:00",
        "ferme 2026-09-01 09:00",
    ),
    Case(
        "Christmas holidays last over the new year",
        "75",
        NO_SH,
        "2026-12-31 10:00",
        "ferme 2027-01-04 09:00",
    ),
    Case(
        "the Friday after Ascension is off in 2026",
        "75",
        NO_SH,
        "2026-05-15 10:00",
        "ferme 2026-05-18 09:00",
    ),
    Case(
        "the Friday after Ascension is off in 2027",
        "69",
        NO_SH,
        "2027-05-07 10:00",
        "ferme 2027-05-10 09:00",
    ),
    Case(
        "SH Mo-Fr opens in the holidays only",
        "75",
        "SH Mo-Fr 10:00-12:00",
        "2026-02-18 10:30",
        "ferme 2026-02-23 10:00",
    ),
    Case(
        "SH Mo-Fr replaces the hours of these days",
        "75",
        "Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-12:00",
        "2026-02-25 09:30",
        "ferme 10:00",
    ),
    Case(
        "out of the holidays SH Mo-Fr changes nothing",
        "75",
        "Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-12:00",
        "2026-02-18 09:30",
        "ouvert 12:00",
    ),
    Case(
        "PH off holds in the school holidays",
        "75",
        "SH Mo-Fr 10:00-12:00; PH off",
        "2026-07-14 10:30",
        "ferme 2026-07-15 10:00",
    ),
    Case(
        "PH,SH Mo is Mondays of either",
        "75",
        "PH,SH Mo 10:00-12:00",
        "2026-02-24 10:30",
        "ferme 2026-03-02 10:00",
    ),
    Case(
        "PH,SH Mo holds on Whit Monday",
        "75",
        "PH,SH Mo 10:00-12:00",
        "2026-05-18 10:30",
        "ferme 2026-05-25 10:00",
    ),
    Case(
        "SH,PH off closes on both",
        "75",
        "Tu 09:00-11:30; SH,PH off",
        "2026-07-14 10:00",
        "ferme 2026-09-01 09:00",
    ),
]

UNKNOWN_CALENDARS = [
    Case("nobody knows the school holidays of Corse", "2A", NO_SH, "2026-11-25 10:00", "inconnu"),
    Case("nor those of La Réunion", "974", NO_SH, "2026-11-25 10:00", "inconnu"),
    Case("what is closed either way is closed", "2A", NO_SH, "2026-11-25 20:00", "ferme"),
    Case(
        "what is open either way is open",
        "2A",
        "Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-12:00",
        "2026-11-25 10:30",
        "ouvert 12:00",
    ),
    Case(
        "before what is sure, it is unknown",
        "2A",
        "Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-12:00",
        "2026-11-25 09:30",
        "inconnu 10:00",
    ),
    Case(
        "a holiday opening is unknown too", "2B", "SH We 10:00-12:00", "2026-11-25 11:00", "inconnu"
    ),
    Case(
        "a day that no rule of the holidays names is sure",
        "2B",
        "Mo 09:00-12:00; SH We 10:00-12:00",
        "2026-11-23 10:00",
        "ouvert 12:00",
    ),
    Case(
        "public holidays of Corse are known",
        "2A",
        NO_PH,
        "2026-11-11 10:00",
        "ferme 2026-11-12 09:00",
    ),
    Case("after the last known summer nobody knows", "75", NO_SH, "2028-10-18 10:00", "inconnu"),
]


@pytest.mark.parametrize("case", [*SCHOOL_HOLIDAYS, *UNKNOWN_CALENDARS], ids=str)
def test_school_holidays_are_those_of_the_zone(case: Case, calendar: SchoolCalendar) -> None:
    check(case, calendar)
