"""The accessibility register answers every test of the RGAA, truly as far as programs can tell."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.cli.rgaa import PAGE, Register, docs_commands, load_register, rendered

ROOT = Path(__file__).parents[2]
NUMBERS = Path(__file__).with_name("rgaa_numbers.toml")
NAMED = {"auto": "controles", "manual": "methode", "na": "raison", "non_conforme": "raison"}
SHORTEST = 15
"""Fewer characters than that say neither how nor why."""

# What is not in the templates: the media, the frames and the habits that the register calls absent.
ABSENT = {
    "media": r"<(?:video|audio|track|object|embed|canvas|bgsound|marquee|blink)\b",
    "images": r"<(?:img|area|map|picture)\b|type=\"image\"|role=\"img\"",
    "frames": r"<i?frame\b",
    "new windows": r"target=|window\.open\(",
    "refreshing": r"http-equiv",
    "keys of one letter": r"accesskey",
    "an order of their own": r"tabindex=\"[1-9]",
    "names in place of visible labels": r"<(?:input|select|textarea)[^>]*aria-label",
    "presentation": r"<(?:center|font|big|tt|u|s|strike)\b|\s(?:align|bgcolor|valign|border)=",
}
# What is not in the style sheets and the scripts.
ABSENT_BESIDE = {
    "animation": r"@keyframes|animation(?:-name)?:|requestAnimationFrame|\.animate\(",
    "a locked orientation": r"\(orientation:|screen\.orientation\.lock",
    "lost focus": r"\.blur\(\)",
    "movement of the device": r"devicemotion|deviceorientation",
}


def _files(*patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(ROOT.glob(pattern))


@pytest.fixture(scope="module")
def register() -> Register:
    """Read the register."""
    return load_register()


@pytest.fixture(scope="module")
def tests(register: Register) -> tuple[dict[str, Any], ...]:
    """List every test of the register."""
    return tuple(test for criterion in register.criteria for test in criterion.tests)


@cache
def _functions(path: str) -> frozenset[str]:
    file = ROOT / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_criterion_and_every_test_is_answered_once(
    register: Register, tests: tuple[dict[str, Any], ...]
) -> None:
    numbers = tomllib.loads(NUMBERS.read_text(encoding="utf-8"))["tests"]
    wanted = [f"{number}.{k}" for number, count in numbers.items() for k in range(1, count + 1)]

    assert (len(numbers), len(wanted)) == (106, 258)
    assert [criterion.number for criterion in register.criteria] == list(numbers)
    assert [test["numero"] for test in tests] == wanted
    assert all(
        test["numero"].startswith(f"{each.number}.")
        for each in register.criteria
        for test in each.tests
    )


def test_every_answer_says_what_it_rests_on_and_nothing_else(
    tests: tuple[dict[str, Any], ...],
) -> None:
    for test in tests:
        beside = {"date"} if test["reponse"] == "manual" else set()
        named = NAMED[test["reponse"]]
        assert set(test) == {"numero", "intitule", "reponse", named} | beside, test["numero"]


def test_every_automatic_answer_names_tests_that_exist(tests: tuple[dict[str, Any], ...]) -> None:
    controls = {
        control for test in tests if test["reponse"] == "auto" for control in test["controles"]
    }
    split = [control.partition("::") for control in controls]

    assert [f"{path}::{name}" for path, _, name in split if name not in _functions(path)] == []
    assert all(test["controles"] for test in tests if test["reponse"] == "auto")
    assert all(name.startswith("test_") for _, _, name in split)


def test_every_manual_answer_has_its_day_and_its_method(
    register: Register, tests: tuple[dict[str, Any], ...]
) -> None:
    manual = [test for test in tests if test["reponse"] == "manual"]
    last: date = register.head["evaluation"]["date"]

    assert [t["numero"] for t in manual if not date(2026, 11, 1) <= t["date"] <= last] == []
    assert [t["numero"] for t in manual if len(t["methode"]) < 2 * SHORTEST] == []


def test_what_does_not_apply_has_a_reason(tests: tuple[dict[str, Any], ...]) -> None:
    without = [t for t in tests if t["reponse"] == "na" and len(t["raison"]) < SHORTEST]
    assert [t["numero"] for t in without] == []


def test_no_criterion_is_known_not_to_conform(register: Register) -> None:
    found = [each.number for each in register.criteria if each.state == "non_conforme"]
    assert found == []


def test_the_page_is_that_of_the_register(register: Register) -> None:
    assert PAGE.read_text(encoding="utf-8") == rendered(register), "flask --app portal docs rgaa"


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.cli.rgaa.ROOT", tmp_path)
    monkeypatch.setattr("portal.cli.rgaa.PAGE", tmp_path / "rgaa.md")
    app = Flask(__name__)
    app.cli.add_command(docs_commands)
    result = app.test_cli_runner().invoke(args=["docs", "rgaa"])

    assert result.output == "rgaa.md : 106 critères\n"
    assert (tmp_path / "rgaa.md").read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_a_test_that_fails_makes_its_criterion_fail(register: Register) -> None:
    criterion = register.criteria[0]
    answers = [{**criterion.tests[0], "reponse": "non_conforme"}, *criterion.tests[1:]]
    worse = type(criterion)(criterion.number, criterion.theme, criterion.title, tuple(answers))
    of_all = Register(register.head, (worse, *register.criteria[1:]))

    assert worse.state == "non_conforme"
    assert of_all.rate < 100
    assert "**non conforme**" in rendered(of_all)


def test_the_declaration_says_what_the_register_says(
    register: Register, client: FlaskClient
) -> None:
    page = client.get("/accessibilite").text.replace("\xa0", " ")
    conforming = register.states["conforme"]

    assert f"{register.applicable} s’appliquent à ce site" in page
    assert f"{conforming} sont jugés conformes, soit {register.rate} %" in page
    assert "partiellement conforme" in page
    assert "N’ont pas été essayés : les lecteurs d’écran" in page


@pytest.mark.parametrize("name", ABSENT)
def test_what_the_register_calls_absent_is_absent(name: str) -> None:
    sought = re.compile(ABSENT[name], re.IGNORECASE)
    found = [
        file.name
        for file in _files("templates/*.html", "templates/[cp]*/*.html", "static/js/*.js")
        if sought.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("name", ABSENT_BESIDE)
def test_nothing_moves_turns_or_drops_the_focus_by_itself(name: str) -> None:
    sought = re.compile(ABSENT_BESIDE[name])
    found = [
        file.name
        for file in _files("static/css/**/*.css", "static/js/*.js")
        if sought.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []


PAGES = (
    "/",
    "/lieux",
    "/ecoute",
    "/orientation?pour=moi&etape=2",
    "/professionnels",
    "/themes/laep",
)


@pytest.mark.parametrize("address", [*PAGES, "/signalements", "/lieux?lieu=Xyzabcville"])
def test_every_label_names_its_field(client: FlaskClient, address: str) -> None:
    page = client.get(address, follow_redirects=True).text
    fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", page)
    shown = [field for field in fields if 'type="hidden"' not in field]
    ids = [found[1] for field in shown if (found := re.search(r'\bid="([^"]+)"', field))]

    assert len(ids) == len(shown)
    assert Counter(re.findall(r'<label[^>]*\bfor="([^"]+)"', page)) == Counter(ids)
