"""Dated exceptions are typed one a row; empty rows say nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.hours import ExceptionalHours
from portal.web.admin.forms.exception_fields import MOST_EXCEPTIONS, after_editing, editable
from portal.web.admin.forms.hours_fields import HoursForm, hours_data
from tests.web.admin.forms.posts import sent, sent_back

TODAY = date(2026, 11, 24)
CHRISTMAS = ExceptionalHours(date(2026, 12, 24), date(2027, 1, 3), None, "fêtes")
EVENING = ExceptionalHours(
    date(2026, 12, 5), date(2026, 12, 5), "10:00-12:00,18:00-21:00", "soirée"
)
LAST_SUMMER = ExceptionalHours(date(2026, 8, 3), date(2026, 8, 14), None, "congés")


def row(number: int = 0, **fields: str) -> dict[str, str]:
    """Return the fields of one row."""
    return {f"exceptions__{number}__{name}": value for name, value in fields.items()}


def test_a_closure_goes_from_a_day_to_a_day() -> None:
    form = sent(**row(du="2026-12-24", au="03/01/2027", nature="ferme", raison=" fêtes "))

    assert form.validate()
    assert form.exceptional_hours() == (CHRISTMAS,)


def test_one_day_needs_no_last_day_and_its_hours_are_typed_freely() -> None:
    fields = row(du="2026-12-05", nature="horaires", heures="18h-21h et 10h à 12h", raison="soirée")
    form = sent(**fields)

    assert form.validate()
    assert form.exceptional_hours() == (EVENING,)


def test_exceptions_come_in_order_of_time() -> None:
    form = sent(**row(0, du="2026-12-24"), **row(7, du="2026-12-05"))

    assert form.validate()
    assert [item.starts_on.day for item in form.exceptional_hours()] == [5, 24]


@pytest.mark.parametrize(
    ("fields", "wrong", "message"),
    [
        ({"raison": "congés"}, "du", "écrivez le premier jour"),
        ({"du": "24 décembre"}, "du", "écrivez la date comme 24/12/2026"),
        ({"du": "0206-12-24"}, "du", "relisez l’année de cette date"),
        ({"du": "2026-12-24", "au": "2026-12-23"}, "au", "la fin est avant le début"),
        ({"du": "2026-12-24", "nature": "jamais"}, "nature", "N'est pas un choix valide."),
        (
            {"du": "2026-12-24", "nature": "horaires"},
            "heures",
            "écrivez les heures comme 9:00-12:00, 14:00-17:00",
        ),
        (
            {"du": "2026-12-24", "nature": "horaires", "heures": "le matin"},
            "heures",
            "écrivez les heures comme 9:00-12:00, 14:00-17:00",
        ),
        (
            {"du": "2026-12-24", "heures": "9h-12h"},
            "heures",
            "effacez ces heures, ou choisissez « Autres horaires »",
        ),
        ({"du": "2026-12-24", "raison": "a" * 201}, "raison", "cette raison est trop longue"),
    ],
)
def test_what_is_wrong_is_said_on_its_field_with_its_row(
    fields: dict[str, str], wrong: str, message: str
) -> None:
    form = sent(**row(0, du=""), **row(1, **fields))

    assert not form.validate()
    assert form.problems() == [(f"exceptions-1-{wrong}", f"exception 2\u00a0: {message}")]


def test_empty_rows_and_rows_taken_out_do_not_count() -> None:
    form = sent(**row(0, du="", raison=""), **row(1, du="2026-12-24", retirer="y"))

    assert form.validate()
    assert form.exceptional_hours() == ()


def test_exceptions_that_nobody_changes_stay_what_they_are() -> None:
    expert = ExceptionalHours(date(2027, 5, 1), date(2027, 5, 9), "Mo-We 09:00-12:00", "")
    known = (EVENING, CHRISTMAS, expert)

    form = sent_back(HoursForm(data=hours_data(None, known, TODAY)))

    assert form.validate()
    assert form.exceptional_hours() == known
    assert form.exceptions[0].heures.data == "10:00-12:00, 18:00-21:00"


def test_what_is_over_is_not_shown_and_not_lost() -> None:
    before = (LAST_SUMMER, EVENING, CHRISTMAS)

    assert editable(before, TODAY) == (EVENING, CHRISTMAS)
    assert after_editing(before, (CHRISTMAS,), TODAY) == (LAST_SUMMER, CHRISTMAS)


def test_a_form_shows_so_many_exceptions_and_the_others_stay() -> None:
    days = [TODAY + timedelta(days=n) for n in range(MOST_EXCEPTIONS + 5)]
    before = tuple(ExceptionalHours(day, day) for day in days)

    form = HoursForm(data=hours_data(None, before, TODAY))

    assert len(form.exceptions.entries) == MOST_EXCEPTIONS
    assert len(after_editing(before, (), TODAY)) == 5


@pytest.mark.parametrize("name", ["exceptions-²-du", "exceptions-9999999-du", "exceptions-x-du"])
def test_names_that_no_page_of_ours_sends_are_left_aside(name: str) -> None:
    form = sent(**{name: "2026-12-24"})

    assert form.validate()
    assert form.exceptional_hours() == ()


def test_a_row_to_copy_has_a_place_for_its_number() -> None:
    form = HoursForm(prefix="sites-0-")

    assert form.exceptions.blank().du.name == "sites-0-exceptions-__n__-du"
