"""A funding file from its draft to its convention, and a rule that is set aside for a reason."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.domain.access import Role
from portal.services.dossiers.editing import create_dossier
from tests.conftest import NOW
from tests.dossiers import PATHS, S, content, go, place_in
from tests.journeys.conftest import serving
from tests.journeys.dossier_filling import (
    answer,
    answer_questions,
    open_a_file,
    result,
    step,
    take,
    write_budget,
)
from tests.journeys.staff import staff_page, staff_tab
from tests.staff import HERE, add_agent, caf_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VOLUNTEERS = "valorisation du temps de bénévolat"
WHY = "Travaux d’accessibilité votés, livrés en mars."


def _see_the_refused_line(page: Page) -> None:
    found = result(page)
    found.locator("summary", has_text="Charges comptées ou non").click()
    line = found.locator(".judged-charge", has_text="86 Bénévoles")
    expect(line).to_contain_text(f"Non éligible {VOLUNTEERS}")
    expect(found.locator(".findings-broken")).to_contain_text("G6")


def _see_the_ceiling_while_typing(page: Page) -> None:
    found = result(page)
    expect(found.locator(".ceiling-box")).to_contain_text("88\u00a0%")
    expect(found.locator(".ceiling-box")).to_contain_text("40\u202f000,00\u00a0€")
    expect(found.locator(".findings-broken")).to_contain_text("G5")
    answer(page, "produits-0-montant", "40 000")
    answer(page, "produits-1-montant", "15 000")
    expect(found.locator(".ceiling-box")).to_contain_text("80\u00a0%")
    expect(found.locator(".findings-broken")).not_to_contain_text("G5")


def _save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("Le dossier est enregistré.")).to_be_visible()


def _file_and_instruct(page: Page) -> None:
    take(page, "Déposer le dossier", "déposée")
    take(page, "Mettre en instruction", "en instruction")
    take(page, "Rendre un avis", "avis rendu", "Un projet solide, un budget à revoir.")


def _be_kept_from_granting(page: Page) -> None:
    panel = step(page, "Accorder")
    expect(panel).to_contain_text(f"86 Bénévoles (5\u202f000,00\u00a0€)\u00a0: {VOLUNTEERS}")
    panel.get_by_role("button", name="Accorder").click()
    expect(page.get_by_text("Dérogation à G6\u00a0: écrivez le motif").first).to_be_visible()
    take(page, "Reprendre l’instruction", "en instruction", "Retirez le bénévolat du budget.")


def _correct_the_budget(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Modifier", exact=True).click()
    page.get_by_role("group", name="Charge 3").get_by_role("button", name="Retirer").click()
    answer(page, "produits-1-montant", "10 000")
    expect(result(page).get_by_text("Recevable", exact=True)).to_be_visible()
    _save(page)
    take(page, "Rendre un avis", "avis rendu", "Le budget est corrigé.")


def _grant_and_agree(page: Page) -> None:
    page.reload()
    panel = step(page, "Accorder")
    panel.get_by_label("Montant accordé").fill("38 500,50")
    panel.get_by_label("Convention, premier jour").fill("2026-11-01")
    panel.get_by_label("Convention, dernier jour").fill("2026-12-31")
    panel.get_by_role("button", name="Accorder").click()
    expect(page.get_by_text("Étape notée : accordée.")).to_be_visible()
    take(page, "Noter la convention signée", "conventionnée")
    expect(page.get_by_text("Convention du 01/11/2026 au 31/12/2026.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_a_refused_line_blocks_a_grant_until_the_budget_is_corrected(
    browser: Browser, app: Flask, width: int
) -> None:
    listing = place_in()
    badge = f"Soutenu par la {caf_of(HERE).name}"
    paul, claire = add_agent(Role.INSTRUCTEUR), add_agent(Role.RESPONSABLE)
    with (
        serving(app) as site,
        staff_tab(browser, app, paul, site, width=width) as of_paul,
        staff_tab(browser, app, claire, site, width=width) as of_claire,
    ):
        open_a_file(of_paul, listing)
        answer_questions(of_paul)
        write_budget(of_paul)
        _see_the_refused_line(of_paul)
        _see_the_ceiling_while_typing(of_paul)
        _save(of_paul)
        _file_and_instruct(of_paul)
        of_claire.goto(of_paul.url)
        _be_kept_from_granting(of_claire)
        _correct_the_budget(of_paul)
        of_claire.goto(f"/lieux/{listing.slug}")
        expect(of_claire.get_by_text(badge)).to_have_count(0)
        of_claire.goto(of_paul.url)
        _grant_and_agree(of_claire)
        of_claire.goto(f"/lieux/{listing.slug}")
        expect(of_claire.get_by_text(badge)).to_be_visible()


def test_without_scripts_lines_come_by_button_and_the_result_by_another(
    browser: Browser, app: Flask
) -> None:
    paul = add_agent(Role.INSTRUCTEUR)
    with staff_page(browser, app, paul, javascript=False) as page:
        open_a_file(page, place_in())
        write_budget(page)
        expect(result(page)).to_contain_text("Il manque 11\u202f000,00\u00a0€ de produits.")
        page.get_by_role("button", name="Recalculer").last.click()
        _see_the_refused_line(page)
        expect(result(page).locator(".ceiling-box")).to_contain_text("88\u00a0%")
        _save(page)
        take(page, "Déposer le dossier", "déposée")
        expect(page.locator(".refused-line")).to_contain_text(VOLUNTEERS)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_a_rule_is_set_aside_by_a_responsable_with_a_reason_that_stays(
    browser: Browser, app: Flask, javascript: bool
) -> None:
    paul, claire = add_agent(Role.INSTRUCTEUR), add_agent(Role.RESPONSABLE)
    dossier = create_dossier(place_in().id, content(acces_specifique=False), paul.actor, NOW)
    for wanted in PATHS[S.AVIS_RENDU]:
        dossier = go(dossier, wanted, paul.actor)
    address = f"/gestion/dossiers/{dossier.id}"
    with (
        serving(app) as site,
        staff_tab(browser, app, paul, site, javascript=javascript) as of_paul,
        staff_tab(browser, app, claire, site, javascript=javascript) as of_claire,
    ):
        of_paul.goto(address)
        expect(of_paul.get_by_text("Accorder : réservé au rôle responsable.")).to_be_visible()
        expect(of_paul.get_by_role("button", name="Accorder")).to_have_count(0)
        of_claire.goto(address)
        step(of_claire, "Accorder").get_by_role("button", name="Accorder").click()
        expect(of_claire.get_by_role("alert")).to_contain_text("Dérogation à L9")
        panel = step(of_claire, "Accorder")
        panel.get_by_label("Dérogation à L9").fill(WHY)
        panel.get_by_role("button", name="Accorder").click()
        of_paul.goto(address)
        _see_what_the_decision_rested_on(of_paul)


def _see_what_the_decision_rested_on(page: Page) -> None:
    found = page.get_by_role("region", name="Constats du jour de la décision")
    expect(found).to_contain_text("Tels qu’ils étaient le 24/11/2026")
    expect(found.locator(".overrides")).to_contain_text(WHY)
    expect(found.locator(".findings-broken")).to_contain_text("L9")
    page.get_by_role("link", name=re.compile("Synthèse")).click()
    expect(page.get_by_role("heading", name="Dérogations")).to_be_visible()
    expect(page.get_by_text(f"L9 : {WHY}")).to_be_visible()
    unmet = page.locator("h3", has_text="non respectées").locator("xpath=following-sibling::ul[1]")
    expect(unmet.locator(".paper-finding", has_text="L9")).to_contain_text("Constaté")
