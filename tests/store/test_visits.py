"""Numbers of pages opened add up, and small ones are not told."""

from __future__ import annotations

from datetime import date

import pytest

from portal.store.db import db, transaction
from portal.store.visits import add_visits, list_visits

DAY, NEXT = date(2026, 11, 24), date(2026, 11, 25)

pytestmark = pytest.mark.usefixtures("empty_app")


def test_counts_of_several_processes_add_up() -> None:
    for opened in (7, 5):
        with transaction() as session:
            add_visits(session, {(DAY, "pages.places", "87"): opened})

    (row,) = list_visits(db.session(), DAY, DAY, least=1)
    assert (row.page, row.departement, row.opened) == ("pages.places", "87", 12)


def test_days_and_departements_are_apart_and_in_order() -> None:
    with transaction() as session:
        add_visits(
            session,
            {(NEXT, "pages.home", ""): 10, (DAY, "pages.places", "87"): 10, (DAY, "a", "01"): 10},
        )

    rows = list_visits(db.session(), DAY, NEXT, least=10)
    assert [(row.day, row.page) for row in rows] == [
        (DAY, "a"), (DAY, "pages.places"), (NEXT, "pages.home"),
    ]  # fmt: skip
    assert list_visits(db.session(), NEXT, NEXT, least=10) == rows[2:]


def test_numbers_below_the_least_are_not_told() -> None:
    with transaction() as session:
        add_visits(session, {(DAY, "pages.home", ""): 9, (DAY, "pages.places", ""): 10})

    assert [row.page for row in list_visits(db.session(), DAY, DAY, least=10)] == ["pages.places"]
