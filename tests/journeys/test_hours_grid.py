"""Hours are typed in a grid, with the preview beside them; without scripts everything is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, render_template_string, request
from playwright.sync_api import Browser, Page, expect

from portal.web.admin.forms.hours_fields import HoursForm, hours_data
from portal.web.admin.hours_views import show_preview
from tests.conftest import app_in
from tests.journeys.axe import violations
from tests.journeys.conftest import serving
from tests.journeys.test_html import _complaints

pytestmark = [pytest.mark.browser, pytest.mark.node]

PAGE = """{% from "components/gestion/hours_grid.html" import hours_grid %}
<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Horaires</title>
<link rel="stylesheet" href="{{ asset('css/portal.css') }}">
<link rel="stylesheet" href="{{ asset('css/gestion.css') }}">
<link rel="stylesheet" href="{{ asset('css/gestion_hours.css') }}">
<link rel="icon" href="{{ asset('icon.svg') }}" type="image/svg+xml">
<script type="module" src="{{ asset('js/hours_grid.js') }}"></script></head>
<body class="staff"><main><h1>Horaires</h1><form method="post">
<input type="hidden" name="csrf_token" value="x">
{{ hours_grid(form, "Limoges", preview="/essai/apercu", place="87") }}
<button type="submit">Enregistrer</button></form></main></body></html>"""


def _show() -> str:
    known = hours_data("Mo 09:00-12:00,14:00-17:00", (), date(2026, 11, 24))
    form = HoursForm(request.form or None, prefix="sites-0-", data=known)
    if request.form and form.validate():
        return f"<title>Enregistré</title><p>{form.text()}</p>"
    return render_template_string(PAGE, form=form)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page with the hours of one site."""
    app: Flask = app_in(tmp_path_factory.mktemp("hours"))
    app.add_url_rule("/essai", view_func=_show, methods=["GET", "POST"])
    app.add_url_rule("/essai/apercu", view_func=show_preview, methods=["POST"])
    with serving(app) as root:
        yield f"{root}/essai"


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page."""
    opened = browser.new_page(
        viewport={"width": 1280, "height": 900}, locale="fr-FR", reduced_motion="reduce"
    )
    opened.goto(address)
    expect(opened.locator("[data-hours-sentence]")).to_be_visible()
    yield opened
    opened.close()


def time(tab: Page, words: str) -> str:
    """Return what is typed in a field of the usual week."""
    return tab.get_by_label(words, exact=True).first.input_value()


def test_the_preview_follows_what_is_typed_and_is_said(tab: Page) -> None:
    tab.get_by_label("mardi, plage 1 : de", exact=True).first.fill("9h")
    tab.get_by_label("mardi, plage 1 : à", exact=True).first.fill("11h30")

    expect(tab.locator("[data-hours-sentence]")).to_have_text("Ouvert jusqu’à 11\u00a0h\u00a030")
    announced = tab.locator("[data-hours-announced]")
    expect(announced).to_have_text("Aperçu : Ouvert jusqu’à 11\u00a0h\u00a030")


def test_what_is_wrong_is_said_while_it_is_typed(tab: Page) -> None:
    tab.get_by_label("mardi, plage 1 : de", exact=True).first.fill("9h")

    link = tab.get_by_role("link", name="mardi\u00a0: il manque l’heure de fin")
    link.click()

    expect(tab.get_by_label("mardi, plage 1 : à", exact=True).first).to_be_focused()


def test_a_day_is_copied_and_the_copy_taken_back(tab: Page) -> None:
    tab.get_by_role("button", name="Copier lundi sur les autres jours ouvrés", exact=True).click()
    assert time(tab, "vendredi, plage 2 : à") == "17:00"
    assert time(tab, "samedi, plage 1 : de") == ""

    tab.get_by_role("button", name="Annuler").click()

    assert time(tab, "vendredi, plage 2 : à") == ""
    assert time(tab, "lundi, plage 2 : à") == "17:00"


def test_a_day_is_emptied(tab: Page) -> None:
    tab.get_by_role("button", name="Vider lundi", exact=True).click()

    assert time(tab, "lundi, plage 1 : de") == ""
    expect(tab.locator("[data-hours-sentence]")).to_contain_text("Horaires non communiqués")


def test_a_third_span_and_the_week_of_the_holidays_come_when_they_are_wanted(tab: Page) -> None:
    third = tab.get_by_label("lundi, plage 3 : de", exact=True).first
    expect(third).to_be_hidden()
    tab.get_by_role("button", name="+ une plage : lundi, plage 3", exact=True).click()
    expect(third).to_be_focused()

    holidays = tab.get_by_role("table", name="La semaine pendant les vacances scolaires")
    expect(holidays).to_be_hidden()
    tab.get_by_label("D’autres horaires").check()
    expect(holidays).to_be_visible()


def test_rows_of_exceptions_are_added_and_sent(tab: Page) -> None:
    expect(tab.locator("[data-exception]")).to_have_count(0)

    tab.get_by_role("button", name="Ajouter une fermeture").click()

    expect(tab.get_by_label("Du", exact=True)).to_be_focused()
    tab.get_by_label("Du", exact=True).fill("2026-12-24")
    expect(tab.locator("[data-hours-fragment]")).to_contain_text("24 décembre 2026\u00a0: fermé")


def test_everything_is_there_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = context.new_page()
    tab.goto(address)

    expect(tab.get_by_label("lundi, plage 3 : de", exact=True).first).to_be_visible()
    expect(tab.get_by_label("Texte OpenStreetMap (facultatif)")).to_be_visible()
    expect(tab.get_by_role("button")).to_have_count(1)
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    tab.get_by_label("sur rendez-vous, mardi, plage 1", exact=True).first.check()
    tab.get_by_role("button", name="Enregistrer").click()
    expect(tab.get_by_text('Mo 09:00-12:00,14:00-17:00; Tu "sur rendez-vous"')).to_be_visible()
    context.close()


def test_axe_and_the_validator_find_nothing(tab: Page, address: str, tmp_path: Path) -> None:
    source = tmp_path / "hours.html"
    source.write_text(tab.request.get(address).text(), encoding="utf-8")

    assert _complaints(source) == ""
    assert violations(tab, "main") == []
