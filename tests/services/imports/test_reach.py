"""An import belongs to every Caf whose listings it touches, and to nobody who lacks one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.access import Actor, Role
from portal.domain.territory import Territory
from portal.services.audit import broken_link
from portal.services.imports.browser import Importing, apply_batch, try_file, undo_batch
from portal.services.listings.bulk import export_all
from portal.services.seed import seed_references
from portal.store.agents import Agent
from portal.store.audit import AuditEvent
from portal.store.db import NotFoundError, db, transaction
from portal.store.import_batches import ImportBatch, get_batch, list_batches
from portal.store.listings import Listing
from portal.store.operators import Operator
from portal.store.today import find_last_import
from tests.conftest import NOW
from tests.staff import ELSEWHERE, HERE, actor_of, add_agent, caf_of, listing_in


@pytest.fixture
def both(app: Flask, territory: Territory) -> Importing:
    """Give an import by an agent of two Caf."""
    del app
    return Importing(territory, _agent_of_both(), NOW)


def _agent_of_both() -> Actor:
    agent = add_agent(Role.AGENT, mail="deux@exemple.fr")
    with transaction() as session:
        session.get_one(Agent, agent.id).cafs = [caf_of(HERE), caf_of(ELSEWHERE)]
    return db.session().get_one(Agent, agent.id).actor


def _renaming(*listings: Listing) -> bytes:
    lines = [f"{each.external_id};{each.kind};Nom changé\n" for each in listings]
    return f"id_externe;type;nom\n{''.join(lines)}".encode()


def _sees(batch: ImportBatch, by: Actor) -> bool:
    listed = batch.id in [each.id for each in list_batches(db.session(), by, 10)]
    last = find_last_import(db.session(), by)
    assert listed == (last is not None and last.id == batch.id)
    return listed


@pytest.mark.parametrize("code", [HERE, ELSEWHERE])
def test_an_import_into_two_caf_does_not_exist_for_an_agent_of_one(
    both: Importing, code: str
) -> None:
    alone = replace(both, by=actor_of(Role.AGENT, code))
    batch = try_file("essai.csv", _renaming(listing_in(HERE), listing_in(ELSEWHERE)), both)
    assert not _sees(batch, alone.by)
    with pytest.raises(NotFoundError):
        apply_batch(batch.id, alone)
    apply_batch(batch.id, both)
    assert not _sees(batch, alone.by)
    with pytest.raises(NotFoundError):
        undo_batch(batch.id, alone)
    assert _sees(batch, both.by)
    assert undo_batch(batch.id, both).given_back == 2


def test_an_import_into_one_caf_is_shared_with_its_agents_only(both: Importing) -> None:
    batch = try_file("essai.csv", _renaming(listing_in(ELSEWHERE)), both)
    seen = {code: _sees(batch, actor_of(Role.AGENT, code)) for code in (HERE, ELSEWHERE)}
    assert seen == {HERE: False, ELSEWHERE: True}


def test_an_import_that_touches_nothing_is_for_who_reaches_all_that_its_author_does(
    both: Importing,
) -> None:
    batch = try_file("essai.csv", b"id_externe;type;nom\nx;inconnu;X\n", both)
    assert _sees(batch, both.by)
    assert not _sees(batch, actor_of(Role.AGENT))


def test_an_import_of_a_national_service_is_for_who_sees_everything(both: Importing) -> None:
    everything = replace(both, by=actor_of(Role.ADMIN))
    content = b"id_externe;type;nom;departement\nx;laep;X;france\n"
    batch = try_file("essai.csv", content, everything)
    assert batch.touched == (None,)
    assert _sees(batch, everything.by)
    assert not _sees(batch, both.by)


def test_an_import_of_which_nobody_knows_what_it_touched_is_for_who_sees_everything(
    both: Importing,
) -> None:
    batch = try_file("essai.csv", _renaming(listing_in()), both)
    with transaction() as session:
        session.get_one(ImportBatch, batch.id).caf_ids = ()
    assert not _sees(batch, both.by)
    assert _sees(batch, actor_of(Role.CNAF))


def test_nothing_is_undone_when_one_listing_is_out_of_reach_by_now(both: Importing) -> None:
    mine, moved = listing_in(HERE), listing_in(ELSEWHERE)
    batch = try_file("essai.csv", _renaming(mine, moved), both)
    apply_batch(batch.id, both)
    with transaction() as session:
        row = update(Listing).where(Listing.id == moved.id)
        session.execute(row.values(caf_id=caf_of("75").id, updated_at=Listing.updated_at))
    with pytest.raises(NotFoundError):
        undo_batch(batch.id, both)
    assert db.session().get_one(Listing, mine.id).name == "Nom changé"
    assert get_batch(db.session(), batch.id, both.by).undone_at is None


def test_each_caf_that_an_import_touches_has_it_in_its_history(both: Importing) -> None:
    batch = try_file("essai.csv", _renaming(listing_in(HERE), listing_in(ELSEWHERE)), both)
    apply_batch(batch.id, both)
    told = select(AuditEvent.caf_id).where(AuditEvent.act == "import.applique")
    assert set(db.session().scalars(told)) == {caf_of(HERE).id, caf_of(ELSEWHERE).id}
    assert broken_link(db.session()) is None


def test_each_caf_of_an_export_has_its_own_listings_in_its_history(both: Importing) -> None:
    ids = [listing_in(HERE).id, listing_in(ELSEWHERE).id]
    export_all(ids, both.by, NOW)
    told = select(AuditEvent.caf_id, AuditEvent.subject).where(AuditEvent.act == "export.fait")
    found = [tuple(row) for row in db.session().execute(told)]
    assert sorted(found) == sorted((caf_of(code).id, "1 fiche") for code in (HERE, ELSEWHERE))


@pytest.mark.postgresql
def test_postgresql_knows_whose_an_import_is_too(
    postgresql_app: Flask, territory: Territory
) -> None:
    del postgresql_app
    seed_references()
    both = Importing(territory, _agent_of_both(), NOW)
    lines = "n-1;laep;Un;87085;0199001010\nn-2;laep;Deux;33063;0199001011\n"
    content = f"id_externe;type;nom;code_insee;telephone\n{lines}".encode()
    batch = try_file("essai.csv", content, both)
    apply_batch(batch.id, both)
    alone = actor_of(Role.AGENT)
    assert (_sees(batch, both.by), _sees(batch, alone)) == (True, False)
    assert undo_batch(batch.id, both).removed == 2
    assert broken_link(db.session()) is None


@pytest.mark.parametrize(("code", "known"), [(HERE, "35600000000048"), (ELSEWHERE, None)])
def test_an_import_completes_a_managing_body_that_runs_only_what_is_within_reach(
    both: Importing, code: str, known: str | None
) -> None:
    here = replace(both, by=actor_of(Role.AGENT))
    with transaction() as session:
        body = Operator(name="Les Tilleuls")
        session.add(body)
        session.get_one(Listing, listing_in(code).id).operator = body
    line = "z;laep;Z;Les Tilleuls;35600000000048;87085\n"
    content = f"id_externe;type;nom;gestionnaire;siret;code_insee\n{line}"
    report = apply_batch(try_file("essai.csv", content.encode(), here).id, here)
    assert (report.created, report.errors) == (["z"], [])
    assert db.session().get_one(Operator, body.id).siret == known
