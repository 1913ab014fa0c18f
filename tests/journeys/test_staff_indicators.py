"""A managing body enters its indicators by a link, on a phone; an agent validates them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.domain.access import Role
from portal.domain.indicators.states import ReportState
from portal.store.db import transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from tests.campaigns import answers_at
from tests.conftest import NOW
from tests.indicators import FAMILIES, YEAR, funded_place, report_of, sent_report, token_for
from tests.journeys.axe import violations
from tests.journeys.conftest import serving
from tests.journeys.staff import staff_page, staff_tab
from tests.journeys.test_html import _complaints
from tests.staff import add_agent

pytestmark = pytest.mark.browser

_SENT = "Envoyé à la Caf, merci."


@pytest.fixture
def place(app: Flask) -> Listing:
    del app
    found = funded_place()
    with transaction() as session:
        before = IndicatorReport(
            listing_id=found.id,
            year=YEAR - 1,
            state=ReportState.VALIDE,
            figures=f'{{"{FAMILIES}": 100}}',
            entered_at=NOW,
        )
        session.add(before)
    return found


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


def _phone(browser: Browser, site: str, *, javascript: bool = True) -> Page:
    # Colours that are on their way to others are those of no scheme.
    context = browser.new_context(
        viewport={"width": 360, "height": 800},
        base_url=site,
        java_script_enabled=javascript,
        reduced_motion="reduce",
    )
    return context.new_page()


def _enter(page: Page, token: str) -> None:
    page.goto(f"/indicateurs/{token}")
    page.get_by_label("Nombre de familles accueillies").fill("180")
    page.get_by_label("Familles dont le père est venu").fill("0")


def test_a_managing_body_enters_by_its_link_and_an_agent_validates(
    browser: Browser, site: str, app: Flask, place: Listing
) -> None:
    phone = _phone(browser, site)
    _enter(phone, token_for(place))
    expect(phone.get_by_text("2025 : 100")).to_be_visible()
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_text("Il reste à envoyer à la Caf")).to_be_visible()
    expect(phone.get_by_label("Familles dont le père est venu")).to_have_value("0")
    phone.get_by_role("button", name="Envoyer quand même").click()
    expect(phone.get_by_text(_SENT)).to_be_visible()
    assert phone.context.cookies() == []
    with staff_tab(browser, app, add_agent(Role.AGENT), site) as page:
        page.goto(f"/gestion/indicateurs/suivi?annee={YEAR}")
        page.get_by_role("link", name=f"Valider {place.name}").click()
        expect(page.get_by_role("row", name="Nombre de familles")).to_contain_text("+80")
        page.get_by_role("button", name="Valider").click()
        expect(page.get_by_text("Indicateurs validés.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("La Caf a validé vos indicateurs")
    phone.context.close()


def test_it_works_without_javascript_and_a_mistake_keeps_everything(
    browser: Browser, site: str, place: Listing
) -> None:
    phone = _phone(browser, site, javascript=False)
    _enter(phone, token_for(place))
    phone.get_by_label("Parents d’adolescents").fill("181")
    phone.get_by_role("button", name="Envoyer à la Caf").click()
    phone.get_by_role("link", name="Parents d’adolescents").click()
    expect(phone.get_by_label("Nombre de familles accueillies")).to_have_value("180")
    phone.get_by_label("Parents d’adolescents").fill("18")
    phone.get_by_role("button", name="Envoyer à la Caf").click()
    expect(phone.get_by_text("complétez, ou envoyez quand même")).to_be_visible()
    phone.get_by_role("button", name="Envoyer quand même").click()
    expect(phone.get_by_text(_SENT)).to_be_visible()
    phone.context.close()


def test_the_key_enter_keeps_and_sends_nothing(browser: Browser, site: str, place: Listing) -> None:
    phone = _phone(browser, site)
    _enter(phone, token_for(place))
    phone.get_by_label("Nombre de familles accueillies").press("Enter")
    expect(phone.get_by_text("Il reste à envoyer à la Caf")).to_be_visible()
    report = report_of(place)
    assert report
    assert report.state is ReportState.DEMANDE
    phone.context.close()


def test_nobody_leaves_what_is_not_saved_without_being_asked(
    browser: Browser, site: str, place: Listing
) -> None:
    phone = _phone(browser, site)
    asked: list[str] = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    phone.goto(f"/indicateurs/{token_for(place)}")
    families = phone.get_by_label("Nombre de familles accueillies")
    families.press_sequentially("douze")
    home = phone.get_by_role("link", name="Près des parents")
    home.click(no_wait_after=True)
    expect(families).to_have_value("douze")
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_text("ne sont pas enregistrés")).to_be_visible()
    families.press("End")
    home.click(no_wait_after=True)
    expect(families).to_have_value("douze")
    assert asked == ["beforeunload", "beforeunload"]
    families.fill("12")
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_text("C’est enregistré.")).to_be_visible()
    home.click()
    expect(families).to_have_count(0)
    assert len(asked) == 2
    phone.context.close()


def test_a_link_to_pass_on_is_copied(browser: Browser, app: Flask, place: Listing) -> None:
    answers_at(place, "")
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"/gestion/indicateurs/suivi?annee={YEAR}")
        page.get_by_role("button", name="Demander au lieu qui manque").click()
        page.get_by_role("button", name="Copier le lien").click()
        expect(page.get_by_text("Lien copié.")).to_be_visible()
        link = page.locator("[data-copied]").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == link


@pytest.mark.parametrize("address", ["suivi?annee={year}", "{place}/{year}/valider"])
def test_on_a_phone_no_column_is_cut(
    browser: Browser, app: Flask, place: Listing, address: str
) -> None:
    sent_report(place)
    path = address.format(year=YEAR, place=place.id)
    with staff_page(browser, app, add_agent(Role.AGENT), width=360) as page:
        page.goto(f"/gestion/indicateurs/{path}")
        for table in page.locator(".staff-table").all():
            assert table.evaluate("each => each.scrollWidth <= each.clientWidth")
        expect(page.get_by_text("Valider").last).to_be_visible()


def test_lines_say_how_much_of_their_total_they_make(
    browser: Browser, site: str, place: Listing
) -> None:
    phone = _phone(browser, site)
    phone.goto(f"/indicateurs/{token_for(place)}")
    phone.get_by_label("Nombre d’animations").fill("40")
    phone.get_by_label("Groupes de parole").fill("45")
    phone.get_by_label("Groupes naissance").fill("5")
    phone.get_by_label("Groupes naissance").blur()
    expect(phone.get_by_text("Réparti : 50 sur 40, soit 10 de trop")).to_be_visible()
    phone.context.close()


@pytest.mark.node
def test_the_pages_of_a_link_are_fit_for_all(
    browser: Browser, site: str, place: Listing, tmp_path: Path
) -> None:
    token = token_for(place)
    phone = _phone(browser, site)
    phone.add_init_script(path=Path(__file__).with_name("reflow.js"))
    for address in (f"/indicateurs/{token}", "/indicateurs/faux"):
        answer = phone.goto(address)
        assert answer
        (tmp_path / "page.html").write_text(answer.text(), encoding="utf-8")
        assert _complaints(tmp_path / "page.html") == ""
        assert violations(phone, "html") == []
        phone.set_viewport_size({"width": 320, "height": 800})
        assert phone.evaluate("reflow.tooWide()") == []
    phone.context.close()
