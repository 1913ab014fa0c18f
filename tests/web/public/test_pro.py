"""The professionals' page: every facet, a table, files that say the same, a selection."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from portal.web.public.pro_rows import COLUMNS
from tests.services.exports.workbooks import read_rows

PAGE = "/professionnels"
SEARCHES = (
    "",
    "lieu=Limoges",
    "lieu=Limoges&rayon_km=200&type=lieu_ressource&type=laep",
    "theme=separation&theme=adolescence&public=parents_adolescents",
    "mode=sans_rendez_vous&frais=gratuit&langue=LSF&langue=arabe",
    "lat=48.85&lon=2.35&acces=sur_place&gratuit=oui&accessible=oui",
    "q=familles&departement=87&departement=75&anonyme=oui",
    "moment=samedi",
)


class _Table(HTMLParser):
    """Reads the cells of the rows as people see them, and the addresses that they lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True
        elif tag == "a" and self._inside:
            self.links.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def _table(page: str) -> _Table:
    table = _Table()
    table.feed(page[page.index("<table") : page.index("</table>")])
    return table


def _screen(client: FlaskClient, query: str) -> list[list[str]]:
    """Return the rows of all pages, without the boxes to tick."""
    rows: list[list[str]] = []
    address: str | None = f"{PAGE}?{query}"
    while address:
        page = client.get(address).text
        rows += [[" ".join(cell.split()) for cell in row[1:]] for row in _table(page).rows[1:]]
        following = re.search(r'<a rel="next"[^>]*href="([^"]+)"|rel="next"\s+href="([^"]+)"', page)
        address = (following[1] or following[2]).replace("&amp;", "&") if following else None
    return rows


