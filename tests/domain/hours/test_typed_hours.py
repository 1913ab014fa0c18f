"""Hours are read as people type them."""

from __future__ import annotations

import pytest

from portal.domain.hours.grid import GridSpan, Weeks
from portal.domain.hours.typed_hours import (
    GridError,
    Part,
    TypedHoursError,
    TypedSpan,
    overlaps,
    read_clock,
    read_ranges,
    read_span,
    written_ranges,
)

WEDNESDAY = 2
NIGHT = "la fin est avant le début ; pour une nuit, finissez à minuit et continuez le lendemain"


@pytest.mark.parametrize(
    "typed",
    ["9h30", "9:30", "9 h 30", "09:30", "0930", "930", "9.30", "9H30", " 9h30 ", "9h30min"],
)
def test_half_past_nine_is_understood_however_it_is_typed(typed: str) -> None:
    assert read_clock(typed, Part.START) == 9 * 60 + 30


@pytest.mark.parametrize(("typed", "hour"), [("9h", 9), ("9", 9), ("midi", 12), ("Minuit", 0)])
def test_whole_hours_need_no_minutes(typed: str, hour: int) -> None:
    assert read_clock(typed, Part.START) == hour * 60


@pytest.mark.parametrize("typed", ["24:00", "24h", "minuit", "0:00", "00h00"])
def test_midnight_ends_the_day(typed: str) -> None:
    assert read_span(TypedSpan("20h", typed), WEDNESDAY, 1) == GridSpan(1200, 1440)


@pytest.mark.parametrize(
    ("start", "end", "part", "message"),
    [
        ("9h5", "12h", Part.START, "écrivez l’heure comme 9:30"),
        ("9h", "matin", Part.END, "écrivez l’heure comme 9:30"),
        ("25:00", "26:00", Part.START, "cette heure n’existe pas, écrivez-la comme 9:30"),
        ("9:75", "12:00", Part.START, "cette heure n’existe pas, écrivez-la comme 9:30"),
        ("", "12h", Part.START, "il manque l’heure de début"),
        ("9h", " ", Part.END, "il manque l’heure de fin"),
        ("12h", "9h", Part.END, "la fin est avant le début"),
        ("9h", "9:00", Part.END, "le début et la fin sont à la même heure"),
        (
            "20h",
            "2h",
            Part.END,
            NIGHT,
        ),
    ],
)
def test_what_cannot_be_read_is_said_with_its_day_and_its_place(
    start: str, end: str, part: Part, message: str
) -> None:
    with pytest.raises(GridError) as refused:
        read_span(TypedSpan(start, end), WEDNESDAY, 3)

    error = refused.value
    assert error.message == f"mercredi\u00a0: {message}"
    assert (error.day, error.number, error.part) == (WEDNESDAY, 3, part)


def test_a_span_that_nobody_filled_is_none() -> None:
    assert read_span(TypedSpan(" ", ""), WEDNESDAY, 1) is None


def test_on_appointment_without_hours_is_all_day_long() -> None:
    span = read_span(TypedSpan(weeks=Weeks.ODD, appointment=True), WEDNESDAY, 1)

    assert span == GridSpan(0, 1440, Weeks.ODD, appointment=True)
    assert span.only_on_appointment


def test_spans_that_overlap_are_said_at_the_later_one() -> None:
    spans = [(1, GridSpan(540, 720)), (3, GridSpan(700, 800))]

    (error,) = overlaps(spans, 1)

    assert error.message == "mardi\u00a0: ces deux plages se chevauchent"
    assert (error.day, error.number, error.part) == (1, 3, Part.START)


def test_spans_that_touch_or_hold_in_other_weeks_do_not_overlap() -> None:
    touching = [(1, GridSpan(540, 720)), (2, GridSpan(720, 800))]
    alternating = [(1, GridSpan(540, 720, Weeks.ODD)), (2, GridSpan(540, 720, Weeks.EVEN))]

    assert overlaps(touching, 0) == overlaps(alternating, 0) == []


@pytest.mark.parametrize(
    "typed",
    ["9:00-12:00, 14:00-17:00", "14h–17h et 9h–12h", "9h à 12h ; 14h à 17h", "0900-1200,1400-1700"],
)
def test_the_ranges_of_a_day_are_read_from_one_line(typed: str) -> None:
    assert read_ranges(typed) == ((540, 720), (840, 1020))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("le matin", "écrivez les heures comme 9:00-12:00, 14:00-17:00"),
        ("9h", "écrivez les heures comme 9:00-12:00, 14:00-17:00"),
        ("9h-12h, 11h-13h", "ces plages se chevauchent"),
        ("12h-9h", "la fin est avant le début"),
    ],
)
def test_a_line_of_ranges_that_cannot_be_read_says_why(typed: str, message: str) -> None:
    with pytest.raises(TypedHoursError) as refused:
        read_ranges(typed)

    assert refused.value.message == message


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        ("09:00-12:00,14:00-17:00", "9:00-12:00, 14:00-17:00"),
        ("20:00-24:00", "20:00-24:00"),
        ("20:00-02:00", "20:00-02:00"),
        ("Mo-We 09:00-12:00", "Mo-We 09:00-12:00"),
        ('09:00-12:00 "sur rendez-vous"', '09:00-12:00 "sur rendez-vous"'),
        ("le matin", "le matin"),
    ],
)
def test_hours_of_one_day_are_shown_as_people_write_them(hours: str, shown: str) -> None:
    assert written_ranges(hours) == shown
