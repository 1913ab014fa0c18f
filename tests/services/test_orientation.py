"""Orientation over the recorded places: every possible path of answers ends on something usable."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Hashable, Iterator, Mapping
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.domain.moments import NamedMoment
from portal.domain.orientation import (
    Candidate,
    Choices,
    Question,
    Shape,
    asked,
    read_choices,
)
from portal.domain.territory import Territory
from portal.domain.vocabulary import Facet, vocabulary_from
from portal.services import orientation
from portal.services.directory import Directory
from portal.services.locate import located_commune
from portal.services.orientation import (
    ANYTHING,
    Suggested,
    gather,
    load_questionnaire,
    suggest_places,
)
from portal.services.search import Origin, Result
from portal.services.seed import SEED_DATA, seed
from portal.store.db import db
from tests.conftest import NOW, app_in, close_database

TOWNS = {
    "87": "87085",
    "75": "75056",
    "13": "13055",
    "59": "59350",
    "69": "69123",
    "33": "33063",
    "974": "97411",
    "2A": "2A004",
    "976": "97608",
    "67": "67482",
}
QUESTIONNAIRE = load_questionnaire()
MEDIATION = "mediation_familiale"
PATHS_FROM_A_TOWN = 143_360


@pytest.fixture(scope="session")
def recorded_app(
    tmp_path_factory: pytest.TempPathFactory, migrated_folder: Path, territory: Territory
) -> Flask:
    """Make an application that holds the recorded places only."""
    folder = tmp_path_factory.mktemp("recorded")
    shutil.copytree(migrated_folder, folder, dirs_exist_ok=True)
    app = app_in(folder, demo=False)
    with app.app_context():
        seed(territory, NOW.date(), demonstration=False)
        app.extensions["portal.projection"].catch_up(db.session())
        close_database()
    return app


@pytest.fixture
def recorded(recorded_app: Flask) -> Directory:
    """Return the directory of the recorded places only."""
    found: Directory = recorded_app.extensions["portal.directory"]
    return found


def origin_in(directory: Directory, code_insee: str) -> Origin:
    commune = directory.territory.find_commune(code_insee)
    assert commune is not None
    found = located_commune(commune)
    return Origin(found.latitude, found.longitude, found.departement, found.label, code_insee)


def suggested(
    directory: Directory, town: str | None = None, **given: str | list[str]
) -> tuple[Suggested, ...]:
    lists = {name: [v] if isinstance(v, str) else v for name, v in given.items()}
    wanted = asked(QUESTIONNAIRE, read_choices(QUESTIONNAIRE, lists))
    origin = origin_in(directory, TOWNS[town]) if town else None
    return suggest_places(directory, QUESTIONNAIRE, wanted, origin)


def ways_to_answer(question: Question) -> list[tuple[str, ...]]:
    """Return every possible answer; «je ne sais pas» and skipping are both an empty one."""
    slugs = [answer.slug for answer in question.answers]
    most = len(slugs) if question.shape is Shape.SEVERAL else 1
    return list(chain.from_iterable(combinations(slugs, n) for n in range(most + 1)))


def every_path() -> Iterator[Choices]:
    """Yield every combination of answers; a place typed is no answer of the file to «où»."""
    slugs = [question.slug for question in QUESTIONNAIRE.questions]
    for chosen in product(*(ways_to_answer(question) for question in QUESTIONNAIRE.questions)):
        yield dict(zip(slugs, chosen, strict=True))


WISHES = (
    *QUESTIONNAIRE.always,
    *(w for question in QUESTIONNAIRE.questions for a in question.answers for w in a.wishes),
)
BIT = {id(wish): 1 << number for number, wish in enumerate(WISHES)}

PARTS = {
    (question.slug, chosen): (
        sum(BIT[id(wish)] for wish in part.wishes),
        part.concerns,
        part.never,
        part.for_other,
    )
    for question in QUESTIONNAIRE.questions
    for chosen in ways_to_answer(question)
    for part in [asked(QUESTIONNAIRE, {question.slug: chosen})]
}
"""What each way to answer one question comes to, the wishes as bits."""


class Walk:
    """Walks paths from one place; what was found for paths of the same effect is found once.

    A wish that nothing near enough grants changes no suggestion: paths that differ by such wishes
    only have the same effect.
    """

    def __init__(self, directory: Directory, origin: Origin | None) -> None:
        self._directory = directory
        self._origin = origin
        self._found: dict[Hashable, tuple[Suggested, ...]] = {}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(orientation, "_EACH", 10_000)
            every = gather(directory, (ANYTHING,), tuple(NamedMoment), origin)
        farthest = QUESTIONNAIRE.scale.bands[-1].km
        near = [c for c in every if c.distance_km is None or c.distance_km <= farthest]
        words = frozenset(word for found in near for word in found.words)
        self._around = {slug for _, slug in words}
        self._grantable = sum(BIT[id(wish)] for wish in WISHES if wish.words & words)

    def suggested(self, choices: Choices) -> tuple[Suggested, ...]:
        """Return the suggestions of a path."""
        parts = [PARTS[item] for item in choices.items()]
        key = tuple(
            (wishes & self._grantable, concerns, bool(never & self._around), for_other)
            for wishes, concerns, never, for_other in parts
        )
        if key not in self._found:
            self._found[key] = self.afresh(choices)
        return self._found[key]

    def afresh(self, choices: Choices) -> tuple[Suggested, ...]:
        """Return the suggestions of a path, worked out again."""
        wanted = asked(QUESTIONNAIRE, choices)
        return suggest_places(self._directory, QUESTIONNAIRE, wanted, self._origin)


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is searched and what is known of each site: the clock and the index stand still."""
    nearest: dict[Hashable, Mapping[int, Result]] = {}
    known: dict[Hashable, Candidate] = {}
    search_now, describe = orientation._nearest, orientation._candidate

    def search_once(directory: Directory, *asked_for: Any) -> Mapping[int, Result]:
        key = (orientation._EACH, *asked_for)
        if key not in nearest:
            nearest[key] = search_now(directory, *asked_for)
        return nearest[key]

    def describe_once(result: Result, moments: tuple[NamedMoment, ...], *rest: Any) -> Candidate:
        key = result.hit.site_id, result.hit.distance_km, moments
        if key not in known:
            known[key] = describe(result, moments, *rest)
        return known[key]

    monkeypatch.setattr(orientation, "_nearest", search_once)
    monkeypatch.setattr(orientation, "_candidate", describe_once)


