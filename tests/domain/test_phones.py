"""Telephone numbers are read as French people write them."""

from __future__ import annotations

import pytest

from portal.domain.phones import SHORT_NUMBERS, PhoneError, is_fictional, parse_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0555123456", "05 55 12 34 56"),
        ("05.55.12.34.56", "05 55 12 34 56"),
        ("05-55-12-34-56", "05 55 12 34 56"),
        ("05/55/12/34/56", "05 55 12 34 56"),
        (" 05 55  12\u00a034\u202f56 ", "05 55 12 34 56"),
        ("0555 12 34 56", "0555 12 34 56"),
        ("+33 5 55 12 34 56", "05 55 12 34 56"),
        ("+33555123456", "05 55 12 34 56"),
        ("+33 (0)5 55 12 34 56", "05 55 12 34 56"),
        ("0033 5 55 12 34 56", "05 55 12 34 56"),
        ("00 33 5 55 12 34 56", "05 55 12 34 56"),
        ("(05) 55 12 34 56", "05 55 12 34 56"),
        ("555123456", "05 55 12 34 56"),
        ("0800 235 236", "0800 235 236"),
        ("09 72 10 20 30", "09 72 10 20 30"),
    ],
)
def test_a_number_keeps_the_groups_that_were_typed_or_gets_the_usual_ones(
    typed: str, kept: str
) -> None:
    assert parse_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "0262 20 20 20",
        "0590 20 20 20",
        "0596 60 60 60",
        "0594 30 30 30",
        "0269 61 61 61",
        "0508 41 41 41",
        "0692 12 34 56",
    ],
)
def test_overseas_numbers_are_french_numbers(typed: str) -> None:
    assert parse_phone(typed) == typed


@pytest.mark.parametrize("typed", [*sorted(SHORT_NUMBERS), "3919", "39 19", "3018", "116 006"])
def test_short_numbers_stay_as_they_were_typed(typed: str) -> None:
    assert parse_phone(typed) == typed


@pytest.mark.parametrize("typed", ["01 99 00 12 34", "0261911234", "06 39 98 12 34"])
def test_numbers_of_fiction_are_taken_for_the_demonstration(typed: str) -> None:
    assert is_fictional(typed)
    assert parse_phone(typed) == typed


def test_a_real_number_is_no_fiction() -> None:
    assert not is_fictional("05 55 12 34 56")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "que des chiffres"),
        ("+", "que des chiffres"),
        ("05 55 12 34 56 poste 4", "que des chiffres"),
        ("٠٥٥٥١٢٣٤٥٦", "que des chiffres"),
        ("05 55 12 34 56 / 06 12 34 56 78", "n’existe pas"),
        ("()", "n’existe pas"),
        ("12", "n’existe pas"),
        ("4242", "n’existe pas"),
        ("00 00 00 00 00", "n’existe pas"),
        ("05 55 12 34", "n’existe pas"),
        ("+44 20 7946 0958", "n’existe pas"),
        ("0" * 5000, "n’existe pas"),
    ],
)
def test_what_cannot_be_dialled_in_france_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(PhoneError, match=reason):
        parse_phone(typed)
