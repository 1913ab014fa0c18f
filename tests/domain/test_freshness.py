"""When what was verified is to be asked again, and what the public is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.freshness import (
    FIELDS,
    SINCE_ALWAYS,
    FieldGroup,
    add_months,
    due_on,
    group_of,
    is_to_confirm,
    public_date,
    review_date,
)
from portal.domain.listings.paths import LABELS, SITE_LABELS

DAY = date(2026, 11, 2)
CHRISTMAS = date(2026, 12, 19)
ASKED = date(2026, 11, 28)
"""Three weeks before Christmas holidays."""

ALL = dict.fromkeys(FieldGroup, DAY)
UNVERIFIED = {"source_url", "source_date", "review_months", "staff_note", "sites"}


def test_every_field_is_verified_in_one_group_or_is_no_fact() -> None:
    grouped = [field for fields in FIELDS.values() for field in fields]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) | UNVERIFIED == {*LABELS, *SITE_LABELS}


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("name", FieldGroup.SERVICES),
        ("site:12:hours", FieldGroup.HORAIRES),
        ("site:12:directions", FieldGroup.ADRESSE),
        ("site:12", FieldGroup.ADRESSE),
        ("site:+0", FieldGroup.ADRESSE),
        ("contacts", FieldGroup.CONTACT),
        ("staff_note", None),
    ],
)
def test_a_part_of_a_listing_belongs_to_a_group(path: str, group: FieldGroup | None) -> None:
    assert group_of(path) is group


@pytest.mark.parametrize(
    ("months", "due"), [(3, (2027, 2, 2)), (6, (2027, 5, 2)), (12, (2027, 11, 2))]
)
def test_a_group_is_due_one_period_after_its_last_verification(
    months: int, due: tuple[int, int, int]
) -> None:
    assert due_on(ALL, months) == dict.fromkeys(FieldGroup, date(*due))


def test_what_was_never_verified_is_due_since_always() -> None:
    due = due_on({FieldGroup.CONTACT: DAY}, 3, [CHRISTMAS])
    assert due.pop(FieldGroup.CONTACT) == date(2027, 2, 2)
    assert set(due.values()) == {SINCE_ALWAYS}


def test_hours_alone_are_asked_three_weeks_before_a_school_holiday() -> None:
    due = due_on(ALL, 12, [CHRISTMAS])
    assert due.pop(FieldGroup.HORAIRES) == ASKED
    assert set(due.values()) == {date(2027, 11, 2)}


@pytest.mark.parametrize(
    ("verified", "due"),
    [
        (ASKED - timedelta(days=1), ASKED),
        (ASKED, date(2027, 1, 16)),
        (CHRISTMAS + timedelta(days=5), date(2027, 1, 16)),
    ],
)
def test_hours_are_asked_once_for_each_holiday(verified: date, due: date) -> None:
    winter = date(2027, 2, 6)
    last = {**ALL, FieldGroup.HORAIRES: verified}
    assert due_on(last, 12, [CHRISTMAS, winter])[FieldGroup.HORAIRES] == due


def test_a_holiday_after_the_period_changes_nothing() -> None:
    spring = date(2027, 4, 3)
    assert due_on(ALL, 3, [spring])[FieldGroup.HORAIRES] == date(2027, 2, 2)


def test_the_public_date_is_the_oldest_once_every_group_was_verified() -> None:
    last = {**ALL, FieldGroup.ADRESSE: date(2026, 3, 1)}
    assert public_date(last, None) == date(2026, 3, 1)
    del last[FieldGroup.SERVICES]
    assert public_date(last, None) is None


def test_an_imported_date_stays_until_everything_was_verified_later() -> None:
    imported = date(2026, 6, 1)
    assert public_date({FieldGroup.HORAIRES: DAY}, imported) == imported
    assert public_date({**ALL, FieldGroup.ADRESSE: date(2026, 3, 1)}, imported) == imported
    assert public_date(ALL, imported) == DAY


def test_a_listing_is_to_confirm_from_the_day_after_its_review_date() -> None:
    review_on = review_date(DAY, 3)
    assert review_on == date(2027, 2, 2)
    assert not is_to_confirm(review_on.isoformat(), date(2027, 2, 2))
    assert is_to_confirm(review_on.isoformat(), date(2027, 2, 3))


def test_what_was_never_verified_has_no_review_date() -> None:
    assert review_date(None, 12) is None
    assert not is_to_confirm(None, DAY)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_months_later_is_a_day_that_exists(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later