@pytest.mark.slow
@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("town", [*TOWNS, None])
def test_every_path_ends_on_something_to_call_or_to_go_to(
    recorded: Directory, town: str | None
) -> None:
    """Walk 143,360 paths from each of ten départements, and 286,720 that name no place."""
    walk = Walk(recorded, origin_in(recorded, TOWNS[town]) if town else None)
    walked = 0
    for choices in every_path():
        if town and choices["lieu"]:
            continue
        found = walk.suggested(choices)
        assert any(each.suggestion.candidate.usable for each in found), choices
        walked += 1
        if walked % 5000 == 0:
            assert facts(found) == facts(walk.afresh(choices)), choices
    assert walked == (PATHS_FROM_A_TOWN if town else 2 * PATHS_FROM_A_TOWN)


def facts(found: tuple[Suggested, ...]) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(s.result.listing["slug"], s.suggestion.points, s.suggestion.reasons) for s in found]


def test_a_suggestion_that_can_be_used_has_a_phone_or_an_address_with_known_openings(
    recorded: Directory,
) -> None:
    found = [each for town in TOWNS for each in suggested(recorded, town)]
    usable = [each.result for each in found if each.suggestion.candidate.usable]
    assert usable
    for result in usable:
        opens = result.opening["etat"] == "ouvert" or result.opening["prochaine_ouverture"]
        assert result.listing["telephone"] or (result.site["adresse"] and opens)


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("told", [{"situation": "danger"}, {"details": "peur"}])
def test_violence_never_leads_to_family_mediation(
    directory: Directory, recorded: Directory, town: str, told: dict[str, str]
) -> None:
    for where, separation in product((directory, recorded), ({}, {"situation": "separation"})):
        for each in suggested(where, town, **{**separation, **told}):
            listing = each.result.listing
            assert MEDIATION not in (listing["type"], *listing["themes"])


def test_a_separation_may_lead_to_family_mediation(directory: Directory) -> None:
    found = suggested(directory, "87", situation="separation")
    assert MEDIATION in {
        t for s in found for t in (s.result.listing["type"], *s.result.listing["themes"])
    }


def test_a_family_of_a_prisoner_is_led_to_those_who_keep_the_bond(recorded: Directory) -> None:
    first = suggested(recorded, "69", situation="prison")[0]
    assert first.result.listing["type"] == "rep"
    assert first.suggestion.reasons[0] == "parce qu’un parent est en prison"


def test_such_a_service_is_not_suggested_to_those_who_did_not_ask(recorded: Directory) -> None:
    kinds = {each.result.listing["type"] for town in TOWNS for each in suggested(recorded, town)}
    assert "rep" not in kinds


def test_who_asks_for_saturday_finds_what_is_open_then(directory: Directory) -> None:
    found = suggested(directory, "87", quand="samedi")
    assert "ouvert le samedi" in found[0].suggestion.reasons


def test_who_wants_to_talk_now_finds_a_line_that_answers_now(recorded: Directory) -> None:
    first = suggested(recorded, "87", quand="maintenant")[0]
    assert first.result.opening["etat"] == "ouvert"
    assert "ouvert en ce moment" in first.suggestion.reasons


def test_without_a_place_only_what_serves_everywhere_at_a_distance_is_suggested(
    directory: Directory,
) -> None:
    for each in suggested(directory, lieu="a-distance", situation="bebe"):
        assert each.result.site["departement"] == "france"
        assert each.result.listing["type"] == "ecoute_distance"


def test_nothing_is_suggested_farther_than_the_last_distance(recorded: Directory) -> None:
    farthest = QUESTIONNAIRE.scale.bands[-1].km
    for town in TOWNS:
        distances = [each.result.distance_km for each in suggested(recorded, town)]
        assert all(km is None or km <= farthest for km in distances)


def test_every_suggestion_says_why(recorded: Directory) -> None:
    for town, answer in product(TOWNS, QUESTIONNAIRE.questions[1].answers):
        assert all(s.suggestion.reasons for s in suggested(recorded, town, situation=answer.slug))


def test_the_questionnaire_only_names_words_of_the_vocabulary() -> None:
    text = (SEED_DATA / "vocabulaire.toml").read_text(encoding="utf-8")
    words = vocabulary_from(tomllib.loads(text))
    answers = [answer for question in QUESTIONNAIRE.questions for answer in question.answers]
    themes = frozenset().union(*(wish.themes for wish in WISHES))
    publics = frozenset().union(*(w.publics for w in WISHES), *(a.concerns for a in answers))
    never = frozenset().union(*(answer.never for answer in answers))
    assert themes <= set(words.slugs(Facet.THEME))
    assert publics <= set(words.slugs(Facet.PUBLIC))
    assert never <= {*words.slugs(Facet.THEME), *words.slugs(Facet.TYPE)}
