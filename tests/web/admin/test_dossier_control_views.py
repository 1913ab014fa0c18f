"""The page that asks the rules again about a granted file."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.store.db import transaction
from portal.store.dossiers import Dossier
from portal.store.listings import Listing
from tests.dossiers import S, file_at
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.INSTRUCTEUR))


def _address(dossier: Dossier) -> str:
    return f"/gestion/dossiers/{dossier.id}/controle"


def test_the_page_says_what_changed_since_the_decision(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = file_at(S.ACOMPTE_VERSE, claire)
    with transaction() as session:
        session.get_one(Listing, dossier.listing_id).sites[0].hours = "Mo 09:00-12:00"
    assert _address(dossier) in browser.get(f"/gestion/dossiers/{dossier.id}").text
    page = browser.get(_address(dossier)).text
    assert "Contrôle du 24/11/2026" in page
    assert "<strong>Non conforme</strong>" in page
    assert "Non recevable en l’état" in page
    assert "Ce que la fiche dit aujourd’hui" in page


def test_a_file_that_is_not_granted_leads_back_with_the_reason(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = file_at(S.EN_INSTRUCTION, claire)
    assert _address(dossier) not in browser.get(f"/gestion/dossiers/{dossier.id}").text
    answer = browser.get(_address(dossier), follow_redirects=True)
    assert "ce dossier n’a pas été accordé" in answer.text


def test_another_caf_finds_nothing(app: Flask, claire: Actor) -> None:
    dossier = file_at(S.ACCORDEE, claire)
    stranger = sign_in(app, add_agent(Role.INSTRUCTEUR, ELSEWHERE))
    assert stranger.get(_address(dossier)).status_code == 404
