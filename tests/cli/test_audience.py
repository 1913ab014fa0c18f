"""The command tells how often pages were opened, from ten upwards."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from portal.cli.context import today
from portal.store.db import transaction
from portal.store.visits import add_visits


def test_numbers_of_the_last_days_are_listed_from_ten_upwards(empty_app: Flask) -> None:
    with transaction() as session:
        add_visits(
            session,
            {
                (today(), "pages.places", "87"): 12,
                (today(), "pages.home", ""): 9,
                (today() - timedelta(days=40), "pages.home", ""): 50,
            },
        )

    told = empty_app.test_cli_runner().invoke(args=["audience"]).output

    assert "pages.places" in told
    assert "87   12" in told
    assert "pages.home" not in told


def test_an_empty_month_is_told(empty_app: Flask) -> None:
    told = empty_app.test_cli_runner().invoke(args=["audience", "--jours", "7"]).output

    assert told == "Aucune sorte de page n’a été ouverte au moins 10 fois.\n"
