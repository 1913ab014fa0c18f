"""Decisions in the browser: what they rest on is shown, and kept as it was on that day."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.referentiel import rulebook
from portal.services.dossiers.editing import create_dossier
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import GRANTED, PATHS, S, content, file_at, go, place_in, read
from tests.staff import StaffBrowser, actor_of, add_agent, sign_in
from tests.web.admin.dossier_forms import address_of, filled, take

WHY = "Travaux d’accessibilité votés, livrés en mars."


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.RESPONSABLE, mail="navigateur@exemple.fr"))


def _advised(by: Actor, asked: Decimal = GRANTED, **facts: object) -> Dossier:
    """Return a file that waits for its decision, with these facts in the place of good ones."""
    dossier = create_dossier(place_in().id, content(asked, **facts), by, NOW)
    for wanted in PATHS[S.AVIS_RENDU]:
        dossier = go(dossier, wanted, by)
    return read(dossier, by)


def _page(browser: StaffBrowser, dossier: Dossier) -> str:
    return browser.get(f"/gestion/dossiers/{dossier.id}").text


def test_a_file_that_meets_the_rules_is_granted(browser: StaffBrowser, claire: Actor) -> None:
    dossier = file_at(S.AVIS_RENDU, claire)
    page = _page(browser, dossier)
    assert "Au plus 30\u202f000,00\u00a0€, le montant demandé. Le plafond le permet." in page
    assert "Règles obligatoires à lever" not in page
    assert 'value="2026-01-01"' in page
    answer = take(browser, dossier, S.ACCORDEE, montant="28 500,25", du="2026-02-01")
    assert answer.status_code == 303
    granted = read(dossier, claire)
    assert granted.granted == Decimal("28500.25")
    assert "Convention du 01/02/2026 au 31/12/2026" in _page(browser, dossier)


def test_the_highest_amount_follows_the_ceiling(browser: StaffBrowser, claire: Actor) -> None:
    page = _page(browser, _advised(claire, Decimal("45000.00")))
    assert "Au plus 40\u202f000,00\u00a0€\u00a0: le plafond est sous le montant demandé" in page
    assert 'value="40\u202f000,00"' in page


def test_the_amount_that_the_page_proposes_is_granted_as_it_stands(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = _advised(claire, Decimal("45000.00"))
    assert "Règles obligatoires à lever" not in _page(browser, dossier)
    assert take(browser, dossier, S.ACCORDEE, montant="40 000,00").status_code == 303
    assert read(dossier, claire).granted == Decimal("40000.00")


def test_an_amount_over_the_ceiling_asks_why(browser: StaffBrowser, claire: Actor) -> None:
    dossier = _advised(claire, Decimal("45000.00"))
    over = {"montant": "40 000,01"}
    answer = take(browser, dossier, S.ACCORDEE, **over)
    assert answer.status_code == 400
    assert "Dérogation à G5\u00a0: écrivez le motif" in answer.text
    assert take(browser, dossier, S.ACCORDEE, **over, derogation_G5=WHY).status_code == 303


@pytest.mark.parametrize(
    ("changes", "why", "anchor"),
    [
        ({"montant": "30000,01"}, "dépasse le montant demandé", "montant"),
        ({"montant": "0"}, "supérieur à zéro", "montant"),
        ({"montant": "beaucoup"}, "écrivez le montant comme", "montant"),
        ({"du": "2026-12-31", "au": "2026-01-01"}, "finit avant de commencer", "du"),
        ({"au": "2027-01-01"}, "dans les années du dossier", "du"),
        ({"au": ""}, "choisissez une date", "au"),
    ],
)
def test_a_grant_that_cannot_be_is_refused_beside_its_field(
    changes: dict[str, str], why: str, anchor: str, browser: StaffBrowser, claire: Actor
) -> None:
    dossier = file_at(S.AVIS_RENDU, claire)
    answer = take(browser, dossier, S.ACCORDEE, **changes, commentaire="Projet solide.")
    assert answer.status_code == 400
    assert why in answer.text
    assert f'id="accordee-{anchor}-erreur"' in answer.text
    assert "Projet solide." in answer.text
    kept = read(dossier, claire)
    assert (kept.state, kept.granted, kept.decision) == (S.AVIS_RENDU, None, None)


def test_a_required_rule_that_is_not_met_asks_for_a_reason_beside_it(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = _advised(claire, acces_specifique=False, missions=None)
    assert "Y déroger est exceptionnel" in _page(browser, dossier)
    answer = take(browser, dossier, S.ACCORDEE, derogation_L9=WHY)
    assert answer.status_code == 400
    assert "Dérogation à L5\u00a0: écrivez le motif" in answer.text
    assert "Dérogation à L9\u00a0: écrivez" not in answer.text
    assert WHY in answer.text
    assert read(dossier, claire).decision is None


def test_a_responsable_sets_a_rule_aside_and_the_page_says_so_for_good(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = _advised(claire, acces_specifique=False)
    answer = take(browser, dossier, S.ACCORDEE, derogation_L9=WHY, derogation_L1="Pour rien.")
    assert answer.status_code == 303
    decision = read(dossier, claire).decision
    assert decision
    assert json.loads(decision.overrides) == {"L9": WHY}
    page = _page(browser, dossier)
    assert "Constats du jour de la décision" in page
    assert f"Version des règles : {rulebook(dossier.text).version}" in page
    assert WHY in page
    assert "Pour rien." not in page


def test_nobody_else_is_offered_to_set_a_rule_aside(app: Flask, claire: Actor) -> None:
    dossier = _advised(claire, acces_specifique=False)
    admin = sign_in(app, add_agent(Role.ADMIN))
    page = _page(admin, dossier)
    assert "lui seul peut déroger" in page
    assert "derogation_" not in page
    answer = take(admin, dossier, S.ACCORDEE, derogation_L9=WHY)
    assert answer.status_code == 400
    assert "règles obligatoires non respectées : L9" in answer.text
    assert read(dossier, claire).state is S.AVIS_RENDU


def test_a_refusal_keeps_its_reason_and_its_findings(browser: StaffBrowser, claire: Actor) -> None:
    dossier = _advised(claire, acces_specifique=False)
    answer = take(browser, dossier, S.REFUSEE, commentaire="Locaux à revoir.")
    assert answer.status_code == 303
    page = _page(browser, dossier)
    assert "Locaux à revoir." in page
    assert "Constats du jour de la décision" in page
    assert "Ce dossier est clos" in page
    assert "Non recevable" in page


def test_a_decision_on_what_changed_since_is_none_and_keeps_the_typed_reasons(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = _advised(claire, acces_specifique=False)
    fields = filled(dossier, S.ACCORDEE, derogation_L9=WHY, montant="29000")
    go(dossier, S.EN_INSTRUCTION, claire)
    answer = browser.send(address_of(dossier, S.ACCORDEE), fields)
    assert answer.status_code == 409
    assert WHY in answer.text
    assert "29000" in answer.text
    assert read(dossier, claire).state is S.EN_INSTRUCTION
