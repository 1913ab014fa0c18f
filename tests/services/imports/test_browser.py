"""Imports made in the browser: tried, applied, undone as if they had never been."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.domain.freshness import Means
from portal.domain.listings.content import ListingContent, from_json
from portal.domain.territory import Territory
from portal.services.imports import ImportRefusedError, Options, import_listings
from portal.services.imports.archive import MAX_ENTRIES, MAX_UNZIPPED
from portal.services.imports.browser import (
    Importing,
    apply_batch,
    differences,
    try_file,
    undo_batch,
)
from portal.services.listings.bulk import assign_all, verify_all
from portal.services.listings.editing import RefusedError, edit_listing
from portal.services.listings.reading import content_of
from portal.store.agents import Agent
from portal.store.audit import find_version_before, list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from portal.store.operators import Operator
from portal.store.vocabulary import load_vocabulary
from tests.conftest import NOW
from tests.staff import ELSEWHERE, actor_of, add_agent, listing_in

HISTORY = {
    "audit_event",
    "listing_version",
    "import_batch",
    "revision",
    "listing_revision",
    "sqlite_sequence",
}
FRESH = (
    "id_externe;type;nom;gestionnaire;siret;commune;code_insee;horaires;telephone\n"
    "neuf-1;laep;Laep des Tilleuls;Les Tilleuls;;Limoges;87085;Mo 09:00-12:00;01 99 00 10 10\n"
)


@pytest.fixture
def about(app: Flask, territory: Territory) -> Importing:
    del app
    return Importing(territory, actor_of(Role.AGENT), NOW)


def _every_row(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Return the whole database but history; a listing's version is history."""
    rows = {}
    with sqlite3.connect(Path(app.instance_path) / "portal.db") as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            wanted = ", ".join(f'"{c}"' for c in columns if (table, c) != ("listing", "version"))
            if table not in HISTORY:
                rows[table] = sorted(connection.execute(f"SELECT {wanted} FROM {table}"), key=repr)  # noqa: S608
    connection.close()
    return rows


def _changing(listing: Listing) -> str:
    return (
        FRESH
        + f"{listing.external_id};{listing.kind};Nom changé;Un autre gestionnaire;;;;;"
        + "01 99 00 20 20\n"
    )


def _by(name: str) -> Listing | None:
    return db.session().scalar(select(Listing).where(Listing.name == name))


def test_a_file_that_is_tried_changes_nothing_and_says_what_it_would(
    app: Flask, about: Importing
) -> None:
    listing = listing_in()
    before, name = _every_row(app), listing.name
    batch = try_file("essai.csv", _changing(listing).encode(), about)
    assert _every_row(app) == before
    ((changed, fields),) = differences(batch)
    assert changed == listing.external_id
    assert ("nom", name, "Nom changé") in [(c.field, c.before, c.after) for c in fields]


def test_an_import_that_is_undone_leaves_the_database_as_it_was(
    app: Flask, about: Importing
) -> None:
    before = _every_row(app)
    batch = try_file("essai.csv", _changing(listing_in()).encode(), about)
    apply_batch(batch.id, about)
    assert _every_row(app) != before
    done = undo_batch(batch.id, replace(about, now=NOW + timedelta(hours=1)))
    assert (done.given_back, done.removed, done.left) == (1, 1, ())
    assert _every_row(app) == before


def test_what_somebody_edited_since_stays_and_is_named(about: Importing) -> None:
    batch = try_file("essai.csv", _changing(listing_in()).encode(), about)
    apply_batch(batch.id, about)
    fresh = _by("Laep des Tilleuls")
    assert fresh
    content: ListingContent = replace(content_of(fresh), name="Laep des Acacias")
    edit_listing(fresh.id, content, fresh.version, about.by, NOW)
    done = undo_batch(batch.id, about)
    assert (done.given_back, done.removed, done.left) == (1, 0, ("Laep des Acacias",))
    assert _by("Laep des Acacias")


def test_history_tells_the_import_and_its_undoing(about: Importing) -> None:
    listing = listing_in()
    batch = try_file("essai.csv", _changing(listing).encode(), about)
    apply_batch(batch.id, about)
    undo_batch(batch.id, about)
    acts = [event.act for event in list_events_of(db.session(), "fiche", listing.id)]
    assert acts == ["fiche.import_annule", "fiche.importee"]
    assert [e.act for e in list_events_of(db.session(), "import", batch.id)] == [
        "import.annule",
        "import.applique",
    ]


def test_an_import_is_applied_once_and_undone_once(about: Importing) -> None:
    batch = try_file("essai.csv", FRESH.encode(), about)
    with pytest.raises(RefusedError):
        undo_batch(batch.id, about)
    apply_batch(batch.id, about)
    with pytest.raises(RefusedError):
        apply_batch(batch.id, about)
    undo_batch(batch.id, about)
    with pytest.raises(RefusedError):
        undo_batch(batch.id, about)


def test_listings_of_another_caf_are_left_out_and_reported(about: Importing) -> None:
    theirs = listing_in(ELSEWHERE)
    content = f"id_externe;type;nom\n{theirs.external_id};{theirs.kind};Pris\n"
    content += "neuf-2;laep;Ailleurs\n"
    report = apply_batch(try_file("a.csv", content.encode(), about).id, about)
    assert [str(error) for error in report.errors] == [
        f"ligne 2, colonne id_externe, «{theirs.external_id}» : cet identifiant est déjà pris"
    ]
    elsewhere = FRESH.replace("Limoges;87085", "Bordeaux;33063").replace("neuf-1", "neuf-3")
    report = apply_batch(try_file("b.csv", elsewhere.encode(), about).id, about)
    assert [error.reason for error in report.errors] == [
        "la commune n’est pas dans le territoire de votre Caf"
    ]


