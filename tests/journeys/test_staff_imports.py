"""An agent imports a file with three bad lines, then takes it all back."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from portal.domain.access import Role
from tests.journeys.staff import staff_page
from tests.staff import add_agent

pytestmark = pytest.mark.browser

FILE = """id_externe;type;nom;code_insee;horaires;telephone
neuf-1;laep;Laep des Tilleuls;87085;Mo 09:00-12:00;01 99 00 10 10
neuf-2;crèche;Deux;87085;;
neuf-3;laep;;87085;;
neuf-4;laep;Quatre;87085;lundi matin;
"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_file_with_three_bad_lines_is_imported_then_undone(
    browser: Browser, app: Flask, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "lieux.csv"
    file.write_text(FILE, encoding="utf-8")
    with staff_page(browser, app, add_agent(Role.AGENT), width=width) as page:
        page.goto("/gestion/imports")
        page.get_by_label("Fichier CSV ou XLSX").set_input_files(file)
        page.get_by_role("button", name="Essayer le fichier").click()
        wrong = page.get_by_role("region", name="Lignes laissées de côté").locator("tbody tr")
        expect(wrong).to_have_count(3)
        expect(wrong.nth(2)).to_contain_text("horaires")

        page.get_by_role("button", name="Appliquer les bonnes lignes").click()
        expect(page.get_by_role("status")).to_contain_text("Import appliqué")
        page.goto("/lieux/laep-des-tilleuls-limoges")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Laep des Tilleuls")

        page.go_back()
        page.get_by_role("button", name="Annuler tout l’import").click()
        expect(page.get_by_role("status")).to_contain_text("1 fiche retirée")
        answer = page.goto("/lieux/laep-des-tilleuls-limoges")
        assert answer is not None
        assert answer.status == 404
