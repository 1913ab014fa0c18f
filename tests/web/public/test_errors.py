"""Errors: a page with a way out and the urgent numbers, nothing about the inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, abort
from werkzeug.exceptions import TooManyRequests

from tests.conftest import app_in


def _break() -> str:
    raise RuntimeError("/secret/path of the machine")


def _too_often() -> str:
    raise TooManyRequests(retry_after=60)


FAILING: dict[str, Callable[[], str]] = {
    "400": lambda: abort(400),
    "403": lambda: abort(403),
    "410": lambda: abort(410),
    "413": lambda: abort(413),
    "429": _too_often,
    "500": _break,
    "503": lambda: abort(503),
}


@pytest.fixture
def failing_app(tmp_path: Path) -> Flask:
    """Give an application with an address for each error."""
    app = app_in(tmp_path)
    for name, view in FAILING.items():
        app.add_url_rule(f"/erreur/{name}", f"error_{name}", view)
    app.testing = False
    return app


@pytest.mark.parametrize("name", FAILING)
def test_every_error_is_a_page_with_a_way_out_and_the_urgent_numbers(
    failing_app: Flask, name: str
) -> None:
    answer = failing_app.test_client().get(f"/erreur/{name}")
    assert answer.status_code == int(name)
    assert answer.mimetype == "text/html"
    assert "<h1>" in answer.text
    assert 'href="/"' in answer.text
    for number in ("tel:112", "sms:114", "tel:119", "tel:3919"):
        assert number in answer.text


@pytest.mark.parametrize("name", FAILING)
def test_no_error_tells_of_the_inside(failing_app: Flask, name: str) -> None:
    answer = failing_app.test_client().get(f"/erreur/{name}")
    for inside in ("Traceback", "secret", "RuntimeError", "Werkzeug", "Python/"):
        assert inside not in answer.text
        assert inside not in str(answer.headers)


def test_an_error_keeps_what_a_browser_needs_to_go_on(failing_app: Flask) -> None:
    visitor = failing_app.test_client()
    assert visitor.get("/erreur/429").headers["Retry-After"] == "60"
    assert "GET" in visitor.post("/urgence").headers["Allow"]


def test_an_error_is_said_in_the_language_of_the_address(failing_app: Flask) -> None:
    page = failing_app.test_client().get("/ar/absent").text
    assert '<html lang="ar" dir="rtl">' in page
    assert 'href="/ar/ecoute"' in page


def test_robots_do_not_keep_errors(failing_app: Flask) -> None:
    page = failing_app.test_client().get("/absent").text
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page


def test_an_address_with_two_slashes_leads_nowhere_else(failing_app: Flask) -> None:
    page = failing_app.test_client().get("/en//evil.example/").text
    assert 'href="//' not in page


def test_the_api_answers_errors_in_json(failing_app: Flask) -> None:
    answer = failing_app.test_client().get("/api/v1/absent")
    assert answer.mimetype == "application/problem+json"
    assert answer.json == {"title": "Cette page n’existe pas", "status": 404}
