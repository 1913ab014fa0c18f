"""Openings are told in the language of the page, midnights and all."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from portal.domain.hours import Opening, OpeningState, phrase, statement
from portal.web.public.languages import speak_as_in
from portal.web.public.opening_words import opening_sentence

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time of November 2026 in Paris; the 25th is a Wednesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


EVENING = at(25, 20)


def told(app: Flask, code: str, opening: Opening, *, remote: bool = False) -> str:
    facts = {
        "etat": opening.etat,
        "phrase": phrase(opening, EVENING),
        "enonce": statement(opening, EVENING),
    }
    with app.test_request_context():
        speak_as_in(f"/{code}/")
        return opening_sentence(facts, remote=remote)


@pytest.mark.parametrize(
    ("closing", "said"),
    [
        (at(25, 20, 20), "Closes in 20 minutes"),
        (at(25, 23), "Open until 23:00"),
        (at(26, 0), "Open until 00:00"),
        (at(26, 2), "Open until 02:00"),
        (at(27, 0), "Open until tomorrow, 00:00"),
        (at(28, 18), "Open until Saturday 28 November, 18:00"),
    ],
)
def test_an_open_place_says_until_when(shared_app: Flask, closing: datetime, said: str) -> None:
    assert told(shared_app, "en", Opening(OpeningState.OUVERT, closing)) == said


@pytest.mark.parametrize(
    ("following", "said"),
    [
        (at(25, 21), "Closed, opens at 21:00"),
        (at(26, 9), "Closed, opens tomorrow at 09:00"),
        (at(28, 9), "Closed, opens on Saturday 28 November at 09:00"),
    ],
)
def test_a_closed_place_says_when_it_opens(
    shared_app: Flask, following: datetime, said: str
) -> None:
    opening = Opening(OpeningState.FERME, prochaine_ouverture=following)
    assert told(shared_app, "en", opening) == said


def test_easy_french_is_sure_of_its_midnights(shared_app: Flask) -> None:
    assert told(shared_app, "falc", Opening(OpeningState.OUVERT, at(26, 0))) == (
        "Ouvert jusqu’à minuit"
    )


def test_nobody_is_told_to_come_to_a_service_at_a_distance(shared_app: Flask) -> None:
    unknown = Opening(OpeningState.INCONNU, communique=False)
    assert told(shared_app, "fr", unknown, remote=True) == "Horaires non communiqués"
