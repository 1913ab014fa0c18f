"""The pages of the orientation: one question each, answers in the address only, danger first."""

from __future__ import annotations

import logging
import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.orientation import UNKNOWN
from portal.services.orientation import load_questionnaire

QUESTIONS = load_questionnaire().questions
ALL = "/orientation?pour=moi&situation=bebe&lieu=Limoges&quand=soir&quand=samedi&details=gratuit"
DANGER = "/orientation?pour=enfant&situation=danger&etape=3"
SEEN = f"{DANGER}&suite=oui"


def link(page: TestResponse, words: str) -> str:
    """Return where a link leads, as a visitor finds it by its words."""
    links = re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page.text, re.DOTALL)
    found = [unescape(href) for href, inside in links if words in re.sub(r"<.*?>", "", inside)]
    assert found, words
    return found[0]


def answers_in(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query, keep_blank_values=True)


def send(page: TestResponse, *answers: tuple[str, str]) -> str:
    """Return the address that the form of a question leads to, with these answers."""
    form = page.text.split('class="orientation-form"', 1)[1].split("</form>", 1)[0]
    hidden = re.findall(r'type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"', form)
    return f"/orientation?{urlencode([*((n, unescape(v)) for n, v in hidden), *answers])}"


def heading(page: TestResponse) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    return unescape(found.strip())


def test_one_question_a_page_until_the_suggestions(client: FlaskClient) -> None:
    page = client.get("/orientation")
    given = [("moi",), ("bebe",), ("Limoges",), ("soir", "samedi"), ("gratuit",)]
    for number, (question, slugs) in enumerate(zip(QUESTIONS, given, strict=True), start=1):
        assert heading(page) == question.title
        assert f"Question {number} sur 5" in page.text
        page = client.get(send(page, *((question.slug, slug) for slug in slugs)))
    assert heading(page) == "Voici par où commencer"
    assert "parce que vous avez un tout-petit" in page.text


@pytest.mark.parametrize("words", ["Je ne sais pas", "Passer"])
def test_every_question_can_be_left_open_up_to_a_number_to_call(
    client: FlaskClient, words: str
) -> None:
    page = client.get("/orientation")
    for question in QUESTIONS:
        assert heading(page) == question.title
        page = client.get(link(page, words))
    assert heading(page) == "Voici par où commencer"
    assert 'class="phone"' in page.text.replace("\n", " ")
    given = {"Je ne sais pas": "Je ne sais pas", "Passer": "Pas de réponse"}[words]
    assert page.text.split("</main>", 1)[0].count(given) == len(QUESTIONS)


@pytest.mark.parametrize("step", range(2, 6))
def test_the_question_before_keeps_every_answer_and_shows_the_one_given(
    client: FlaskClient, step: int
) -> None:
    before = link(client.get(f"{ALL}&etape={step}"), "Question précédente")
    assert set(answers_in(ALL)) <= set(answers_in(before))
    page = client.get(before)
    assert heading(page) == QUESTIONS[step - 2].title
    shown = {1: "Votre réponse", 2: "Votre réponse", 3: 'value="Limoges"', 4: "checked"}
    assert shown[step - 1] in page.text


def test_a_question_sends_the_other_answers_along_and_not_its_own(client: FlaskClient) -> None:
    sent = answers_in(send(client.get(f"{ALL}&etape=4"), ("quand", "mercredi")))
    assert [value for name, value in sent if name == "quand"] == ["mercredi"]
    others = [pair for pair in answers_in(ALL) if pair[0] != "quand"]
    assert set(others) <= set(sent)


def test_changing_an_answer_leads_back_to_the_suggestions(client: FlaskClient) -> None:
    changing = client.get(link(client.get(ALL), "Changer Que se passe-t-il"))
    assert heading(changing) == "Que se passe-t-il\u00a0?"
    page = client.get(send(changing, ("situation", "ado")))
    assert heading(page) == "Voici par où commencer"
    assert "Avec un ado, ça ne va plus" in page.text


def test_the_address_of_the_suggestions_needs_nothing_but_answers(client: FlaskClient) -> None:
    assert heading(client.get("/orientation?situation=bebe")) == "Voici par où commencer"


@pytest.mark.parametrize(
    "query", ["pour=martien", "etape=12", "etape=0", "etape=x", "etape=²", "couleur=bleu", "lieu="]
)
def test_what_is_not_known_is_ignored(client: FlaskClient, query: str) -> None:
    assert heading(client.get(f"/orientation?{query}")) == QUESTIONS[0].title


def test_a_name_that_several_communes_have_asks_which(client: FlaskClient) -> None:
    page = client.get("/orientation?pour=moi&lieu=Saint-Denis&etape=4")
    assert heading(page) == "Où êtes-vous\u00a0?"
    assert "Quelle commune" in page.text
    chosen = client.get(link(page, "Saint-Denis (97400)"))
    assert heading(chosen) == QUESTIONS[3].title
    end = client.get(link(chosen, "Voir tout de suite"))
    assert "Saint-Denis (974)" in end.text


