"""Comments, unknown hours and silence: nothing is called open that may be closed."""

from __future__ import annotations

import pytest

from portal.domain.calendar import SchoolCalendar

from .cases import Case, check

WEDNESDAY = "2026-11-25 10:00"

COMMENTS = [
    Case(
        "a comment alone about appointments",
        "75",
        '"sur rendez-vous"',
        WEDNESDAY,
        "sur_rendez_vous",
    ),
    Case(
        "hours on appointment",
        "75",
        'Mo-Fr 09:00-12:00 "sur rendez-vous"',
        WEDNESDAY,
        "sur_rendez_vous",
    ),
    Case(
        "out of the hours on appointment it is closed",
        "75",
        'Mo-Fr 09:00-12:00 "sur rendez-vous"',
        "2026-11-25 13:00",
        "ferme",
    ),
    Case(
        "open with a comment about appointments is no opening",
        "75",
        'Mo-Fr 09:00-12:00 open "Uniquement sur RDV"',
        WEDNESDAY,
        "sur_rendez_vous",
    ),
    Case(
        "unknown with a comment about appointments",
        "75",
        'Mo-Fr 09:00-12:00 unknown "sur rendez vous"',
        WEDNESDAY,
        "sur_rendez_vous",
    ),
    Case(
        "a day on appointment among others",
        "75",
        'Mo-Fr 09:00-12:00; We "sur rendez-vous"',
        WEDNESDAY,
        "sur_rendez_vous 2026-11-26 09:00",
    ),
    Case(
        "appointments from noon on",
        "75",
        'Mo-Fr 09:00-12:00, Mo-Fr 12:00-14:00 "sur rendez-vous"',
        WEDNESDAY,
        "ouvert 12:00",
    ),
    Case(
        "typographic quotes are quotes",
        "75",
        "Mo-Fr 09:00-12:00 “sur rendez-vous”",
        WEDNESDAY,
        "sur_rendez_vous",
    ),
    Case(
        "registration first is like an appointment",
        "75",
        'Mo-Fr 09:00-12:00 "Sur inscription"',
        WEDNESDAY,
        "sur_rendez_vous",
    ),
    Case(
        "a comment that restricts makes it unknown",
        "75",
        'Mo-Fr 09:00-12:00 "sauf vacances"',
        WEDNESDAY,
        "inconnu",
    ),
    Case(
        "a promise of a walk-in stays open",
        "75",
        'Mo-Fr 09:00-12:00 "Sans rendez-vous."',
        WEDNESDAY,
        "ouvert 12:00",
    ),
    Case(
        "with or without appointment stays open",
        "75",
        'Mo-Fr 09:00-12:00 "avec ou sans rendez-vous"',
        WEDNESDAY,
        "ouvert 12:00",
    ),
    Case(
        "a closure says why and stays one",
        "75",
        'Mo-Fr 09:00-12:00; We off "sur rendez-vous"',
        WEDNESDAY,
        "ferme 2026-11-26 09:00",
    ),
]

UNKNOWN = [
    Case("unknown hours", "75", "Mo-Fr 09:00-12:00 unknown", WEDNESDAY, "inconnu"),
    Case(
        "out of unknown hours it is closed",
        "75",
        "Mo-Fr 09:00-12:00 unknown",
        "2026-11-25 13:00",
        "ferme",
    ),
    Case(
        "an unknown day before a sure one",
        "75",
        "Mo-Fr 09:00-12:00; We unknown",
        WEDNESDAY,
        "inconnu 2026-11-26 09:00",
    ),
    Case("no hours", "75", None, WEDNESDAY, "inconnu"),
    Case("empty hours", "75", "", WEDNESDAY, "inconnu"),
    Case("blank hours", "75", "  ", WEDNESDAY, "inconnu"),
    Case("off is sure", "75", "off", WEDNESDAY, "ferme"),
]


@pytest.mark.parametrize("case", [*COMMENTS, *UNKNOWN], ids=str)
def test_what_is_not_sure_is_not_open(case: Case, calendar: SchoolCalendar) -> None:
    check(case, calendar)
