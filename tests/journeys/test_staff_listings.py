"""An agent writes a listing; two agents write the same one."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from portal.domain.access import Role
from portal.services.geocoding import GeocodedAddress
from tests.journeys.conftest import serving
from tests.journeys.staff import staff_page, staff_tab
from tests.staff import add_agent, listing_in

pytestmark = pytest.mark.browser

NEW = "/gestion/fiches/nouvelle"


class Finder:
    """A geocoder that finds the numbers of a street of Bellac, the higher the further north."""

    answers = True

    def find_address(self, text: str) -> GeocodedAddress | None:
        """Give the address."""
        number = int(text.split(maxsplit=1)[0])
        return GeocodedAddress(46.1 + (20 + number) / 1000, 1.05, text, "87011", 0.9)


def _block(page: Page, number: int) -> Locator:
    return page.locator(f"#adresse-{number}")


def _type_stop(page: Page, number: int, stop: str, commune: str, day: str) -> None:
    block = _block(page, number)
    block.get_by_label("Nom de l’arrêt").fill(stop)
    block.get_by_label("Commune", exact=True).fill(commune)
    block.get_by_label("Commune", exact=True).press("Tab")
    block.get_by_label(f"{day}, plage 1 : de", exact=True).fill("9h30")
    block.get_by_label(f"{day}, plage 1 : à", exact=True).fill("12h")


def _write_the_caravan(page: Page) -> None:
    page.goto(NEW)
    page.get_by_label("Type de lieu").select_option("Maison des 1000 premiers jours")
    page.get_by_label(re.compile("^Nom \\(")).fill("La Roulotte bleue")
    page.get_by_label("Ce lieu se déplace").check()
    _type_stop(page, 1, "Bellac, la halle", "Bellac", "lundi")
    page.get_by_role("button", name="Ajouter une adresse").click()
    _type_stop(page, 2, "Rochechouart, le château", "Rochechouart", "jeudi")
    page.get_by_label("Préparation à la naissance").first.check()
    page.get_by_label("Sans rendez-vous").check()
    row = page.get_by_role("group", name="Contact 1")
    row.get_by_label("Numéro ou adresse").fill("05 36 49 11 22")


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_an_itinerant_place_is_written_published_and_found(
    browser: Browser, app: Flask, width: int, javascript: bool
) -> None:
    agent = add_agent(Role.AGENT)
    with staff_page(browser, app, agent, width=width, javascript=javascript) as page:
        _write_the_caravan(page)
        page.get_by_role("button", name="Enregistrer et publier").click()
        expect(page.get_by_text("La fiche est enregistrée et publiée.")).to_be_visible()
        page.get_by_role("link", name="Voir la page publique").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("La Roulotte bleue")
        expect(page.get_by_text("Rochechouart, le château").first).to_be_visible()
        page.goto("/lieux?lieu=Rochechouart&type=maison_1000_jours&q=roulotte+bleue")
        expect(page.get_by_text("La Roulotte bleue").first).to_be_visible()


def test_the_pin_is_moved_with_the_keyboard(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        page.goto(NEW)
        block = _block(page, 1)
        block.get_by_label("Commune", exact=True).fill("Bellac")
        block.get_by_role("button", name="Placer sur la carte").click()
        expect(block.get_by_text("au centre de la commune de Bellac.")).to_be_visible()
        expect(block.get_by_label("Latitude")).to_have_value("")
        expect(block.get_by_label("Code postal")).to_have_value("87300")
        pin = block.get_by_role("button", name="Repère")
        pin.press("ArrowUp")
        expect(block.get_by_label("Latitude")).to_have_value(re.compile(r"^46,1\d+$"))
        north = block.get_by_label("Latitude").input_value()
        pin.press("Shift+ArrowUp")
        expect(block.get_by_label("Latitude")).not_to_have_value(north)


def test_the_pin_follows_the_address_until_it_is_moved_by_hand(
    browser: Browser, app: Flask
) -> None:
    app.extensions["portal.directory"].geocoder = Finder()
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        page.goto(NEW)
        block, latitude = _block(page, 1), _block(page, 1).get_by_label("Latitude")
        address = block.get_by_label("Adresse", exact=True)
        address.fill("3 rue du Pont")
        block.get_by_label("Commune", exact=True).fill("Bellac")
        block.get_by_label("Commune", exact=True).press("Tab")
        expect(latitude).to_have_value("46,123")
        address.fill("99 rue du Pont")
        address.press("Tab")
        expect(latitude).to_have_value("46,219")
        block.get_by_role("button", name="Repère").press("Shift+ArrowUp")
        expect(block.get_by_text("Repère déplacé.")).to_be_visible()
        moved = latitude.input_value()
        with page.expect_response("**/gestion/fiches/position"):
            address.fill("1 rue du Pont")
            address.press("Tab")
        expect(latitude).to_have_value(moved)


def test_a_service_is_looked_up_and_told_more_of(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        page.goto(NEW)
        page.get_by_label("Chercher un service ou un thème").fill("psy")
        expect(page.get_by_label("Permanence de psychologue")).to_be_visible()
        expect(page.get_by_label("Offre de répit")).to_be_hidden()
        page.get_by_label("Permanence de psychologue").check()
        page.locator("summary", has_text="Permanence de psychologue").click()
        page.get_by_label("Partenaire qui vient").fill("CMP de Bellac")
        page.get_by_label(re.compile("^Nom \\(")).fill("Maison des familles")
        page.get_by_role("button", name="Enregistrer", exact=True).last.click()
        expect(page.get_by_text("CMP de Bellac")).to_be_visible()


def test_what_is_typed_is_found_again_after_leaving_the_page(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        page.goto(NEW)
        page.get_by_label(re.compile("^Nom \\(")).fill("La Halte")
        page.goto("/gestion")
        page.goto(NEW)
        page.get_by_role("link", name="Reprendre mon brouillon").click()
        expect(page.get_by_label(re.compile("^Nom \\("))).to_have_value("La Halte")


def test_what_was_typed_last_is_offered_when_the_page_is_loaded_again(
    browser: Browser, app: Flask
) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.goto(NEW)
        name = page.get_by_label(re.compile("^Nom \\("))
        name.press_sequentially("La Halte bleue")
        expect(page.get_by_text("Brouillon gardé")).to_be_visible()
        page.reload()
        page.get_by_role("link", name="Reprendre mon brouillon").click()
        expect(name).to_have_value("La Halte bleue")
        assert asked == []


def test_who_leaves_before_the_draft_is_kept_is_asked_to_stay(browser: Browser, app: Flask) -> None:
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.goto(NEW)
        name = page.get_by_label(re.compile("^Nom \\("))
        name.press_sequentially("La Halte")
        page.evaluate("setTimeout(() => location.reload())")
        expect(page.get_by_text("Brouillon gardé")).to_be_visible()
        expect(name).to_have_value("La Halte")
        assert asked == ["beforeunload"]


def test_two_agents_edit_one_listing_and_choose(browser: Browser, app: Flask) -> None:
    address = f"/gestion/fiches/{listing_in().id}/modifier"
    claire, paul = add_agent(Role.AGENT), add_agent(Role.RESPONSABLE)
    with (
        serving(app) as site,
        staff_tab(browser, app, claire, site) as of_claire,
        staff_tab(browser, app, paul, site) as of_paul,
    ):
        for page, name in ((of_claire, "La Halte"), (of_paul, "Le Port")):
            page.goto(address)
            page.get_by_label(re.compile("^Nom \\(")).fill(name)
        of_claire.get_by_label("Présentation").fill("Un café des parents.")
        of_paul.get_by_role("button", name="Enregistrer", exact=True).last.click()
        expect(of_paul.get_by_text("La fiche est enregistrée.")).to_be_visible()
        of_claire.get_by_role("button", name="Enregistrer", exact=True).last.click()
        expect(of_claire.get_by_text(f"{paul.name} a enregistré la fiche")).to_be_visible()
        of_claire.get_by_label("Le texte de").check()
        of_claire.get_by_role("button", name="Enregistrer les deux").click()
        expect(of_claire.get_by_role("heading", level=1)).to_have_text("Le Port")
        expect(of_claire.get_by_text("Un café des parents.")).to_be_visible()
