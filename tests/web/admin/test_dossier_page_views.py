"""The page of a funding file, and the tab of a listing with its files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.budget import ChargeHeading, ChargeLine, ProductHeading, ProductLine
from portal.domain.dossiers.states import EDITABLE, DossierState
from portal.domain.listing import ListingKind
from portal.domain.referentiel.words import ChargeNature, Funder, FundingText
from portal.services.dossiers.editing import create_dossier, edit_dossier
from portal.store.db import db
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import PATHS, S, content, file_at, go, place_in, read
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, listing_in, sign_in


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.INSTRUCTEUR))


def _page(browser: StaffBrowser, dossier: Dossier) -> str:
    answer = browser.get(f"/gestion/dossiers/{dossier.id}")
    assert answer.status_code == 200
    return answer.text


def _way(page: str) -> list[str]:
    """Return the stages of the way, in order."""
    return re.findall(r'<li class="way-(\w+)"', page)


@pytest.mark.parametrize("state", DossierState)
def test_every_state_has_its_page(
    state: DossierState, browser: StaffBrowser, claire: Actor
) -> None:
    dossier = file_at(state, claire)
    page = _page(browser, dossier)
    assert place_in().name in page
    assert state.label in page
    assert _way(page).count("ici") == 1
    assert ("/modifier" in page) is (state in EDITABLE)


def test_the_page_says_where_the_money_is(browser: StaffBrowser, claire: Actor) -> None:
    page = _page(browser, file_at(S.ACOMPTE_VERSE, claire))
    shown = dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd>([^<]+)</dd>", page))
    told = {name: re.sub(r"\s", "", amount) for name, amount in shown.items()}
    assert told.items() >= {
        ("Demandé", "30000,00€"),
        ("Accordé", "30000,00€"),
        ("Versé", "21000,00€"),
        ("Reste à verser", "9000,00€"),
    }


def test_a_refused_line_says_why_and_co_funders_are_named(
    browser: StaffBrowser, claire: Actor
) -> None:
    given = content()
    volunteers = ChargeLine(
        ChargeHeading.C86, Decimal("500.00"), ChargeNature.BENEVOLAT, label="Bénévoles"
    )
    value = ProductLine(ProductHeading.P87, Decimal("500.00"), Funder.AUTRE, label="Dons")
    budget = replace(
        given.budget,
        charges=(*given.budget.charges, volunteers),
        products=(*given.budget.products, value),
    )
    dossier = create_dossier(place_in().id, replace(given, budget=budget), claire, NOW)
    page = _page(browser, dossier)
    assert page.count("Comptée") == 2
    assert page.count("Refusée</span>") == 1
    assert "valorisation du temps de bénévolat" in page
    assert "Collectivité (Ville) : 20\u202f000,00\u00a0€" in page
    assert "Autre financeur (Dons) : 500,00\u00a0€" in page


@pytest.mark.parametrize(
    ("kind", "text"),
    [(ListingKind.REP, FundingText.F), (ListingKind.LIEU_RESSOURCE, FundingText.R)],
)
def test_charges_are_shown_as_they_are_where_no_rule_looks_at_them(
    kind: ListingKind, text: FundingText, browser: StaffBrowser, claire: Actor
) -> None:
    listing = place_in()
    listing.kind = kind
    db.session().commit()
    given = replace(content(), text=text)
    lines = (
        ChargeLine(ChargeHeading.C86, Decimal("500.00"), ChargeNature.BENEVOLAT),
        ChargeLine(ChargeHeading.C60, Decimal("900.00")),
    )
    given = replace(given, budget=replace(given.budget, charges=lines))
    page = _page(browser, create_dossier(listing.id, given, claire, NOW))
    assert "Aucune règle ne trie les charges de ce dossier." in page
    assert "900,00\u00a0€" in page
    for judgement in ("Pour le volet 3", "Comptée", "À préciser", "Refusée</span>", "<s>"):
        assert judgement not in page


def test_a_budget_that_does_not_balance_says_by_how_much(
    browser: StaffBrowser, claire: Actor
) -> None:
    given = content()
    short = replace(given.budget, products=given.budget.products[:1])
    dossier = create_dossier(place_in().id, replace(given, budget=short), claire, NOW)
    assert "il manque 20\u202f000,00\u00a0€" in _page(browser, dossier)


def test_the_trail_gives_each_step_and_each_edit_with_who_and_why(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = go(create_dossier(place_in().id, content(), claire, NOW), S.DEPOSEE, claire)
    dossier = read(go(dossier, S.EN_INSTRUCTION, claire), claire)
    edit_dossier(dossier.id, content(Decimal("29000.00")), dossier.version, claire, NOW)
    page = _page(browser, dossier)
    assert page.count(f"le 24/11/2026, par {claire.name}") == 2
    assert "a modifié le dossier" in page
    assert "<del>30\u202f000,00\u00a0€</del>" in page
    assert "<ins>29\u202f000,00\u00a0€</ins>" in page


def test_findings_are_those_of_today_until_a_decision_and_then_those_of_its_day(
    browser: StaffBrowser, claire: Actor
) -> None:
    waiting = _page(browser, file_at(S.AVIS_RENDU, claire))
    assert "Constats</h2>" in waiting
    assert "Version des règles" not in waiting
    decided = _page(browser, file_at(S.ACCORDEE, claire))
    assert "Constats du jour de la décision</h2>" in decided
    assert "Version des règles" in decided


def test_the_opinion_stands_beside_the_decision(browser: StaffBrowser, claire: Actor) -> None:
    dossier = file_at(S.AVIS_RENDU, claire)
    page = browser.get(f"/gestion/dossiers/{dossier.id}").text
    now, _found, _trail = page.partition('id="constats"')
    assert "Avis rendu le 24/11/2026, par Responsable 87" in now
    assert '<p class="as-written">Vu.</p>' in now


def test_who_gives_an_opinion_is_told_what_would_keep_the_file_from_being_granted(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = create_dossier(place_in().id, content(acces_specifique=False), claire, NOW)
    for wanted in PATHS[S.EN_INSTRUCTION]:
        dossier = go(dossier, wanted, claire)
    page = browser.get(f"/gestion/dossiers/{dossier.id}").text
    assert "Une règle obligatoire n’est pas respectée ou reste à compléter : L9." in page


def test_a_file_that_was_refused_is_not_waiting_for_a_decision(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = file_at(S.REFUSEE, claire)
    page = browser.get(f"/gestion/dossiers/{dossier.id}").text
    assert "rien, le dossier est clos" in page
    assert "pas encore décidé" not in page


def test_who_only_reads_is_offered_nothing_to_do(app: Flask, claire: Actor) -> None:
    for number, state in enumerate((S.BROUILLON, S.AVIS_RENDU, S.CONVENTIONNEE)):
        reader = sign_in(app, add_agent(Role.LECTEUR, mail=f"lecteur{number}@exemple.fr"))
        page = _page(reader, file_at(state, claire))
        main = page[page.index("<main") : page.index("</main>")]
        assert "<form" not in main
        assert "réservé au" in main


def test_another_caf_finds_no_page_and_a_managing_body_none_at_all(
    app: Flask, claire: Actor
) -> None:
    address = f"/gestion/dossiers/{file_at(S.DEPOSEE, claire).id}"
    other = sign_in(app, add_agent(Role.RESPONSABLE, ELSEWHERE))
    assert other.get(address).status_code == 404
    body = sign_in(app, add_agent(Role.GESTIONNAIRE))
    assert body.get(address).status_code == 403
    assert sign_in(app, add_agent(Role.CNAF)).get(address).status_code == 200


def test_the_tab_of_a_listing_says_until_when_it_is_funded(
    browser: StaffBrowser, claire: Actor
) -> None:
    address = f"/gestion/fiches/{place_in().id}/dossiers"
    page = browser.get(address).text
    assert "Pas financé aujourd’hui" in page
    assert f'href="/gestion/dossiers/nouveau?fiche={place_in().id}"' in page
    dossier = file_at(S.CONVENTIONNEE, claire)
    page = browser.get(address).text
    assert "Financé aujourd’hui" in page
    assert f"jusqu’au {date(2026, 12, 31):%d/%m/%Y}" in page
    assert f'href="/gestion/dossiers/{dossier.id}"' in page


def test_the_tab_of_what_is_never_funded_says_so(browser: StaffBrowser) -> None:
    listing = listing_in()
    page = browser.get(f"/gestion/fiches/{listing.id}/dossiers").text
    funded = listing.kind is place_in().kind
    assert ("Le volet 3 ne finance pas ce type de lieu" in page) is not funded


def test_the_tab_is_for_those_who_read_files(app: Flask) -> None:
    listing_id = place_in().id
    reader = sign_in(app, add_agent(Role.LECTEUR))
    page = reader.get(f"/gestion/fiches/{listing_id}/dossiers").text
    assert "Ouvrir un dossier" not in page
    assert (
        f'href="/gestion/fiches/{listing_id}/dossiers"'
        in reader.get(f"/gestion/fiches/{listing_id}").text
    )
    body = sign_in(app, add_agent(Role.GESTIONNAIRE))
    assert body.get(f"/gestion/fiches/{listing_id}/dossiers").status_code == 403
    other = sign_in(app, add_agent(Role.LECTEUR, ELSEWHERE))
    assert other.get(f"/gestion/fiches/{listing_id}/dossiers").status_code == 404


def test_a_managing_body_sees_neither_tab_nor_entry(app: Flask) -> None:
    agent = add_agent(Role.GESTIONNAIRE)
    body = sign_in(app, agent)
    page = body.get("/gestion").text
    assert "/dossiers" not in page
