"""The recorded places and the demonstration listings are fit to import."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from portal.domain.hours import parse_hours
from portal.domain.listing import ListingKind
from portal.domain.phones import is_fictional
from portal.domain.territory import Territory
from portal.domain.vocabulary import vocabulary_from
from portal.services.imports.columns import COLUMNS, REQUIRED, parsers
from portal.services.imports.grouping import ListingData, group
from portal.services.imports.lines import Line, LineReader
from portal.services.imports.reading import read_csv
from portal.store.territory import load_territory

FOLDER = Path(__file__).parents[2] / "seed_data"
RECORDED, DEMONSTRATION = "lieux_releves.csv", "demonstration.csv"
FILES = pytest.mark.parametrize("name", [RECORDED, DEMONSTRATION])
SEEN = ("nom", "nom_local", "gestionnaire", "adresse", "description", "horaires_texte", "arret")


@cache
def rows(name: str) -> list[dict[str, str]]:
    file = read_csv((FOLDER / name).read_bytes(), COLUMNS, REQUIRED)
    return [dict(row.cells) for row in file.rows()]


def listings(name: str) -> tuple[list[ListingData], list[str]]:
    territory = load_territory()
    words = vocabulary_from(tomllib.loads((FOLDER / "vocabulaire.toml").read_text("utf-8")))
    reader = LineReader(parsers(words, territory), territory, date(2026, 1, 1))
    file = read_csv((FOLDER / name).read_bytes(), COLUMNS, REQUIRED)
    read = [reader.read(row) for row in file.rows()]
    errors = [error for result in read if not isinstance(result, Line) for error in result]
    grouped, more = group(line for line in read if isinstance(line, Line))
    return grouped, [f"{e.line} {e.column} {e.value}: {e.reason}" for e in [*errors, *more]]


def distinct(name: str, column: str) -> set[str]:
    return {row[column] for row in rows(name)}


def longest_sentence(text: str) -> int:
    return max(len(re.findall(r"[^\s:]+", part)) for part in re.split(r"(?<=[.?!]) ", text))


def far_from_commune(row: dict[str, str], territory: Territory) -> bool:
    commune = territory.get_commune(row["code_insee"])
    assert commune.latitude is not None
    assert commune.longitude is not None
    gap = max(
        abs(float(row["latitude"]) - commune.latitude),
        abs(float(row["longitude"]) - commune.longitude),
    )
    return gap > 0.12


@FILES
def test_the_columns_are_those_of_the_import_format(name: str) -> None:
    header = (FOLDER / name).read_text("utf-8").splitlines()[0]
    assert tuple(header.split(",")) == COLUMNS


@FILES
def test_every_line_is_accepted_by_the_import(name: str) -> None:
    _, errors = listings(name)
    assert errors == []


@pytest.mark.parametrize(
    ("name", "lines", "total"), [(RECORDED, 170, 161), (DEMONSTRATION, 106, 76)]
)
def test_no_line_and_no_listing_is_lost(name: str, lines: int, total: int) -> None:
    assert len(rows(name)) == lines
    assert len(distinct(name, "id_externe")) == total


@FILES
def test_the_lines_of_a_listing_follow_each_other_under_different_stops(name: str) -> None:
    keys = [(row["id_externe"], row["arret"]) for row in rows(name)]
    assert len(set(keys)) == len(keys)
    several = [first for (first, _), (second, _) in pairwise(keys) if first == second]
    assert several
    assert all(row["arret"] for row in rows(name) if row["id_externe"] in several)


@FILES
def test_hours_are_written_as_they_are_kept(name: str) -> None:
    hours = distinct(name, "horaires") - {""}
    assert {text: parse_hours(text) for text in hours} == {text: text for text in hours}


@FILES
def test_postal_codes_belong_to_the_commune(name: str) -> None:
    territory = load_territory()
    wrong = [
        (row["commune"], row["code_postal"])
        for row in rows(name)
        if row["code_postal"]
        and row["code_postal"] not in territory.get_commune(row["code_insee"]).postal_codes
    ]
    assert wrong == []


@FILES
def test_what_people_read_uses_typographic_apostrophes(name: str) -> None:
    assert [row["nom"] for row in rows(name) if any("'" in row[column] for column in SEEN)] == []


@FILES
def test_descriptions_are_short_sentences(name: str) -> None:
    assert [d for d in distinct(name, "description") if longest_sentence(d) > 20] == []


@FILES
def test_nothing_is_said_of_verification_or_funding(name: str) -> None:
    assert not any(row["verifie_le"] or row["soutenu"] or row["caf"] for row in rows(name))


def test_every_recorded_place_names_its_source() -> None:
    assert all(row["source_url"].startswith("http") for row in rows(RECORDED))


def test_no_recorded_place_shows_a_personal_number_or_mail() -> None:
    personal = re.compile(r"@(gmail|orange|free|wanadoo|hotmail|outlook|yahoo|laposte|sfr)\b")
    assert not any(row["telephone"].startswith(("06", "07")) for row in rows(RECORDED))
    assert not any(personal.search(row["courriel"]) for row in rows(RECORDED))


def test_demonstration_listings_are_visibly_invented() -> None:
    for row in rows(DEMONSTRATION):
        assert row["id_externe"].startswith("demonstration-")
        assert row["nom"].endswith(" (démonstration)")
        assert row["source_url"] == row["siret"] == ""
        assert is_fictional(row["telephone"])
        assert re.fullmatch(r"(bonjour@[a-z0-9-]+\.example)?", row["courriel"])
        assert re.fullmatch(r"(https://[a-z0-9-]+\.example/)?", row["site_web"])


def test_demonstration_listings_never_share_a_number() -> None:
    assert len(distinct(DEMONSTRATION, "telephone")) == 76


def test_demonstration_positions_are_near_their_commune() -> None:
    territory = load_territory()
    placed = [row for row in rows(DEMONSTRATION) if row["latitude"]]
    assert [row["nom"] for row in placed if far_from_commune(row, territory)] == []
    assert any(row["code_insee"] and not row["latitude"] for row in rows(DEMONSTRATION))


def test_demonstration_covers_the_ten_kinds() -> None:
    assert distinct(DEMONSTRATION, "type") == {kind.value for kind in ListingKind}


@pytest.mark.parametrize("departement", ["87", "75", "13", "59", "69", "33", "974"])
def test_demonstration_covers_some_departements_well(departement: str) -> None:
    assert len(_listings_in(departement)) >= 5


def test_demonstration_goes_overseas_to_corse_and_alsace_moselle() -> None:
    for departement in ("971", "972", "973", "976", "2A", "2B", "67", "68", "57"):
        assert _listings_in(departement), departement


@pytest.mark.parametrize(
    "form", ["24/7", "PH off", "SH off", "SH Mo-Fr", "week ", "[1", '"sur rend']
)
def test_demonstration_shows_the_forms_of_hours(form: str) -> None:
    assert any(form in hours for hours in distinct(DEMONSTRATION, "horaires"))


def test_itinerant_demonstration_listings_have_several_stops() -> None:
    moving = [row["id_externe"] for row in rows(DEMONSTRATION) if row["itinerant"] == "oui"]
    assert min(moving.count(one) for one in moving) >= 4
    assert "maison_1000_jours" in _kinds(moving)


def _kinds(ids: Iterable[str]) -> set[str]:
    wanted = set(ids)
    return {row["type"] for row in rows(DEMONSTRATION) if row["id_externe"] in wanted}


def _listings_in(departement: str) -> set[str]:
    return {
        row["id_externe"]
        for row in rows(DEMONSTRATION)
        if row["code_insee"].startswith(departement) or departement in row["departement"].split("|")
    }