@pytest.mark.parametrize("place", ["99999", "Trifouillis-les-Oies", "x" * 300, "\x00"])
def test_a_place_that_is_not_found_is_asked_again_with_the_reason(
    client: FlaskClient, place: str
) -> None:
    page = client.get(f"/orientation?{urlencode({'lieu': place, 'etape': 'fin'})}")
    assert page.status_code == 400
    assert heading(page) == "Où êtes-vous\u00a0?"
    assert 'class="field-error"' in page.text
    assert 'aria-invalid="true"' in page.text


def test_a_commune_that_does_not_exist_is_asked_again(client: FlaskClient) -> None:
    page = client.get("/orientation?code_insee=99999&situation=bebe")
    assert page.status_code == 400
    assert "Aucune commune n’a ce code." in page.text


def test_danger_leads_to_the_numbers_before_anything_else(client: FlaskClient) -> None:
    page = client.get(DANGER)
    assert heading(page) == "D’abord, quelqu’un peut vous aider maintenant"
    numbers = re.findall(r'class="urgent-number"\s+href="([a-z]+:\d+)"', page.text)
    assert numbers == ["tel:119", "tel:17", "sms:114", "tel:3919", "tel:15"]


def test_dark_thoughts_lead_to_3114_first(client: FlaskClient) -> None:
    page = client.get("/orientation?pour=moi&situation=idees-noires&etape=3")
    numbers = re.findall(r'class="urgent-number"\s+href="([a-z]+:\d+)"', page.text)
    assert numbers[:2] == ["tel:3114", "tel:15"]


def test_fear_told_in_the_details_leads_to_the_numbers_too(client: FlaskClient) -> None:
    page = client.get("/orientation?situation=separation&lieu=Limoges&details=peur&etape=fin")
    assert heading(page) == "D’abord, quelqu’un peut vous aider maintenant"
    end = client.get(link(page, "Continuer"))
    assert heading(end) == "Voici par où commencer"
    assert "médiation" not in end.text.split("<main", 1)[1].split("</main>", 1)[0].lower()


def test_after_the_numbers_the_questions_go_on_without_showing_them_again(
    client: FlaskClient,
) -> None:
    page = client.get(link(client.get(DANGER), "Continuer"))
    assert heading(page) == "Où êtes-vous\u00a0?"
    end = client.get(link(page, "Voir tout de suite"))
    assert heading(end) == "Voici par où commencer"
    assert 'href="tel:119"' in end.text.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_numbers_come_again_for_a_danger_that_is_told_anew(client: FlaskClient) -> None:
    again = client.get(f"{SEEN.replace('etape=3', 'etape=2')}")
    assert heading(again) == "Que se passe-t-il\u00a0?"
    page = client.get(send(again, ("situation", "danger")))
    assert heading(page) == "D’abord, quelqu’un peut vous aider maintenant"


def test_the_way_back_from_the_numbers_is_the_question_that_led_there(client: FlaskClient) -> None:
    page = client.get(link(client.get(DANGER), "Question précédente"))
    assert heading(page) == "Que se passe-t-il\u00a0?"


@pytest.mark.parametrize("address", ["/orientation", ALL, DANGER, "/en/orientation?situation=ado"])
def test_no_page_is_kept_or_told_to_others_or_named_by_its_title(
    client: FlaskClient, address: str
) -> None:
    page = client.get(address)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in page.headers
    (title,) = re.findall(r"<title>(.*?)</title>", page.text, re.DOTALL)
    neutral = "Question \\d sur 5|Numéros utiles|Par où commencer|Where to start"
    assert re.fullmatch(rf"\s*({neutral})[\s–]+Près des parents\s*", title)


def test_answers_are_logged_nowhere(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for address in (ALL, DANGER, "/orientation?lieu=Trifouillis&etape=fin"):
        client.get(address)
    written = "".join([caplog.text, *capfd.readouterr()])
    assert not re.search("bebe|Limoges|danger|Trifouillis", written)


def test_the_pages_answer_without_the_database(app: Flask) -> None:
    app.extensions["portal.directory"].index  # noqa: B018 - the index is opened
    (app.extensions["portal.settings"].instance / "portal.db").unlink()
    assert app.test_client().get(ALL).status_code == 200


def test_what_people_type_is_shown_as_text(client: FlaskClient) -> None:
    page = client.get("/orientation?lieu=<script>alert(1)</script>&etape=3")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_not_knowing_leads_where_skipping_does(client: FlaskClient) -> None:
    unknown = client.get(f"/orientation?{urlencode([(q.slug, UNKNOWN) for q in QUESTIONS])}")
    skipped = client.get("/orientation?etape=fin")
    first = [page.text.split('class="orientation-given"', 1)[0] for page in (unknown, skipped)]
    names = [re.findall(r'href="/lieux/([a-z0-9-]+)"', text) for text in first]
    assert names[0] == names[1] != []
