"""The table of funding files: what is kept, in which order, what it comes to, and for whom."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import Axis
from portal.domain.listing import ListingKind
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.table import export_files, file_rows
from portal.store.audit import AuditEvent
from portal.store.db import db, transaction
from portal.store.dossier_table import FileQuestion, FileSorting, span_of_years
from portal.store.dossiers import Dossier
from portal.store.listings import Listing, entrust
from tests.conftest import NOW
from tests.dossiers import GRANTED, S, content, file_at, place_in
from tests.staff import ELSEWHERE, actor_of


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def files(claire: Actor) -> dict[str, int]:
    """Return the ids of files in several states, and of one of another Caf."""
    states = (S.BROUILLON, S.AVIS_RENDU, S.SOLDEE)
    made = {str(state): file_at(state, claire).id for state in states}
    later = replace(content(Decimal("10000.00")), first_year=2027, last_year=2029)
    made["later"] = create_dossier(place_in().id, later, claire, NOW).id
    file_at(S.ACOMPTE_VERSE, actor_of(Role.RESPONSABLE, ELSEWHERE), ELSEWHERE)
    return made


def _ids(by: Actor, **asked: object) -> list[int]:
    rows, _, _ = file_rows(db.session(), by, FileQuestion(**asked))  # type: ignore[arg-type]
    return [row.id for row in rows]


def test_each_filter_keeps_what_it_says(claire: Actor, files: dict[str, int]) -> None:
    assert _ids(claire, states=frozenset({S.SOLDEE})) == [files["soldee"]]
    assert _ids(claire, year=2028) == [files["later"]]
    assert set(_ids(claire, year=2026)) == {files[s] for s in (S.BROUILLON, S.AVIS_RENDU, S.SOLDEE)}
    assert _ids(claire, axis=Axis.AXE_2) == []
    assert len(_ids(claire, axis=Axis.AXE_1)) == len(files)
    assert _ids(claire, kinds=frozenset({ListingKind.REP})) == []
    assert len(_ids(claire, kinds=frozenset({ListingKind.LIEU_RESSOURCE}))) == len(files)


def test_words_are_found_whatever_their_accents_and_order(
    claire: Actor, files: dict[str, int]
) -> None:
    words = " ".join(reversed(place_in().name.upper().split()))
    assert set(_ids(claire, words=words)) == set(files.values())
    assert _ids(claire, words="introuvable") == []


@pytest.mark.parametrize("sorting", FileSorting)
def test_every_column_sorts_both_ways(
    sorting: FileSorting, claire: Actor, files: dict[str, int]
) -> None:
    up = _ids(claire, sorting=sorting, descending=False)
    down = _ids(claire, sorting=sorting, descending=True)
    assert set(up) == set(down) == set(files.values())
    if sorting in (FileSorting.DEMANDE, FileSorting.ANNEES):
        assert (up.index(files["later"]) == 0) is (sorting is FileSorting.DEMANDE)
        assert (down[0] == files["later"]) is (sorting is FileSorting.ANNEES)
    if sorting is FileSorting.VERSE:
        assert down[0] == files["soldee"]


def test_totals_are_of_the_whole_selection_and_not_of_the_page(
    claire: Actor, files: dict[str, int]
) -> None:
    rows, totals, asked = file_rows(db.session(), claire, FileQuestion(size=1, page=99))
    assert (len(rows), asked.page) == (1, len(files))
    assert totals.number == len(files)
    assert totals.asked == 3 * GRANTED + Decimal("10000.00")
    assert (totals.granted, totals.paid) == (GRANTED, GRANTED)


def test_nobody_sees_the_files_of_another_caf(claire: Actor, files: dict[str, int]) -> None:
    other = actor_of(Role.LECTEUR, ELSEWHERE)
    assert set(_ids(other)).isdisjoint(files.values())
    assert len(_ids(other)) == 1
    assert len(_ids(actor_of(Role.CNAF))) == len(files) + 1
    assert span_of_years(db.session(), claire) == (2026, 2029)
    assert span_of_years(db.session(), other) == (2026, 2026)


def test_what_waits_for_me_is_mine_or_nobodys_and_my_role_can_do_it(
    claire: Actor, files: dict[str, int]
) -> None:
    ines = actor_of(Role.INSTRUCTEUR)
    drafts = {files["brouillon"], files["later"]}
    assert set(_ids(ines, mine=True)) == drafts
    assert set(_ids(claire, mine=True)) == drafts | {files["avis_rendu"]}
    with transaction() as session:
        entrust(session, place_in().id, ines.agent_id)
    assert set(_ids(ines, mine=True)) == drafts
    assert _ids(claire, mine=True) == [files["avis_rendu"]]
    assert _ids(actor_of(Role.LECTEUR), mine=True) == []


def test_a_page_asks_the_database_as_often_for_many_files_as_for_few(
    claire: Actor, files: dict[str, int]
) -> None:
    asked: list[str] = []
    counted: list[int] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    place = place_in()
    listing_id, name = place.id, place.name
    try:
        for more in (0, 5):
            for _ in range(more):
                create_dossier(listing_id, content(), claire, NOW)
            db.session.rollback()
            asked.clear()
            assert len(_ids(claire, words=name)) == len(files) + more
            counted.append(len(asked))
        assert counted[0] == counted[1]
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_a_sheet_has_every_row_and_history_says_who_took_it(
    claire: Actor, files: dict[str, int]
) -> None:
    with transaction() as session:
        named = update(Listing).where(Listing.id == place_in().id)
        session.execute(named.values(name="=cmd()", updated_at=NOW))
    sheet = export_files(FileQuestion(size=1), claire, NOW)
    taken = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert taken
    assert (taken.agent_id, taken.subject) == (claire.agent_id, f"{len(files)} dossiers")
    assert {row[0] for row in sheet.rows} == set(files.values())
    settled = next(row for row in sheet.rows if row[0] == files["soldee"])
    assert dict(zip(sheet.columns, settled, strict=True)) | {"Type": "", "Caf": "", "Axe": ""} == {
        "Dossier": files["soldee"],
        "Fiche": "=cmd()",
        "Type": "",
        "Caf": "",
        "Axe": "",
        "Première année": 2026,
        "Dernière année": 2026,
        "Étape": "Soldée",
        "Depuis le": "2026-11-24",
        "Attendu": "",
        "Demandé (€)": 30000.0,
        "Accordé (€)": 30000.0,
        "Versé (€)": 30000.0,
        "Convention du": "2026-01-01",
        "Convention au": "2026-12-31",
    }


def test_the_rows_know_the_day_of_the_last_step(claire: Actor, files: dict[str, int]) -> None:
    rows, _, _ = file_rows(db.session(), claire, FileQuestion())
    since = {row.id: row.since for row in rows}
    assert since[files["brouillon"]] is None
    assert since[files["avis_rendu"]] == NOW.date()
    assert db.session.get_one(Dossier, files["avis_rendu"]).steps[-1].on == NOW.date()
