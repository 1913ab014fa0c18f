"""The page of a listing, given facts that the seed does not hold."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.services.directory import Directory
from portal.services.search import find_listing
from portal.store.db import db
from portal.web.public import listing_views
from tests.conftest import ImportText
from tests.services.imports.sheets import sheet

RICH = "maison-des-familles-les-mirabelles-demonstration-limoges"
EVIL = "</script><img src=x onerror=alert(1)>\"'\r\n\u2028{{7*7}}"

Show = Callable[..., str]


@pytest.fixture
def show(client: FlaskClient, directory: Directory, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Return a function that gives the page of a listing with other facts."""

    def page(site: dict[str, Any] | None = None, **facts: object) -> str:
        found = find_listing(directory, RICH)
        assert found is not None
        changed = replace(
            found,
            facts={**found.facts, "demonstration": False, **facts},
            sites=({**found.sites[0], **(site or {})},),
        )
        monkeypatch.setattr(listing_views, "find_listing", lambda *_: changed)
        answer = client.get(f"/lieux/{RICH}")
        assert answer.status_code == 200
        return answer.text

    return page


def _plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ").split())


def test_support_is_said_only_where_a_funding_file_says_so(show: Show) -> None:
    supported = {"soutenu": True, "caf": "Caf de la Haute-Vienne"}
    assert "Soutenu par la Caf de la Haute-Vienne" in _plain(show(financement=supported))
    assert "Soutenu" not in _plain(show())


def test_a_verification_has_its_date_and_holds_until_its_review_date(show: Show) -> None:
    verified = {"verifie_le": "2026-08-24", "telephone": "05 36 49 00 00"}
    recent = _plain(show(**verified, a_revoir_le="2026-11-24"))
    assert "Information vérifiée le 24 août 2026." in recent
    assert "À confirmer" not in recent
    past = _plain(show(**verified, a_revoir_le="2026-11-23"))
    caution = "Information vérifiée le 24 août 2026. À confirmer, téléphonez avant de venir."
    assert past.index(caution) < past.index("Horaires")
    assert "À confirmer, téléphonez Gratuit" in past


def test_nobody_is_told_to_call_a_place_without_a_phone(show: Show) -> None:
    past = _plain(show(verifie_le="2025-01-02", a_revoir_le="2026-01-02", telephone=None))
    assert "À confirmer, renseignez-vous avant de venir." in past
    assert "téléphonez" not in past


def test_who_comes_and_when_is_said_where_it_is_known(show: Show) -> None:
    comes = {"theme": "repit", "partenaire": "Relais des Lilas", "quand": "le jeudi matin"}
    page = _plain(show(permanences=[comes]))
    service = "Qui vient, et quand Souffler un moment Relais des Lilas le jeudi matin"
    assert service in page
    assert "Qui vient, et quand" not in _plain(show(permanences=[]))


def test_how_to_come_is_said_as_text(show: Show) -> None:
    page = _plain(show({"complement_adresse": "Bâtiment B", "comment_venir": "Bus 4. Sonnez."}))
    assert "Bâtiment B" in page
    assert page.count("Comment venir : Bus 4. Sonnez.") == 2, "on the page and on its sheet"
    assert "Comment venir" not in _plain(show())


def test_social_networks_are_shown_and_only_the_web_is_linked(show: Show) -> None:
    page = show(
        reseaux_sociaux=["https://reseau.example/maison", "javascript:alert(1)"],
        site_web="javascript:alert(2)",
        source_url="data:text/html,x",
    )
    assert 'href="https://reseau.example/maison"' in page
    assert not re.search(r'href="(?:javascript|data):', page)


def test_markup_in_any_fact_stays_text(show: Show) -> None:
    texts = ("nom", "nom_local", "description", "telephone", "courriel", "gestionnaire")
    more = ("frais_precisions", "accessibilite", "source_date")
    page = show(
        dict.fromkeys(
            ("arret", "adresse", "complement_adresse", "comment_venir", "horaires_texte"), EVIL
        ),
        **dict.fromkeys((*texts, *more), EVIL),
        langues=[EVIL],
        permanences=[{"theme": "repit", "partenaire": EVIL, "quand": EVIL}],
        reseaux_sociaux=[EVIL],
        site_web=f"https://x.example/{EVIL}",
    )
    assert "<img src=x" not in page
    assert "{{7*7}}" in page
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)
    assert all("<" not in script for script in scripts)


def test_a_service_that_receives_nobody_keeps_its_address(
    empty_app: Flask, import_text: ImportText
) -> None:
    import_text(
        sheet(
            {
                "type": "ecoute_distance",
                "nom": "Ligne discrète",
                "adresse": "7 rue Secrète",
                "commune": "Limoges",
                "code_insee": "87085",
                "modes_accueil": "telephone",
            }
        )
    )
    empty_app.extensions["portal.projection"].catch_up(db.session())
    client = empty_app.test_client()
    for address in ("/lieux/ligne-discrete-limoges", "/api/v1/lieux?q=discrète", "/lieux?q=ligne"):
        answer = client.get(address)
        assert "Ligne discrète" in answer.text
        assert "Secrète" not in answer.text
