"""A funding file is written with the rules beside it: the share follows, lines come and go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.domain.access import Role
from portal.domain.dossiers.states import DossierState
from portal.domain.referentiel import FundingText
from portal.services.dossiers.editing import create_dossier
from tests.conftest import NOW
from tests.dossiers import PATHS, S, content, go, place_in
from tests.journeys.staff import staff_page
from tests.staff import actor_of, add_agent

pytestmark = pytest.mark.browser


def _opened(
    app: Flask,
    browser: Browser,
    *,
    javascript: bool,
    text: FundingText = FundingText.F,
    path: tuple[DossierState, ...] = (),
) -> Iterator[Page]:
    claire = add_agent(Role.INSTRUCTEUR)
    dossier = create_dossier(place_in().id, replace(content(), text=text), claire.actor, NOW)
    for wanted in path:
        dossier = go(dossier, wanted, claire.actor)
    with staff_page(browser, app, claire, javascript=javascript) as page:
        page.goto(f"/gestion/dossiers/{dossier.id}/modifier")
        yield page


@pytest.fixture
def form(app: Flask, browser: Browser) -> Iterator[Page]:
    """Open the form of a file that meets every rule."""
    yield from _opened(app, browser, javascript=True)


@pytest.fixture
def plain_form(app: Flask, browser: Browser) -> Iterator[Page]:
    """Open it in a browser without scripts."""
    yield from _opened(app, browser, javascript=False)


@pytest.fixture
def submitted_form(app: Flask, browser: Browser) -> Iterator[Page]:
    """Open that of a file that was submitted under the older text."""
    path = PATHS[S.EN_INSTRUCTION]
    yield from _opened(app, browser, javascript=False, text=FundingText.R, path=path)


def test_the_share_follows_the_amount_while_it_is_typed(form: Page) -> None:
    result = form.get_by_role("region", name="Ce que disent les règles")
    expect(result).to_contain_text("60\u00a0%")
    form.locator("#produits-0-montant").fill("40 000,01")
    form.locator("#produits-1-montant").fill("9 999,99")
    expect(result).to_contain_text("80,01\u00a0%")
    expect(form.locator("[data-preview-said]")).to_contain_text("non respectées : 1")
    form.locator("#produits-0-montant").fill("40 000,001")
    expect(result).to_contain_text("Produit 1, deux décimales au plus")
    form.locator("#produits-0-montant").fill("40 000,00")
    expect(result).to_contain_text("80\u00a0%")
    expect(result).not_to_contain_text("deux décimales")


def test_lines_come_and_go_in_place(form: Page) -> None:
    form.get_by_role("button", name="Ajouter une charge").click()
    line = form.get_by_role("group", name="Charge 3")
    expect(line.get_by_label("Compte")).to_be_focused()
    line.get_by_label("Compte").select_option("61")
    line.get_by_label("Libellé").fill("Loyer")
    line.get_by_label("Montant").fill("100,00")
    result = form.get_by_role("region", name="Ce que disent les règles")
    expect(result).to_contain_text("Il manque 100,00\u00a0€ de produits.")
    form.get_by_role("group", name="Charge 1").get_by_role("button", name="Retirer").click()
    expect(form.get_by_role("group", name="Charge 2").get_by_label("Libellé")).to_have_value(
        "Loyer"
    )
    expect(result).to_contain_text("dépassent les charges de 9\u202f900,00\u00a0€")


def test_what_is_typed_is_kept_until_one_comes_back(form: Page) -> None:
    form.get_by_role("button", name="Ajouter une charge").click()
    form.get_by_role("group", name="Charge 3").get_by_label("Libellé").fill("Loyer")
    expect(form.get_by_text("Brouillon gardé")).to_be_visible()
    form.reload()
    form.get_by_role("link", name="Reprendre ce que j’avais écrit").click()
    expect(form.get_by_role("group", name="Charge 3").get_by_label("Libellé")).to_have_value(
        "Loyer"
    )


def test_the_same_is_done_without_scripts(plain_form: Page) -> None:
    plain_form.get_by_role("button", name="Ajouter une charge").click()
    line = plain_form.get_by_role("group", name="Charge 3")
    line.get_by_label("Compte").select_option("61")
    line.get_by_label("Montant").fill("100,00")
    plain_form.get_by_role("button", name="Recalculer").click()
    result = plain_form.get_by_role("region", name="Ce que disent les règles")
    expect(result).to_contain_text("Il manque 100,00\u00a0€ de produits.")


def test_what_an_answer_makes_pointless_is_not_asked(form: Page) -> None:
    staff = form.get_by_role("group", name="Charge 2")
    paid = staff.get_by_role("group", name="Déjà payé par un autre financement de la Caf")
    more = staff.get_by_role("group", name="Temps de travail en plus")
    expect(paid).to_be_visible()
    expect(more).to_be_hidden()
    paid.get_by_label("Oui").check()
    expect(more).to_be_visible()
    form.locator("[name=texte][value=R]").check()
    expect(paid).to_be_hidden()
    expect(form.get_by_role("radiogroup", name="Lien avec la Ctg")).to_be_hidden()


def test_a_submitted_file_is_not_asked_what_only_the_other_text_asks(submitted_form: Page) -> None:
    staff = submitted_form.get_by_role("group", name="Charge 2")
    expect(staff.get_by_label("Montant")).to_be_visible()
    expect(staff.get_by_label("Nature")).to_be_hidden()
    expect(submitted_form.get_by_role("radiogroup", name="Lien avec la Ctg")).to_be_hidden()


def test_another_file_of_the_place_is_told_beside_the_years_that_are_typed(form: Page) -> None:
    create_dossier(
        place_in().id,
        replace(content(), first_year=2027, last_year=2029),
        actor_of(Role.RESPONSABLE),
        NOW,
    )
    years = form.get_by_role("region", name="Dossier", exact=True)
    expect(years).not_to_contain_text("Ce lieu a déjà")
    form.get_by_label("Dernière année").fill("2028")
    expect(years).to_contain_text("Ce lieu a déjà un dossier 2027-2029")
    form.get_by_label("Dernière année").fill("2026")
    expect(years).not_to_contain_text("Ce lieu a déjà")
