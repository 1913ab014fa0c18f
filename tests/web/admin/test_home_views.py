"""The first page: what awaits each person, with its age and one way to it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import event, update

from portal.domain.access import Role
from portal.domain.freshness import FieldGroup, Means
from portal.domain.listing import ListingStatus
from portal.domain.reports import ReportReason, ReportState
from portal.store.agents import Agent
from portal.store.db import db, transaction
from portal.store.import_batches import ImportBatch
from portal.store.listings import Listing
from portal.store.reports import Report
from portal.store.verifications import Verification
from portal.store.workbench import ListingDraft
from tests.conftest import NOW
from tests.dossiers import S, file_at
from tests.staff import ELSEWHERE, actor_of, add_agent, caf_of, listing_in, sign_in

HOME = "/gestion"


def _page(app: Flask, agent: Agent) -> str:
    answer = sign_in(app, agent).get(HOME)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def _cards(page: str) -> dict[str, tuple[int, str]]:
    """Return each card: its noun, its number, and where it leads."""
    found = re.findall(
        r'<a href="([^"]+)"> <span class="task-icon">.*?</span> '
        r'<span class="task-number">(\d+)</span> <span class="task-noun">([^<]+)</span>',
        page,
    )
    return {noun: (int(number), address) for address, number, noun in found}


def _report(listing: Listing, days: int, ticket: str) -> Report:
    return Report(
        ticket=ticket,
        listing_id=listing.id,
        reason=ReportReason.AUTRE,
        created_at=NOW - timedelta(days=days),
        state=ReportState.RECU,
        state_changed_at=NOW,
    )


def _verify_everything() -> None:
    with transaction() as session:
        session.add_all(
            Verification(
                listing_id=listing_id,
                group=group,
                verified_on=NOW.date(),
                means=Means.VISITE,
                actor="Agent",
            )
            for listing_id in session.scalars(db.select(Listing.id))
            for group in FieldGroup
        )


def test_a_report_waits_with_its_age_for_its_own_caf_only(app: Flask) -> None:
    here, elsewhere = listing_in(), listing_in(ELSEWHERE)
    with transaction() as session:
        session.add_all([_report(here, 3, "A"), _report(here, 1, "B"), _report(elsewhere, 9, "C")])
    page = _page(app, add_agent(Role.AGENT))
    card = _cards(page)["signalements et propositions à traiter"]
    assert card == (2, "/gestion/moderation")
    assert "Le plus ancien est arrivé il y a 3 jours" in page
    assert "il y a 9 jours" not in page


def test_listings_to_verify_are_counted_as_their_queue_counts_them(app: Flask) -> None:
    agent = add_agent(Role.AGENT)
    number = _cards(_page(app, agent))["fiches à vérifier"][0]
    assert "Certaines n’ont jamais été vérifiées" in _page(app, agent)
    queue = sign_in(app, agent).get("/gestion/verifications").text
    assert f"dont {number} à vérifier maintenant" in queue


def test_what_is_entrusted_to_me_waits_for_me_and_not_for_others(app: Flask) -> None:
    mine, other = add_agent(Role.AGENT), add_agent(Role.AGENT, mail="autre@exemple.fr")
    with transaction() as session:
        session.execute(
            update(Listing).where(Listing.id == listing_in().id).values(assignee_id=mine.id)
        )
    assert _cards(_page(app, mine))["fiche confiée à vous"] == (1, "/gestion/fiches?confiee=moi")
    assert "fiche confiée à vous" not in _cards(_page(app, other))


def test_a_draft_is_taken_up_where_it_was_left(app: Flask) -> None:
    agent, listing = add_agent(Role.AGENT), listing_in()
    left = NOW - timedelta(days=1)
    with transaction() as session:
        session.add(
            ListingDraft(agent_id=agent.id, listing_id=listing.id, fields="[]", saved_at=left)
        )
    page = _page(app, agent)
    assert _cards(page)["brouillon à reprendre"] == (1, f"/gestion/fiches/{listing.id}/modifier")
    assert "Le plus ancien : hier" in page


_TO_INSTRUCT = "/gestion/dossiers?etape=deposee&amp;etape=en_instruction&amp;a_moi=oui"


def test_a_file_waits_to_be_instructed_from_the_day_of_its_deposit(app: Flask) -> None:
    chief = add_agent(Role.RESPONSABLE)
    file_at(S.DEPOSEE, chief.actor, on=NOW.date() - timedelta(days=3))
    file_at(S.EN_INSTRUCTION, chief.actor)
    for nothing_to_instruct in (S.BROUILLON, S.PIECES_DEMANDEES, S.REFUSEE):
        file_at(nothing_to_instruct, chief.actor)
    file_at(S.DEPOSEE, actor_of(Role.INSTRUCTEUR, ELSEWHERE), ELSEWHERE)
    page = _page(app, add_agent(Role.INSTRUCTEUR))
    assert _cards(page)["dossiers à instruire"] == (2, _TO_INSTRUCT)
    assert "Le plus ancien a changé d’étape il y a 3 jours" in page
    assert "dossier en attente de décision" not in page


def test_the_card_counts_the_files_of_the_list_that_it_leads_to(app: Flask) -> None:
    chief, paul = add_agent(Role.RESPONSABLE), add_agent(Role.INSTRUCTEUR)
    dossier = file_at(S.DEPOSEE, chief.actor)
    browser = sign_in(app, paul)
    assert "1 dossier" in browser.get(unescape(_TO_INSTRUCT)).text
    with transaction() as session:
        session.execute(
            update(Listing).where(Listing.id == dossier.listing_id).values(assignee_id=chief.id)
        )
    assert "Rien ne vous attend" in browser.get(unescape(_TO_INSTRUCT)).text
    assert "dossier à instruire" not in _cards(_page(app, paul))
    assert _cards(_page(app, chief))["dossier à instruire"] == (1, _TO_INSTRUCT)


def test_an_opinion_waits_for_who_decides(app: Flask) -> None:
    chief = add_agent(Role.RESPONSABLE)
    file_at(S.AVIS_RENDU, chief.actor, on=NOW.date() - timedelta(days=1))
    page = _page(app, chief)
    to_decide = "/gestion/dossiers?etape=avis_rendu&amp;a_moi=oui"
    assert _cards(page)["dossier en attente de décision"] == (1, to_decide)
    assert "L’avis le plus ancien a été rendu hier" in page
    assert "les dossiers à instruire" in page
    assert "de décision" not in _page(app, add_agent(Role.INSTRUCTEUR))


def test_a_day_when_nothing_waits_is_told_kindly(app: Flask) -> None:
    _verify_everything()
    page = _page(app, add_agent(Role.AGENT))
    assert _cards(page) == {}
    assert "Rien ne vous attend" in page


def test_the_last_import_and_the_public_site_are_told(app: Flask) -> None:
    agent = add_agent(Role.AGENT)
    with transaction() as session:
        session.add(
            ImportBatch(
                agent_id=agent.id,
                caf_id=caf_of("87").id,
                caf_ids=(str(caf_of("87").id),),
                file_name="lieux.csv",
                content=b"",
                report="{}",
                created_at=NOW,
            )
        )
    page = _page(app, agent)
    assert "lieux.csv" in page
    assert "À jour</span> Le site public montre l’annuaire du" in page


def test_a_public_site_that_does_not_follow_is_told(app: Flask) -> None:
    with transaction() as session:
        listing = session.merge(listing_in())
        listing.status = ListingStatus.SUSPENDUE
    assert "Le site public a 1 changement de retard" in _page(app, add_agent(Role.AGENT))


@pytest.mark.parametrize("role", [Role.CNAF, Role.ADMIN])
def test_who_sees_everything_reads_the_numbers_of_the_country(app: Flask, role: Role) -> None:
    with transaction() as session:
        session.add_all([_report(listing_in(), 1, "A"), _report(listing_in(ELSEWHERE), 1, "B")])
    page = _page(app, add_agent(role))
    assert "L’annuaire, dans toute la France" in page
    assert "<dt>signalements et propositions en attente</dt> <dd> 2 </dd>" in page


def test_a_reader_sees_numbers_and_no_work(app: Flask) -> None:
    page = _page(app, add_agent(Role.LECTEUR))
    assert _cards(page) == {}
    assert "L’annuaire de votre Caf" in page
    assert "Rien ne vous attend" not in page
    assert "Dernier import" not in page
    assert "/gestion/doublons" not in page


def test_a_managing_body_sees_its_own_listings_and_proposes_changes(app: Flask) -> None:
    agent = add_agent(Role.GESTIONNAIRE)
    own = db.session().scalars(db.select(Listing).where(Listing.operator_id == agent.operator_id))
    own_ids = {listing.id for listing in own}
    page = _page(app, agent)
    proposed = {int(i) for i in re.findall(r'href="/gestion/fiches/(\d+)/proposer"', page)}
    assert proposed == own_ids != set()
    assert "L’annuaire" not in page


def test_it_takes_a_handful_of_queries(app: Flask) -> None:
    browser = sign_in(app, add_agent(Role.RESPONSABLE))
    browser.get(HOME)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    browser.get(HOME)
    assert len([each for each in asked if each.startswith("SELECT")]) <= 16