def test_the_import_of_another_caf_does_not_exist(about: Importing) -> None:
    batch = try_file("essai.csv", FRESH.encode(), about)
    stranger = replace(about, by=actor_of(Role.AGENT, ELSEWHERE))
    with pytest.raises(NotFoundError):
        apply_batch(batch.id, stranger)


def _workbook(write: Callable[[xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        write(book.add_worksheet())
    return file.getvalue()


def test_a_workbook_is_read_as_people_see_it(about: Importing) -> None:
    def write(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["ID externe", "Type", "Nom", "Code postal", "Commune", "téléphone"])
        sheet.write_row(2, 0, ["neuf-4", "laep", "Laep du Gué", 87000, "Limoges", 199001010])

    apply_batch(try_file("a.xlsx", _workbook(write), about).id, about)
    listing = _by("Laep du Gué")
    assert listing
    assert (listing.sites[0].code_insee, listing.sites[0].postal_code) == ("87085", "87000")
    assert [c.value for c in listing.contacts] == ["0199001010"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 abc", b"PK\x03\x04" + b"\0" * 100])
def test_a_damaged_workbook_is_refused_as_a_whole(about: Importing, content: bytes) -> None:
    with pytest.raises(ImportRefusedError):
        try_file("a.xlsx", content, about)


def test_a_new_managing_body_that_got_an_account_since_stays(about: Importing) -> None:
    batch = try_file("essai.csv", FRESH.encode(), about)
    apply_batch(batch.id, about)
    fresh, person = _by("Laep des Tilleuls"), add_agent(Role.GESTIONNAIRE)
    assert fresh
    with transaction() as session:
        session.get_one(Agent, person.id).operator_id = body = fresh.operator_id
    assert undo_batch(batch.id, about).removed == 1
    assert db.session().get_one(Operator, body).name == "Les Tilleuls"


def test_what_was_edited_before_an_undone_import_is_still_known_to_be(about: Importing) -> None:
    listing = listing_in()
    edited = replace(content_of(listing), description="Avant.")
    edit_listing(listing.id, edited, listing.version, about.by, NOW)
    later = replace(about, now=NOW + timedelta(days=2))
    content = replace(content_of(listing), description="Après.")
    edit_listing(listing.id, content, listing.version, about.by, later.now)
    batch = try_file("essai.csv", _changing(listing).encode(), later)
    apply_batch(batch.id, later)
    undo_batch(batch.id, later)
    for days, known in ((1, "Avant."), (3, "Après.")):
        then = find_version_before(db.session(), listing.id, NOW + timedelta(days=days))
        assert then
        assert from_json(then.content).description == known


def test_what_a_command_imported_since_is_not_what_history_began_with(about: Importing) -> None:
    listing = listing_in()
    edited = replace(content_of(listing), description="Avant.")
    edit_listing(listing.id, edited, listing.version, about.by, NOW)
    later = NOW + timedelta(days=2)
    vocabulary = load_vocabulary(db.session())
    changed = _changing(listing).encode()
    import_listings(changed, vocabulary, about.territory, later.date(), Options(apply=True))
    content = replace(content_of(listing), description="Après.")
    edit_listing(listing.id, content, listing.version, about.by, later)
    then = find_version_before(db.session(), listing.id, NOW + timedelta(days=1))
    assert then
    assert from_json(then.content).name != "Nom changé"


def test_what_was_verified_or_entrusted_since_stays_so_when_the_import_is_undone(
    about: Importing,
) -> None:
    listing = listing_in()
    batch = try_file("essai.csv", _changing(listing).encode(), about)
    apply_batch(batch.id, about)
    seen = {listing.id: db.session().get_one(Listing, listing.id).version}
    verify_all([listing.id], Means.TELEPHONE, about.by, NOW, seen)
    assign_all([listing.id], about.by.agent_id, about.by, NOW)
    done = undo_batch(batch.id, about)
    found = db.session().get_one(Listing, listing.id)
    assert (done.given_back, done.left) == (1, ())
    assert found.name != "Nom changé"
    assert (found.verified_on, found.assignee_id) == (NOW.date(), about.by.agent_id)


def test_an_import_that_fails_at_its_end_writes_nothing(
    app: Flask, about: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = try_file("essai.csv", FRESH.encode(), about)
    before = _every_row(app)

    def fail(*_: object) -> None:
        raise RuntimeError("the process dies here")

    monkeypatch.setattr("portal.services.imports.browser._record", fail)
    with pytest.raises(RuntimeError):
        apply_batch(batch.id, about)
    assert _every_row(app) == before


def _archive(entries: int, size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(entries):
            archive.writestr(f"{number}.xml", b"\0" * size)
    return file.getvalue()


@pytest.mark.parametrize(
    ("entries", "size", "reason"),
    [
        (1, MAX_UNZIPPED + 1, "trop gros une fois ouvert"),
        (MAX_ENTRIES + 1, 0, "trop gros une fois ouvert"),
        (1, 0, "ne peut pas être lu"),
    ],
)
def test_a_workbook_that_hides_too_much_is_refused_before_it_is_opened(
    about: Importing, entries: int, size: int, reason: str
) -> None:
    with pytest.raises(ImportRefusedError, match=reason):
        try_file("a.xlsx", _archive(entries, size), about)
