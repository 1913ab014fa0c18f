"""Bad parameters: a French 400 that names the one at fault, and never a 5xx."""

from __future__ import annotations

import random
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

BAD = [
    ("page=0", "page"), ("page=-1", "page"), ("page=un", "page"), ("page=1.5", "page"),
    ("page=99999999999999999999", "page"), ("page=10001", "page"), ("par_page=101", "par_page"),
    ("par_page=0", "par_page"), ("lat=91&lon=0", "lat"), ("lat=45", "lat"), ("lon=3", "lat"),
    ("lat=nan&lon=0", "lat"), ("lat=inf&lon=0", "lat"), ("lat=45&lon=181", "lon"),
    ("lat=abc&lon=1", "lat"), ("rayon_km=0&code_insee=87085", "rayon_km"),
    ("rayon_km=-3&code_insee=87085", "rayon_km"), ("rayon_km=5", "rayon_km"),
    ("rayon_km=1e9&code_insee=87085", "rayon_km"), ("type=hopital", "type"),
    ("type=rep&type=x", "type"), ("theme=inconnu", "theme"), ("public=x", "public"),
    ("departement=99", "departement"), ("departement=1", "departement"), ("acces=velo", "acces"),
    ("gratuit=non", "gratuit"), ("gratuit=1", "gratuit"), ("anonyme=OUI", "anonyme"),
    ("moment=demain", "moment"), ("moment=2026-02-30T10:00", "moment"),
    ("moment=2026-07-14", "moment"), ("moment=2026-07-14T10:00Z", "moment"),
    ("moment=2024-12-31T23:59", "moment"), ("moment=2028-01-01T00:00", "moment"),
    ("moment=2026-07-14T25:00", "moment"), ("code_insee=00000", "code_insee"),
    ("code_insee=limoges", "code_insee"), ("lieu=Xyzabcville", "lieu"), ("lieu=", "lieu"),
    ("lieu=Limoges&code_insee=87085", "code_insee"), ("inconnu=1", "inconnu"), ("Q=x", "Q"),
    ("page=1&page=2", "page"), ("q=a&q=b", "q"), ("type=", "type"), (f"q={'a' * 201}", "q"),
    ("moment=", "moment"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "parameter"), BAD)
def test_a_bad_value_is_refused_by_name_in_french(
    client: FlaskClient, query: str, parameter: str
) -> None:
    answer = client.get(f"/api/v1/lieux?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == 400
    assert answer.json["title"]
    assert answer.json["erreur"]["parametre"] == parameter
    assert len(answer.json["erreur"]["message"]) > 10


@pytest.mark.parametrize(
    "address",
    ["/api/v1/communes?x=1", "/api/v1/themes?q=1", "/api/v1/lieux/cap?page=2"],
)
def test_every_address_refuses_what_it_does_not_know(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_missing_listing_is_a_problem_not_a_page(client: FlaskClient) -> None:
    answer = client.get("/api/v1/lieux/absente")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_the_page_ignores_what_it_does_not_know_and_explains_a_bad_value(
    client: FlaskClient,
) -> None:
    assert client.get("/lieux?utm_source=x&lieu=Limoges").status_code == 200
    answer = client.get("/lieux?lieu=Xyzabcville")
    assert answer.status_code == 400
    assert "Nous n’avons pas pu chercher" in answer.text
    assert 'value="Xyzabcville"' in answer.text


NAMES = [
    "q", "lieu", "code_insee", "lat", "lon", "rayon_km", "type", "theme", "public", "departement",
    "acces", "gratuit", "accessible", "anonyme", "finance", "moment", "page", "par_page", "x", "",
]  # fmt: skip
VALUES = [
    "", " ", "0", "-1", "1e309", "nan", "٣", "1;DROP TABLE site", "' OR 1=1 --", "<script>", "\x00",
    "\ud7ff", "🙂" * 50, "%", "%%%", "a" * 5000, "../../etc/passwd", "oui", "maintenant", "87085",
    "2A004", "Saint-Denis", "51300", "rep", "é" * 300, "NULL", "None", "true", "[]", "{}",
    "\r\nX: y",
    "2026-07-14T10:00", "2026-13-01T00:00", "9" * 400, "1,5", "+1", "0x10", "*", "(", "AND OR NOT",
]  # fmt: skip


def _malformed(draw: random.Random) -> str:
    pairs = [
        (draw.choice(NAMES), draw.choice(VALUES) if draw.random() < 0.8 else _noise(draw))
        for _ in range(draw.randint(1, 5))
    ]
    return urlencode(pairs, errors="replace") if draw.random() < 0.8 else quote(_noise(draw))


def _noise(draw: random.Random) -> str:
    return "".join(chr(draw.randint(1, 0xD7FF)) for _ in range(draw.randint(1, 40)))


@pytest.mark.parametrize("address", ["/api/v1/lieux", "/lieux", "/api/v1/communes"])
def test_two_thousand_random_requests_never_break_anything(
    client: FlaskClient, address: str
) -> None:
    draw = random.Random(address)
    statuses = {client.get(f"{address}?{_malformed(draw)}").status_code for _ in range(2_000)}
    assert statuses <= {200, 400}


def test_random_paths_never_break_anything(client: FlaskClient) -> None:
    draw = random.Random(7)
    for _ in range(300):
        path = quote(_noise(draw), safe="/%")
        assert client.get(f"/lieux/{path}").status_code in {200, 301, 308, 404}
        assert client.get(f"/api/v1/lieux/{path}").status_code in {301, 308, 404}
