"""Safety: the urgent numbers, and pages that are quick to leave and tell nothing."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

NUMBERS = ("15", "17", "18", "112", "114", "119", "3919", "3018", "3114")
SENSITIVE = (
    "/urgence",
    "/en/urgence",
    "/consulter-discretement",
    "/orientation",
    "/lieux?type=rep",
    "/lieux?lieu=Limoges&theme=separation",
    "/ar/lieux?theme=adolescence&theme=conflit_rupture",
    "/lieux?public=parent_incarcere",
)
ORDINARY = ("/", "/lieux", "/lieux?theme=adolescence", "/ecoute", "/mentions-legales")


def _title(page: str) -> str:
    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_urgent_number_can_be_tapped(client: FlaskClient, number: str) -> None:
    page = client.get("/urgence").text.split("<main", 1)[1].split("</main>", 1)[0]
    assert re.search(rf'class="urgent-number"\s+href="(tel|sms):{number}"', page)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("address", ["/", "/lieux", "/absent", "/mentions-legales"])
def test_every_urgent_number_is_on_the_foot_of_every_page(
    client: FlaskClient, address: str, number: str
) -> None:
    foot = client.get(address).text.split("<footer", 1)[1]
    assert re.search(rf'href="(tel|sms):{number}"', foot)


@pytest.mark.parametrize("address", SENSITIVE)
def test_a_sensitive_page_is_kept_nowhere_and_told_to_nobody(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address)
    assert answer.headers.getlist("Cache-Control") == ["no-store"]
    assert answer.headers.getlist("Referrer-Policy") == ["no-referrer"]


@pytest.mark.parametrize("address", SENSITIVE)
def test_a_sensitive_page_has_a_title_that_tells_nothing(client: FlaskClient, address: str) -> None:
    title = _title(client.get(address).text)
    assert title.endswith("Près des parents")
    assert not re.search(
        "urgence|violence|sépar|prison|danger|conflit|enfants-parents", title, re.I
    )


def test_the_title_of_a_sensitive_page_says_what_kind_of_page_it_is(client: FlaskClient) -> None:
    rep = client.get("/api/v1/lieux?type=rep").json["resultats"][0]["slug"]  # type: ignore[index]
    kinds = ("/urgence", "/consulter-discretement", "/orientation", "/lieux?type=rep")
    titles = {_title(client.get(kind).text).strip() for kind in (*kinds, f"/lieux/{rep}")}
    assert len(titles) == 5


@pytest.mark.parametrize("address", SENSITIVE)
def test_a_sensitive_page_is_left_by_a_link_that_needs_no_script(
    client: FlaskClient, address: str
) -> None:
    page = client.get(address).text
    assert re.search(r'<a class="quick-exit-button"\s+href="/quitter"\s+rel="nofollow noref', page)
    assert page.index("quick-exit-button") < page.index("<main")


@pytest.mark.parametrize("address", ORDINARY)
def test_an_ordinary_page_has_no_quick_exit(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert "quick-exit" not in answer.text
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_the_page_of_a_prison_visit_service_is_sensitive(client: FlaskClient) -> None:
    found = client.get("/api/v1/lieux?type=rep").json["resultats"][0]
    answer = client.get(f"/lieux/{found['slug']}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert found["nom"] not in _title(answer.text)
    assert "quick-exit-button" in answer.text


def test_leaving_clears_what_the_browser_kept_and_leads_to_a_neutral_site(
    client: FlaskClient,
) -> None:
    answer = client.get("/quitter")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "https://meteofrance.com/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_leaving_does_not_sign_an_agent_out(client: FlaskClient) -> None:
    assert "cookies" not in client.get("/quitter").headers["Clear-Site-Data"]


def test_people_are_told_what_the_history_keeps(client: FlaskClient) -> None:
    page = client.get("/consulter-discretement").text
    assert "Ce qui reste" in page
    assert "L’historique du navigateur garde les pages" in page
