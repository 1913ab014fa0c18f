"""What an import from a browser takes, and what it leaves to somebody else."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, current_app

from portal.domain.access import Role
from portal.domain.listing import ListingStatus
from portal.domain.territory import Territory
from portal.services.imports import ImportRefusedError
from portal.services.imports.browser import MAX_LINES, Importing, apply_batch, try_file
from portal.services.listings.editing import RefusedError
from portal.store.db import transaction
from portal.store.import_batches import ImportBatch
from tests.conftest import NOW, ImportText
from tests.services.imports.sheets import imported, sheet
from tests.staff import actor_of

HEAD = "id_externe;type;nom;code_insee;telephone\n"
GOOD = "neuf-1;laep;Laep des Tilleuls;87085;01 99 00 10 10\n"


@pytest.fixture
def about(app: Flask, territory: Territory) -> Importing:
    del app
    return Importing(territory, actor_of(Role.AGENT), NOW)


def test_a_dry_run_neither_waits_for_who_writes_nor_makes_them_wait(
    import_text: ImportText,
) -> None:
    import_text(sheet({"id_externe": "a", "nom": "Avant"}))
    changing = sheet(
        {"id_externe": "a", "nom": "Après"}, {"id_externe": "b", "gestionnaire": "Eux"}
    )
    with closing(sqlite3.connect(Path(current_app.instance_path) / "portal.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        report = import_text(changing, apply=False)
    assert (report.created, report.updated) == (["b"], {"a": ["nom"]})
    assert imported().name == "Avant"
    assert import_text(changing).created == ["b"]


def test_a_file_with_too_many_lines_names_the_command_that_takes_it(about: Importing) -> None:
    lines = "".join(f"n-{number};laep;Lieu;;\n" for number in range(MAX_LINES + 1))
    with pytest.raises(ImportRefusedError, match=r"plus de 1\s000 lignes.*listings import"):
        try_file("essai.csv", (HEAD + lines).encode(), about)


def test_a_day_that_has_begun_somewhere_in_france_is_not_in_the_future(app: Flask) -> None:
    late = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    territory = app.extensions["portal.directory"].territory
    there = Importing(territory, actor_of(Role.AGENT, "974"), late)
    content = b"id_externe;type;nom;code_insee;verifie_le\na;laep;R;97411;2026-11-2%d\n"
    faults = [
        json.loads(try_file("essai.csv", content % day, there).report)["erreurs"] for day in (5, 6)
    ]
    assert [len(each) for each in faults] == [0, 1]


def test_a_new_listing_that_lacks_something_is_a_draft_and_the_report_says_why(
    about: Importing,
) -> None:
    content = (HEAD + GOOD + "nue;laep;Sans rien;;\n").encode()
    batch = try_file("essai.csv", content, about)
    missing = json.loads(batch.report)["brouillons"]
    assert list(missing) == ["nue"]
    assert missing["nue"][0] == "une commune, ou les départements servis"
    assert list(apply_batch(batch.id, about).drafts) == ["nue"]
    assert imported("neuf-1").status is ListingStatus.PUBLIEE
    assert imported("nue").status is ListingStatus.BROUILLON


def test_the_command_publishes_what_it_is_given(import_text: ImportText) -> None:
    assert import_text(sheet({})).drafts == {}
    assert imported().status is ListingStatus.PUBLIEE


def test_a_file_that_is_not_kept_any_more_is_not_applied(about: Importing) -> None:
    batch = try_file("essai.csv", (HEAD + GOOD).encode(), about)
    with transaction() as session:
        session.get_one(ImportBatch, batch.id).content = b""
    with pytest.raises(RefusedError, match="n’est plus gardé"):
        apply_batch(batch.id, about)
