"""The interface speaks the language of the address; data stays French and says so."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.cli.catalogues import catalogue_paths, read_catalogue
from portal.web.public.languages import LANGUAGES, Language

OTHERS = [language for language in LANGUAGES if language.code != "fr"]
PAGES = ("/", "/lieux?lieu=Limoges", "/ecoute", "/urgence", "/orientation", "/themes")


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: str(language.code))
@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_its_language_and_direction(
    client: FlaskClient, language: Language, address: str
) -> None:
    page = client.get(f"/{language.code}{address}".replace("//", "/"))

    assert page.status_code == 200
    (opening,) = re.findall(r"<html[^>]*>", page.text)
    assert f'lang="{language.locale}"' in opening
    assert ('dir="rtl"' in opening) is (language.direction == "rtl")


@pytest.mark.parametrize("code", ["en", "es", "pt", "ar", "tr", "uk"])
def test_a_translation_of_a_machine_says_so(client: FlaskClient, code: str) -> None:
    notice = "Cette page a été traduite par une machine. Les fiches des lieux sont en français."
    (path,) = (path for path in catalogue_paths() if path.parts[-3] == code)
    said = read_catalogue(path)[notice]

    assert said.string != notice
    assert said.string in client.get(f"/{code}/").text
    assert notice not in client.get("/").text


def test_the_opening_of_a_place_is_told_in_the_language_of_the_page(client: FlaskClient) -> None:
    french = client.get("/lieux?lieu=Limoges").text
    english = client.get("/en/lieux?lieu=Limoges").text

    assert re.search(r"(Ouvert jusqu’à|Fermé, ouvre)", french)
    assert not re.search(r"(Ouvert jusqu’à|Fermé, ouvre)", english)
    assert re.search(r"(Open until|Closed, opens)", english)


def test_distances_follow_the_language(client: FlaskClient) -> None:
    assert re.search(r"à \d+,\d\u00a0km", client.get("/lieux?lieu=Limoges").text)
    english = client.get("/en/lieux?lieu=Limoges").text
    assert re.search(r"\d+\.\d\u00a0km", english)
    assert not re.search(r"\bà \d", english)


def test_filters_speak_the_language_and_keep_their_values(client: FlaskClient) -> None:
    page = client.get("/en/lieux?lieu=Limoges").text

    assert 'value="lieu_ressource"' in page
    assert "Lieu ressource parentalité" not in re.sub(r'lang="fr"[^<]*<', "", page)


def test_what_a_place_is_called_stays_french_and_is_marked_so(client: FlaskClient) -> None:
    page = client.get("/ar/lieux?lieu=Limoges").text

    assert re.search(r'lang="fr"[^>]*>[^<]*Maison', page)


def test_what_stays_french_on_an_arabic_page_runs_from_left_to_right(client: FlaskClient) -> None:
    for address in ("/ar/lieux?lieu=Limoges", "/ar/professionnels?lieu=Limoges", "/ar/themes"):
        marked = re.findall(r'<[^>]*\blang="fr"[^>]*>', client.get(address).text)
        assert [tag for tag in marked if "hreflang" not in tag and 'dir="ltr"' not in tag] == []


def test_the_languages_that_a_place_speaks_are_named_in_that_of_the_page(
    client: FlaskClient,
) -> None:
    address = "/lieux/allo-parents-du-sud-demonstration"
    assert "français et arabe" in client.get(address).text
    assert "French, Arabic" in client.get(f"/en{address}").text


def test_easy_french_says_things_more_simply(client: FlaskClient) -> None:
    easy, plain = client.get("/falc/").text, client.get("/").text

    assert "Cette page a été traduite" not in easy
    assert _words(easy) != _words(plain)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("fr", "Lieu introuvable. Vérifiez le nom de la commune ou indiquez son code postal."),
        ("en", "Place not found. Check the name of the town or enter its postcode."),
    ],
)
def test_a_commune_that_nobody_knows_is_told_in_the_language(
    client: FlaskClient, code: str, said: str
) -> None:
    root = "" if code == "fr" else f"/{code}"

    assert said in client.get(f"{root}/lieux?lieu=Xyzzyville").text


def test_an_error_page_speaks_the_language_of_its_address(client: FlaskClient) -> None:
    page = client.get("/en/nowhere")

    assert page.status_code == 404
    assert "Cette page n’existe pas" not in page.text


def _words(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page)


def test_hours_of_the_week_are_written_as_the_language_does(client: FlaskClient) -> None:
    address = "/lieux/maison-des-familles-les-mirabelles-demonstration-limoges"
    (french, english) = (client.get(f"{root}{address}").text for root in ("", "/en"))

    assert "9\u00a0h – 12\u00a0h\u00a030" in french
    assert "09:00 – 12:30" in english
    assert "9\u00a0h" not in re.sub(r"<(bdi|p|span)[^>]*lang=\"fr\".*?</\1>", "", english)
