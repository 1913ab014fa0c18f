"""Where one goes after signing in, and what one's browser is called."""

from __future__ import annotations

import pytest

from portal.web.admin.addresses import safe_next
from portal.web.admin.entering import device_of

HOSTILE = [
    "",
    " ",
    "/",
    "//example.org",
    "///example.org",
    "////example.org/gestion",
    "/\\example.org",
    "\\\\example.org",
    "\\/example.org",
    "/\t/example.org",
    "\t//example.org",
    "/\n/example.org",
    "http://example.org",
    "https://example.org/gestion",
    "HTTPS://example.org",
    "https:example.org",
    "https:/example.org",
    "http:///example.org",
    "http:\\\\example.org",
    "ftp://example.org",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "mailto:quelquun@example.org",
    "example.org",
    "gestion",
    "gestion/fiches",
    "./gestion",
    "../gestion",
    "?gestion",
    "#gestion",
    "/gestion@example.org",
    "/gestion.example.org",
    "/gestionnaire",
    "/gestion\\example.org",
    "/gestion\\..\\..\\example.org",
    "/gestion//example.org",
    "/gestion/../",
    "/gestion/..",
    "/gestion/..//example.org",
    "/gestion/./../lieux",
    "/gestion/fiches/../../lieux",
    "/gestion/%2e%2e/lieux",
    "/gestion/%2E%2E%2F%2Fexample.org",
    "/gestion/..%2f..%2flieux",
    "/gestion%2f..%2f",
    "/%2fexample.org",
    "/%5cexample.org",
    "%2f%2fexample.org",
    "/gestion/fiches\r\nSet-Cookie: a=b",
    "/gestion/fiches\x00",
    "/gestion/fiches\n",
    " /gestion/fiches",
    "/gestion/fiches ",
    "/gestion/fiches#@example.org",
    "/gestion/\u2025/lieux",
    "/gestion/\uff0e\uff0e/lieux",
    "\uff0f\uff0fexample.org",
    "/gestion/;@example.org",
    "/Gestion/fiches",
    "/en/gestion",
    "/lieux",
    "/api/v1/lieux",
    "/gestion/connexion",
    "/gestion/connexion/?suite=/gestion/connexion",
    "/gestion/deconnexion",
    "/gestion/confirmer?suite=/gestion/confirmer",
    "/gestion/" + "a" * 2000,
    "[::1]",
    "http://[",
    "/gestion/<script>",
    '/gestion/"onload=',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_form_of_a_foreign_address_leads_out_of_the_staff_side(text: str) -> None:
    assert safe_next(text) == "/gestion"


@pytest.mark.parametrize(
    "text",
    [
        "/gestion",
        "/gestion/",
        "/gestion/fiches",
        "/gestion/fiches/12/modifier",
        "/gestion/fiches?q=caf%C3%A9&page=2",
        "/gestion/journal?du=2026-11-01&agent=3",
        "/gestion/fiches/nouvelle?retour=/gestion/fiches",
    ],
)
def test_a_page_of_the_staff_side_is_gone_back_to(text: str) -> None:
    assert safe_next(text) == text


_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox sur Windows",
        ),
        (
            f"Mozilla/5.0 (X11; Linux x86_64) {_WEBKIT} Chrome/140.0 Safari/537.36",
            "Chrome sur Linux",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {_WEBKIT} Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge sur Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1",
            "Safari sur iPhone",
        ),
        (f"Mozilla/5.0 (Linux; Android 15) {_WEBKIT} Chrome/140.0", "Chrome sur Android"),
        ("curl/8.0", "Navigateur"),
        ("", "Navigateur"),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent: str, name: str) -> None:
    assert device_of(agent) == name
