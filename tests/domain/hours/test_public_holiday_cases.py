"""Public holidays by territory, worked out by hand.

Easter Sunday 2026 is 5 April: Good Friday 3 April, Easter Monday 6 April, Ascension 14 May, Whit
Monday 25 May.
"""

from __future__ import annotations

import pytest

from portal.domain.calendar import SchoolCalendar

from .cases import Case, check

NO_PH = "Mo-Fr 09:00-12:00; PH off"

MAINLAND = ("75", "67", "2A")
OVERSEAS = ("971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988")

FOURTEEN_JULY = [
    Case(
        f"14 July is a holiday in {code}", code, NO_PH, "2026-07-14 10:00", "ferme 2026-07-15 09:00"
    )
    for code in (*MAINLAND, *OVERSEAS)
]

LOCAL_HOLIDAYS = [
    Case(
        "1 January is a Friday in 2027", "75", NO_PH, "2027-01-01 10:00", "ferme 2027-01-04 09:00"
    ),
    Case(
        "the night before 1 January ends at midnight",
        "75",
        "Th 22:00-02:00; PH off",
        "2026-12-31 23:00",
        "ouvert 2027-01-01 00:00",
    ),
    Case("Good Friday is worked in Paris", "75", NO_PH, "2026-04-03 10:00", "ouvert 12:00"),
    Case(
        "Good Friday is a holiday in Strasbourg",
        "67",
        NO_PH,
        "2026-04-03 10:00",
        "ferme 2026-04-07 09:00",
    ),
    Case(
        "Good Friday is a holiday in Colmar",
        "68",
        NO_PH,
        "2026-04-03 10:00",
        "ferme 2026-04-07 09:00",
    ),
    Case(
        "26 December is a holiday in Metz",
        "57",
        "Sa 09:00-12:00; PH off",
        "2026-12-26 10:00",
        "ferme 2027-01-02 09:00",
    ),
    Case(
        "26 December is worked in Nancy",
        "54",
        "Sa 09:00-12:00; PH off",
        "2026-12-26 10:00",
        "ouvert 12:00",
    ),
    Case(
        "27 May is the abolition in Guadeloupe",
        "971",
        NO_PH,
        "2026-05-27 10:00",
        "ferme 2026-05-28 09:00",
    ),
    Case("27 May is worked in Martinique", "972", NO_PH, "2026-05-27 10:00", "ouvert 12:00"),
    Case(
        "22 May is the abolition in Martinique",
        "972",
        NO_PH,
        "2026-05-22 10:00",
        "ferme 2026-05-26 09:00",
    ),
    Case(
        "10 June is the abolition in Guyane",
        "973",
        NO_PH,
        "2026-06-10 10:00",
        "ferme 2026-06-11 09:00",
    ),
    Case(
        "20 December is the abolition in La Réunion",
        "974",
        "Su 09:00-12:00; PH off",
        "2026-12-20 10:00",
        "ferme 2026-12-27 09:00",
    ),
    Case(
        "27 April is the abolition in Mayotte",
        "976",
        NO_PH,
        "2026-04-27 10:00",
        "ferme 2026-04-28 09:00",
    ),
    Case("27 April is worked in La Réunion", "974", NO_PH, "2026-04-27 10:00", "ouvert 12:00"),
    Case(
        "9 October is the abolition in Saint-Barthélemy",
        "977",
        NO_PH,
        "2026-10-09 10:00",
        "ferme 2026-10-12 09:00",
    ),
    Case(
        "28 May is the abolition in Saint-Martin",
        "978",
        NO_PH,
        "2026-05-28 10:00",
        "ferme 2026-05-29 09:00",
    ),
    Case("27 May is worked in Saint-Martin", "978", NO_PH, "2026-05-27 10:00", "ouvert 12:00"),
    Case(
        "24 September is a holiday in Nouvelle-Calédonie",
        "988",
        NO_PH,
        "2026-09-24 10:00",
        "ferme 2026-09-25 09:00",
    ),
    Case(
        "20 November is a holiday in Tahiti",
        "987",
        NO_PH,
        "2026-11-20 10:00",
        "ferme 2026-11-23 09:00",
    ),
    Case(
        "29 June is worked in Tahiti since 2025", "987", NO_PH, "2026-06-29 10:00", "ouvert 12:00"
    ),
    Case(
        "28 April is a holiday in Wallis",
        "986",
        NO_PH,
        "2026-04-28 10:00",
        "ferme 2026-04-29 09:00",
    ),
]

PUBLIC_SELECTORS = [
    Case("PH alone opens on holidays", "75", "PH 10:00-12:00", "2026-05-01 10:30", "ouvert 12:00"),
    Case(
        "PH in a list adds holidays",
        "75",
        "Mo-Fr,PH 09:00-12:00",
        "2026-08-15 10:00",
        "ouvert 12:00",
    ),
    Case(
        "PH before weekdays keeps holidays on these days",
        "75",
        "PH Mo-Fr 09:00-12:00",
        "2026-08-15 10:00",
        "ferme 2026-11-11 09:00",
    ),
    Case(
        "a rule after PH off takes the day back",
        "75",
        "PH off; Mo-Fr 09:00-12:00",
        "2026-07-14 10:00",
        "ouvert 12:00",
    ),
    Case(
        "hours for holidays replace those of the day",
        "75",
        "Mo-Fr 09:00-12:00; PH 10:00-11:00",
        "2026-07-14 09:30",
        "ferme 10:00",
    ),
    Case(
        "the day before a holiday",
        "75",
        "PH -1 day 09:00-12:00",
        "2026-07-13 10:00",
        "ouvert 12:00",
    ),
    Case(
        "the day after a holiday", "75", "PH +1 day 09:00-12:00", "2027-01-02 10:00", "ouvert 12:00"
    ),
    Case(
        "the day before 1 January",
        "75",
        "PH -1 day 09:00-12:00",
        "2026-12-31 10:00",
        "ouvert 12:00",
    ),
]


@pytest.mark.parametrize("case", [*FOURTEEN_JULY, *LOCAL_HOLIDAYS, *PUBLIC_SELECTORS], ids=str)
def test_public_holidays_are_those_of_the_place(case: Case, calendar: SchoolCalendar) -> None:
    check(case, calendar)
