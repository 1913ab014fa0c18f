"""The papers of a file: the letter once it is decided, the summary at any stage, both as PDF."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from pypdf import PdfReader

from portal.domain.access import PERMISSIONS, Actor, Permission, Role
from portal.domain.dossiers.states import DossierState
from portal.domain.referentiel import FundingText
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.letters import USUAL_RECOURSE
from portal.store.db import transaction
from portal.store.dossiers import Dossier, get_reached_dossier
from tests.conftest import NOW
from tests.dossiers import PATHS, content, file_at, go, place_in
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in

S = DossierState
PAPERS = ("lettre", "synthese", "lettre.pdf", "synthese.pdf")


@pytest.fixture
def head(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def reader(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.LECTEUR))


def refused(head: Actor) -> Dossier:
    dossier = create_dossier(place_in().id, content(missions=["information"]), head, NOW)
    for wanted in (*PATHS[S.AVIS_RENDU], S.REFUSEE):
        dossier = go(dossier, wanted, head)
    return dossier


def page(browser: StaffBrowser, dossier: Dossier, name: str) -> str:
    answer = browser.get(f"/gestion/dossiers/{dossier.id}/{name}")
    assert answer.status_code == 200
    return " ".join(unescape(answer.text).split())


def pdf(browser: StaffBrowser, dossier: Dossier, name: str) -> PdfReader:
    answer = browser.get(f"/gestion/dossiers/{dossier.id}/{name}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return PdfReader(io.BytesIO(answer.data))


def words_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_a_grant_says_how_much_for_which_days(head: Actor, reader: StaffBrowser) -> None:
    text = page(reader, file_at(S.CONVENTIONNEE, head), "lettre")

    assert "30 000,00 €" in text
    assert "du 1er janvier 2026 au 31 décembre 2026" in text
    assert "Fiche thématique axe 3" in text
    assert USUAL_RECOURSE in text
    assert "staff-nav" not in text


def test_a_refusal_quotes_each_rule_that_is_not_met(head: Actor, reader: StaffBrowser) -> None:
    text = page(reader, refused(head), "lettre")

    assert "Nous ne pouvons pas accorder ce financement." in text
    assert "Le lieu remplit les quatre missions socles." in text
    assert "<blockquote>" in text


def test_a_refusal_does_not_call_broken_what_nobody_could_check(
    head: Actor, reader: StaffBrowser
) -> None:
    given = content(missions=["information"], acces_specifique=None)
    dossier = create_dossier(place_in().id, given, head, NOW)
    for wanted in (*PATHS[S.AVIS_RENDU], S.REFUSEE):
        dossier = go(dossier, wanted, head)
    text = page(reader, dossier, "lettre")
    broken, unchecked = text.split("Règles obligatoires que nous n’avons pas pu vérifier")

    assert "Règles obligatoires non respectées" in broken
    assert "<strong>L5</strong>" in broken
    assert "<strong>L9</strong>" not in broken
    assert "<strong>L9</strong>" in unchecked


@pytest.mark.parametrize("name", ["lettre", "lettre.pdf"])
def test_there_is_no_letter_before_the_decision(
    head: Actor, reader: StaffBrowser, name: str
) -> None:
    answer = reader.get(f"/gestion/dossiers/{file_at(S.AVIS_RENDU, head).id}/{name}")

    assert answer.status_code == 409
    assert "La décision n’est pas encore prise" in answer.text


def test_the_summary_says_of_when_it_is(head: Actor, reader: StaffBrowser) -> None:
    text = page(reader, file_at(S.BROUILLON, head), "synthese")

    assert "en l’état au 24 novembre 2026" in text
    assert "éligible : charge habituelle de fonctionnement" in text


def test_the_summary_of_a_text_that_does_not_sort_charges_judges_none(
    head: Actor, reader: StaffBrowser
) -> None:
    dossier = create_dossier(place_in().id, replace(content(), text=FundingText.R), head, NOW)
    text = page(reader, dossier, "synthese")

    assert "Fournitures" in text
    assert '<th scope="col">Volet 3</th>' not in text
    assert "éligible : " not in text


def test_the_summary_tells_a_priority_from_a_rule_to_meet(
    head: Actor, reader: StaffBrowser
) -> None:
    text = page(reader, refused(head), "synthese")

    assert 'dossier est prioritaire. <span class="quiet">(priorité)</span>' in text
    assert "quatre missions socles. </p>" in text


def test_the_papers_of_an_invented_place_say_so(head: Actor, reader: StaffBrowser) -> None:
    dossier = file_at(S.ACCORDEE, head)
    assert all("Démonstration" not in page(reader, dossier, n) for n in PAPERS[:2])
    with transaction() as session:
        get_reached_dossier(session, dossier.id, head).listing.demonstration = True

    assert all("Ce papier n’a aucune valeur" in page(reader, dossier, n) for n in PAPERS[:2])


def test_the_installation_writes_its_own_recourse(
    app: Flask, head: Actor, reader: StaffBrowser
) -> None:
    own = "Écrivez à la commission."
    settings = app.extensions["portal.settings"]
    app.extensions["portal.settings"] = replace(settings, recourse=own)

    text = page(reader, file_at(S.REFUSEE, head), "lettre")

    assert own in text
    assert USUAL_RECOURSE not in text


def test_a_pdf_says_the_same_as_the_page(head: Actor, reader: StaffBrowser) -> None:
    dossier = refused(head)

    document = pdf(reader, dossier, "lettre")

    text = words_of(document)
    assert "Nous ne pouvons pas accorder ce financement." in text
    assert dossier.listing.name in text
    assert "Revenir au dossier" not in text


@pytest.mark.parametrize("name", ["lettre", "synthese"])
def test_a_pdf_is_tagged_titled_in_french_with_its_fonts(
    head: Actor, reader: StaffBrowser, name: str
) -> None:
    dossier = file_at(S.REFUSEE, head)

    document = pdf(reader, dossier, name)

    assert document.metadata is not None
    assert f"dossier n° {dossier.id}" in (document.metadata.title or "")
    assert document.root_object["/Lang"] == "fr"
    assert document.root_object["/MarkInfo"]["/Marked"]
    fonts = [f.get_object() for p in document.pages for f in p["/Resources"]["/Font"].values()]
    assert fonts
    assert any("Atkinson" in font["/BaseFont"] for font in fonts)
    kept = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all({"/FontFile2", "/FontFile3"} & set(each.get_object()) for each in kept)


def test_the_same_paper_gives_the_same_text(head: Actor, reader: StaffBrowser) -> None:
    dossier = file_at(S.ACCORDEE, head)

    first, second = (words_of(pdf(reader, dossier, "synthese")) for _ in range(2))

    assert first == second


def test_a_server_that_cannot_make_a_pdf_offers_the_page(
    head: Actor, reader: StaffBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = file_at(S.ACCORDEE, head)

    class NoLibraries:
        def find_spec(self, name: str, *_rest: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'pango'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoLibraries(), *sys.meta_path])
    answer = reader.get(f"/gestion/dossiers/{dossier.id}/lettre.pdf")

    assert answer.status_code == 503
    assert f'href="/gestion/dossiers/{dossier.id}/lettre"' in answer.text


@pytest.mark.parametrize("name", PAPERS)
def test_another_caf_finds_nothing(app: Flask, head: Actor, name: str) -> None:
    dossier = file_at(S.ACCORDEE, head)
    elsewhere = sign_in(app, add_agent(Role.RESPONSABLE, ELSEWHERE))

    assert elsewhere.get(f"/gestion/dossiers/{dossier.id}/{name}").status_code == 404


@pytest.mark.parametrize("role", Role)
def test_papers_are_for_those_who_read_files(app: Flask, head: Actor, role: Role) -> None:
    dossier = file_at(S.ACCORDEE, head)
    browser = sign_in(app, add_agent(role, mail="autre@exemple.fr"))

    answer = browser.get(f"/gestion/dossiers/{dossier.id}/lettre")

    assert answer.status_code == (200 if Permission.READ_DOSSIERS in PERMISSIONS[role] else 403)