def _csv_rows(content: bytes) -> tuple[list[list[str]], list[list[str]]]:
    """Return the lines before the header, and the rows after it."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    header = lines.index(list(COLUMNS))
    return lines[:header], lines[header + 1 :]


def _as_shown(row: list[str]) -> list[str]:
    """Return a row of a file as the screen shows it: the site of the source, not its address."""
    shown = [" ".join(cell.split()) for cell in row]
    host = re.match(r"https?://(?:www\.)?([^/]+)", shown[12])
    shown[12] = host[1] if host else shown[12]
    return shown


@pytest.mark.parametrize("query", SEARCHES)
def test_the_csv_file_holds_exactly_the_rows_of_the_screen(client: FlaskClient, query: str) -> None:
    screen = _screen(client, query)
    _, rows = _csv_rows(client.get(f"{PAGE}/export.csv?{query}").data)
    assert screen
    assert [_as_shown(row) for row in rows] == screen


@pytest.mark.parametrize("query", SEARCHES[:3])
def test_the_workbook_holds_the_rows_of_the_csv_file(client: FlaskClient, query: str) -> None:
    _, rows = _csv_rows(client.get(f"{PAGE}/export.csv?{query}").data)
    read = read_rows(client.get(f"{PAGE}/export.xlsx?{query}").data)
    header = next(number for number, row in enumerate(read) if row[:2] == ["Nom", "Type"])
    written = [
        [
            f"{cell}".removesuffix(".0").replace(".", ",")
            if isinstance(cell, float)
            else cell or ""
            for cell in row
        ]
        for row in read[header + 1 :]
    ]
    wanted = [
        [cell.removesuffix(",0") if i == 4 else cell for i, cell in enumerate(r)] for r in rows
    ]
    assert [row + [""] * (len(COLUMNS) - len(row)) for row in written] == wanted


def test_a_file_says_what_was_asked_when_and_from_what(client: FlaskClient) -> None:
    answer = client.get(f"{PAGE}/export.csv?lieu=Limoges&rayon_km=50&type=laep&moment=samedi")
    preamble, _ = _csv_rows(answer.data)
    said = dict(line for line in preamble if line)
    assert said["Recherche"].endswith("?lieu=Limoges&rayon_km=50&type=laep&moment=samedi")
    assert said["Autour de"] == "Limoges (87)"
    assert said["Rayon"] == "50\u00a0km"
    assert said["Types de lieux"] == "Lieu d’accueil enfants-parents (Laep)"
    assert said["Quand"] == "Ouvert samedi"
    assert said["Ouverture"].startswith("État au 24 novembre 2026")
    assert "Licence Ouverte 2.0" in said["Sources"]


def test_a_file_has_a_safe_dated_name_and_its_own_type(client: FlaskClient) -> None:
    answer = client.get(f"{PAGE}/export.xlsx?lieu=Limoges")
    name = answer.headers["Content-Disposition"]
    assert name == 'attachment; filename="lieux-parents-2026-11-24-10h00.xlsx"'
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert client.get(f"{PAGE}/export.csv").mimetype == "text/csv"


def test_a_file_that_is_cut_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.web.public.pro_export.MOST_ROWS", 3)
    preamble, rows = _csv_rows(client.get(f"{PAGE}/export.csv").data)
    assert len(rows) == 3
    assert "Ce fichier s’arrête aux 3 premiers" in dict(x for x in preamble if x)["Résultats"]


def test_hostile_words_are_neutral_in_files_and_text_on_the_page(client: FlaskClient) -> None:
    query = "q=%3DHYPERLINK(%22https%3A//mal.example%22)<script>"
    preamble, _ = _csv_rows(client.get(f"{PAGE}/export.csv?{query}").data)
    assert ["Mots", '\'=HYPERLINK("https://mal.example")<script>'] in preamble
    assert "<script>" not in client.get(f"{PAGE}?{query}").text.split("<main", 1)[1]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("mode=pigeon", "Valeur inconnue : «pigeon»"),
        ("langue=klingon", "Valeur inconnue"),
        ("type=chateau", "Valeur inconnue"),
        ("rayon_km=-1", "Attendu : plus de 0"),
        ("lieu=zzzzzzzz", "Nous n’avons pas pu chercher"),
    ],
)
@pytest.mark.parametrize("page", [PAGE, f"{PAGE}/export.csv", f"{PAGE}/export.xlsx"])
def test_a_bad_value_is_told_on_the_page(
    client: FlaskClient, page: str, query: str, message: str
) -> None:
    answer = client.get(f"{page}?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "text/html"
    assert message in answer.text


def test_a_commune_that_is_not_found_is_tied_to_its_field(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?lieu=zzzzzzzz").text
    field = next(tag for tag in re.findall("<input[^>]*>", page) if 'id="lieu"' in tag)
    assert 'aria-invalid="true" aria-describedby="erreur-texte"' in field
    assert 'id="erreur-texte"' in page


def test_an_ambiguous_commune_is_asked_and_keeps_the_filters(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?lieu=Saint-Denis&mode=telephone").text
    assert "Quelle commune" in page
    assert "/professionnels?mode=telephone&amp;code_insee=97411" in page
    assert client.get(f"{PAGE}/export.csv?lieu=Saint-Denis").status_code == 400


def test_values_of_a_facet_in_use_still_tell_what_they_would_add(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?type=laep").text
    assert 'value="laep" checked' in page
    assert 'value="lieu_ressource"' in page


def test_every_family_of_facets_is_there(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    for legend in (
        "Moments de vie", "Services", "Missions socles", "Missions complémentaires",
        "Types de lieux", "Publics", "Départements", "Façons d’être accueilli", "Accès", "Coût",
        "Langues", "Et aussi",
    ):  # fmt: skip
        assert f">{legend}</legend>" in page


def test_unverified_facts_look_so_and_say_their_source(client: FlaskClient) -> None:
    table = _table(client.get(f"{PAGE}?q=espace+familles+limoges").text)
    row = next(row for row in table.rows if "Espace Familles de Limoges" in row[1])
    assert row[12].strip() == "non vérifié"
    assert any(link.startswith("https://") for link in table.links)


def test_ticked_places_make_a_page_that_can_be_sent(client: FlaskClient) -> None:
    keys = re.findall(r'name="id"\s+value="([^"]+)"', client.get(f"{PAGE}?lieu=Limoges").text)[:3]
    query = "&".join(f"id={key}" for key in keys)
    page = client.get(f"{PAGE}/selection?{query}").text
    assert page.count('class="pro-sheet"') == 3
    assert "mailto:?subject=" in page
    assert 'content="noindex"' in page


@pytest.mark.parametrize("key", ["0-nulle-part", "abc", "1-", "9" * 30 + "-x", "1-../etc", "<b>"])
def test_a_place_that_is_not_published_is_counted_and_nothing_breaks(
    client: FlaskClient, key: str
) -> None:
    answer = client.get(f"{PAGE}/selection", query_string={"id": key})
    assert answer.status_code == 200
    assert "Un lieu demandé n’est plus publié." in answer.text


def test_a_selection_stops_at_fifty_places(client: FlaskClient) -> None:
    query = "&".join(f"id={number}-x" for number in range(60))
    page = client.get(f"{PAGE}/selection?{query}").text
    assert "Une sélection montre 50 lieux au plus" in page
    assert "50 lieux demandés ne sont plus publiés." in page


def test_the_api_knows_none_of_the_parameters_of_the_page(client: FlaskClient) -> None:
    for query in ("mode=telephone", "frais=gratuit", "langue=LSF"):
        assert client.get(f"/api/v1/lieux?{query}").status_code == 400
    facets = client.get("/api/v1/lieux").json["facettes"]
    assert set(facets) == {"type", "theme", "public", "departement"}
