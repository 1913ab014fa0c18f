"""Clock changes, midnights and time zones, worked out by hand.

In 2026 Paris goes to summer time on Sunday 29 March (02:00 becomes 03:00) and back on Sunday 25
October (03:00 becomes 02:00).
"""

from __future__ import annotations

import pytest

from portal.domain.calendar import SchoolCalendar

from .cases import Case, check

WEEK = "Mo-Fr 09:00-12:00"

CLOCK_CHANGES = [
    Case(
        "a range over the jump ends at its hour",
        "75",
        "Su 01:00-04:00",
        "2026-03-29 01:30",
        "ouvert 04:00",
    ),
    Case(
        "a skipped opening time is the jump",
        "75",
        "Su 02:30-05:00",
        "2026-03-29 01:45",
        "ferme 03:00",
    ),
    Case(
        "a skipped closing time is the jump",
        "75",
        "Sa 22:00-02:30",
        "2026-03-28 23:00",
        "ouvert 2026-03-29 03:00",
    ),
    Case(
        "a range that lies in the skipped hour is void",
        "75",
        "Su 02:15-02:45",
        "2026-03-29 01:59",
        "ferme 2026-04-05 02:15",
    ),
    Case(
        "the night goes on after the jump",
        "75",
        "Sa 22:00-06:00",
        "2026-03-29 03:00",
        "ouvert 06:00",
    ),
    Case(
        "the doubled hour is open the first time",
        "75",
        "Su 02:00-03:00",
        "2026-10-25T02:30+02:00",
        "ouvert 03:00",
    ),
    Case(
        "the doubled hour is open the second time",
        "75",
        "Su 02:00-03:00",
        "2026-10-25T02:30+01:00",
        "ouvert 03:00",
    ),
    Case(
        "a doubled closing time is the first",
        "75",
        "Sa 22:00-02:30",
        "2026-10-25T02:15+02:00",
        "ouvert 02:30",
    ),
    Case(
        "nothing is open again after a doubled closing time",
        "75",
        "Sa 22:00-02:30",
        "2026-10-25T02:15+01:00",
        "ferme 2026-10-31 22:00",
    ),
    Case(
        "a doubled opening time is the first",
        "75",
        "Su 02:30-05:00",
        "2026-10-25T02:00+02:00",
        "ferme 02:30",
    ),
    Case(
        "Saint-Pierre-et-Miquelon changes on 8 March",
        "975",
        WEEK,
        "2026-03-10T11:30+00:00",
        "ouvert 12:00",
    ),
    Case("La Réunion never changes", "974", WEEK, "2026-07-15T05:30+00:00", "ouvert 12:00"),
]

TIME_ZONES = [
    Case("Paris in winter is one hour ahead", "75", WEEK, "2026-11-23T08:00+00:00", "ouvert 12:00"),
    Case(
        "Paris in summer is two hours ahead", "75", WEEK, "2026-06-22T07:00+00:00", "ouvert 12:00"
    ),
    Case(
        "Paris in summer closes with its own clock",
        "75",
        WEEK,
        "2026-06-22T10:00+00:00",
        "ferme 2026-06-23 09:00",
    ),
    Case("Guadeloupe is four hours behind", "971", WEEK, "2026-11-23T13:00+00:00", "ouvert 12:00"),
    Case("Martinique is four hours behind", "972", WEEK, "2026-11-23T12:59+00:00", "ferme 09:00"),
    Case("Guyane is three hours behind", "973", WEEK, "2026-11-23T12:00+00:00", "ouvert 12:00"),
    Case("La Réunion is four hours ahead", "974", WEEK, "2026-11-23T05:00+00:00", "ouvert 12:00"),
    Case("Mayotte is three hours ahead", "976", WEEK, "2026-11-23T06:00+00:00", "ouvert 12:00"),
    Case(
        "in Tahiti it is still the day before",
        "987",
        WEEK,
        "2026-11-24T05:00+00:00",
        "ferme 2026-11-24 09:00",
    ),
    Case(
        "in Nouméa it is already the next day",
        "988",
        WEEK,
        "2026-11-22T22:00+00:00",
        "ouvert 12:00",
    ),
    Case(
        "in Wallis it is already the next day",
        "986",
        WEEK,
        "2026-11-22T21:00+00:00",
        "ouvert 12:00",
    ),
]

MIDNIGHTS = [
    Case("it opens on the minute", "75", WEEK, "2026-11-23 09:00", "ouvert 12:00"),
    Case("it is closed the minute before", "75", WEEK, "2026-11-23 08:59", "ferme 09:00"),
    Case("it closes on the minute", "75", WEEK, "2026-11-23 12:00", "ferme 2026-11-24 09:00"),
    Case(
        "it is open the second before it closes", "75", WEEK, "2026-11-23 11:59:59", "ouvert 12:00"
    ),
    Case(
        "24:00 is the midnight that ends the day",
        "75",
        "Mo 20:00-24:00",
        "2026-11-23 23:59",
        "ouvert 2026-11-24 00:00",
    ),
    Case(
        "at midnight the day is over",
        "75",
        "Mo 20:00-24:00",
        "2026-11-24 00:00",
        "ferme 2026-11-30 20:00",
    ),
    Case(
        "00:00 as an end is the next midnight",
        "75",
        "Mo 20:00-00:00",
        "2026-11-23 23:59",
        "ouvert 2026-11-24 00:00",
    ),
    Case(
        "00:00-00:00 is a whole day",
        "75",
        "Mo 00:00-00:00",
        "2026-11-23 12:00",
        "ouvert 2026-11-24 00:00",
    ),
    Case(
        "a night belongs to the day it starts on",
        "75",
        "Mo 22:00-02:00",
        "2026-11-24 01:59",
        "ouvert 02:00",
    ),
    Case(
        "hours past 24 are those of the next day",
        "75",
        "Mo 22:00-26:00",
        "2026-11-24 01:59",
        "ouvert 02:00",
    ),
    Case(
        "a night does not run the morning before",
        "75",
        "Mo 22:00-02:00",
        "2026-11-23 01:00",
        "ferme 22:00",
    ),
    Case(
        "two days that touch at midnight are one opening",
        "75",
        "Fr 20:00-24:00; Sa 00:00-02:00",
        "2026-11-27 23:00",
        "ouvert 2026-11-28 02:00",
    ),
    Case(
        "a later rule about Tuesday ends Monday night at midnight",
        "75",
        "Mo 22:00-02:00; Tu off",
        "2026-11-23 23:00",
        "ouvert 2026-11-24 00:00",
    ),
    Case(
        "an additional rule leaves the night alone",
        "75",
        "Mo 22:00-02:00, Tu 10:00-12:00",
        "2026-11-23 23:00",
        "ouvert 2026-11-24 02:00",
    ),
    Case("24/7 never closes", "75", "24/7", "2026-11-23 03:00", "ouvert"),
    Case(
        "whole days that follow each other never close",
        "75",
        "Mo-Su 00:00-24:00",
        "2026-11-23 03:00",
        "ouvert",
    ),
    Case(
        "24/7 but on public holidays closes for Christmas",
        "75",
        "24/7; PH off",
        "2026-11-23 03:00",
        "ouvert 2026-12-25 00:00",
    ),
]


@pytest.mark.parametrize("case", [*CLOCK_CHANGES, *TIME_ZONES, *MIDNIGHTS], ids=str)
def test_the_clock_of_the_place_decides(case: Case, calendar: SchoolCalendar) -> None:
    check(case, calendar)
