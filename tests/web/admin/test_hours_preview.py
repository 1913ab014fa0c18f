"""Staff see what the public will read while they type."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from portal.domain.calendar import default_school_calendar, zone_of_departement
from portal.domain.hours import ExceptionalHours, OpeningState
from portal.web.admin.hours_preview import HoursPreview, NextOpening, preview
from portal.web.admin.hours_views import show_preview
from tests.conftest import NOW

HAUTE_VIENNE = zone_of_departement("87")
ADDRESS = "/gestion/fiches/horaires/apercu"
MONDAY = {
    "s-semaine-lundi-plage1-debut": "9h",
    "s-semaine-lundi-plage1-fin": "12h",
    "s-feries": "ferme",
}


def seen(text: str | None, *exceptions: ExceptionalHours) -> HoursPreview:
    """Return the preview of hours in Haute-Vienne, on the Tuesday of all tests."""
    return preview(text, exceptions, HAUTE_VIENNE, NOW, default_school_calendar())


def test_the_sentence_is_that_of_the_public_pages() -> None:
    found = seen("Mo-Fr 09:00-12:00; PH off")

    assert found.state is OpeningState.OUVERT
    assert found.sentence == "Ouvert jusqu’à 12\u00a0h"
    assert [entry.text for entry in found.rows[0].entries] == ["9\u00a0h – 12\u00a0h"]
    assert "Fermé les jours fériés" in found.notes


def test_the_next_days_are_named_from_today() -> None:
    closed = ExceptionalHours(date(2026, 11, 26), date(2026, 11, 26))

    found = seen('Tu-Fr 09:00-12:00, We 14:00-17:00 "sur rendez-vous"', closed)

    assert found.openings[:3] == (
        NextOpening("Aujourd’hui, mardi 24 novembre", "9\u00a0h – 12\u00a0h"),
        NextOpening(
            "Demain, mercredi 25 novembre",
            "9\u00a0h – 12\u00a0h, 14\u00a0h – 17\u00a0h (sur rendez-vous)",
        ),
        NextOpening("Vendredi 27 novembre", "9\u00a0h – 12\u00a0h"),
    )


def test_no_hours_are_said_not_to_be_known() -> None:
    found = seen(None)

    assert found.sentence.startswith("Horaires non communiqués")
    assert (found.rows, found.openings) == ((), ())


def test_a_place_that_never_closes_has_no_next_days() -> None:
    assert seen("24/7").openings == ()


def ask(app: Flask, fields: dict[str, str]) -> tuple[str, int]:
    """Return what the view answers to a post."""
    with app.test_request_context(ADDRESS, method="POST", data=MultiDict(fields)):
        answer = show_preview()
    return answer if isinstance(answer, tuple) else (answer, 200)


def test_the_fragment_shows_the_hours_of_one_site(shared_app: Flask) -> None:
    page, status = ask(shared_app, {**MONDAY, "prefixe": "s-", "lieu": "87085"})

    assert status == 200
    assert "Fermé, ouvre lundi à 9\u00a0h" in page
    assert "Lundi 30 novembre" in page
    assert "celles de Paris" not in page


@pytest.mark.parametrize("place", ["", "nulle part", "99999", "ZZ"])
def test_a_place_that_is_not_known_yet_is_taken_for_paris_and_said_so(
    shared_app: Flask, place: str
) -> None:
    page, status = ask(shared_app, {**MONDAY, "prefixe": "s-", "lieu": place})

    assert status == 200
    assert "celles de Paris" in page


def test_the_clock_is_that_of_the_place(shared_app: Flask) -> None:
    tuesday = {name.replace("lundi", "mardi"): value for name, value in MONDAY.items()}

    page, _ = ask(shared_app, {**tuesday, "prefixe": "s-", "lieu": "974"})

    assert "Fermé" in page.split("</p>")[0]


def test_what_is_wrong_is_answered_with_links_to_the_fields(shared_app: Flask) -> None:
    wrong = {**MONDAY, "s-semaine-lundi-plage1-fin": "8h", "prefixe": "s-"}

    page, status = ask(shared_app, wrong)

    assert status == 422
    assert (
        '<a href="#s-semaine-lundi-plage1-fin">lundi\u00a0: la fin est avant le début</a>' in page
    )


def test_what_people_type_is_escaped(shared_app: Flask) -> None:
    reason = {"s-exceptions-0-du": "2026-12-24", "s-exceptions-0-raison": "<script>"}

    page, _ = ask(shared_app, {**reason, "prefixe": "s-", "lieu": "87"})

    assert "&lt;script&gt;" in page
    assert "<script>" not in page
