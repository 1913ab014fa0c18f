"""flask referentiel prints the rules, and holds files of facts against them."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from portal.cli import register_commands
from portal.cli.referentiel import DOCUMENTS, referentiel_commands, schemas
from portal.domain.referentiel import RULES
from portal.settings import settings_from
from portal.store.db import db
from tests.domain.referentiel.files import PLACE, REP

NOWHERE = Path(gettempdir()) / "no-such-folder" / "portal.db"


def run(*arguments: str, typed: str | bytes | None = None, **environment: str) -> Result:
    app = Flask(__name__)
    folder = {"PORTAL_INSTANCE": gettempdir(), "SECRET_KEY": "nothing is written there"}
    app.extensions["portal.settings"] = settings_from({**folder, **environment})
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{NOWHERE}"
    db.init_app(app)
    app.cli.add_command(referentiel_commands)
    return app.test_cli_runner().invoke(args=["referentiel", *arguments], input=typed)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "faits.json"
    path.write_text(json.dumps(PLACE), encoding="utf-8")
    return path


def refused(content: str | bytes) -> str:
    result = run("evaluate", "-", typed=content)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


def test_the_command_is_registered() -> None:
    app = Flask(__name__)
    register_commands(app)

    assert "referentiel" in app.cli.commands


def test_the_list_prints_every_rule_with_its_quotations() -> None:
    printed = run("list").stdout

    for rule in RULES:
        assert rule.text in printed
        assert all(source.phrase in printed for source in rule.sources)
    assert "G5 [F] Obligatoire – " in printed
    assert "Choix\u00a0: Les textes ne donnent pas de montant" in printed


def test_the_list_in_json_holds_the_same() -> None:
    listed = json.loads(run("list", "--json").stdout)

    assert [each["regle"] for each in listed] == [rule.id for rule in RULES]
    ceiling = next(each for each in listed if each["regle"] == "G5")
    assert (ceiling["textes"], ceiling["gravite"]) == (["F"], "obligatoire")
    assert ceiling["types"] == ["lieu_ressource", "maison_1000_jours"]
    assert "fixé à 80%" in ceiling["sources"][0]["phrase"]


def test_an_object_gives_an_object(facts: Path) -> None:
    result = run("evaluate", str(facts))
    evaluation = json.loads(result.stdout)

    assert (result.exit_code, evaluation["recevable"], evaluation["prioritaire"]) == (
        0,
        True,
        False,
    )
    assert evaluation["plafond"] == {"base": "50000.00", "part": "0.600000", "maximum": "40000.00"}
    assert len(evaluation["constats"]) == 25


def test_a_list_gives_a_list_in_its_order() -> None:
    evaluations = json.loads(run("evaluate", "-", typed=json.dumps([REP, PLACE, {}])).stdout)

    assert [len(each["constats"]) for each in evaluations] == [8, 25, 36]
    assert [each["recevable"] for each in evaluations] == [True, True, None]
    assert json.loads(run("evaluate", "-", typed="[]").stdout) == []


def test_a_byte_order_mark_is_no_harm() -> None:
    assert run("evaluate", "-", typed=b"\xef\xbb\xbf{}").exit_code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"nom": 1}', "Refusé : nom : ce fait n’existe pas"),
        ('{"frais": "cher"}', "Refusé : frais : valeur inconnue ; attendu : gratuit"),
        ('{"participation_montant": 2}', "Refusé : participation_montant : attendu : un montant"),
        ('[{}, {"texte": "X"}]', "Refusé : dossier 2, texte : valeur inconnue"),
        ('{"texte": "R", "texte": "F"}', "Refusé : texte : ce fait est donné deux fois"),
        ("3", "Refusé : attendu : un objet JSON"),
        ("{", "Refusé : - : ce n’est pas du JSON (ligne 1, colonne 2)"),
        ("", "Refusé : - : ce n’est pas du JSON"),
        ("[" * 100_000, "Refusé : - : ce JSON est illisible"),
        ("9" * 5000, "Refusé : - : ce JSON est illisible"),
        (b"\xff\xfe{}", "Refusé : - : ce fichier n’est pas en UTF-8"),
        ('{"\\ud800": 1}', "Refusé : ce texte contient un caractère illisible"),
        ('{"a_partir_du": NaN}', "Refusé : a_partir_du : attendu : une date"),
    ],
    ids=lambda value: None if isinstance(value, bytes) or len(value) > 99 else value[:30],
)
def test_bad_input_is_refused_by_name_and_reason(content: str | bytes, message: str) -> None:
    assert refused(content).startswith(message)


def test_every_fault_of_every_file_is_told_and_nothing_is_evaluated() -> None:
    objects: list[dict[str, Any]] = [PLACE, {"frais": 1, "lieu_dedie": 2}, {"x": 1}]

    lines = refused(json.dumps(objects)).splitlines()

    assert [line.split(" : ")[1] for line in lines] == [
        "dossier 2, lieu_dedie",
        "dossier 2, frais",
        "dossier 3, x",
    ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("evaluate", str(tmp_path / "absent.json"))

    assert result.exit_code == 1
    assert "absent.json : fichier illisible" in result.stderr


@pytest.mark.parametrize("name", schemas())
def test_the_schemas_of_the_documents_are_those_of_the_code(name: str) -> None:
    kept = json.loads((DOCUMENTS / name).read_text(encoding="utf-8"))

    assert kept == schemas()[name], "flask --app portal referentiel schemas"


def test_the_command_writes_the_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.cli.referentiel.DOCUMENTS", tmp_path)

    assert run("schemas").stdout.splitlines() == ["faits.schema.json", "constats.schema.json"]
    written = (tmp_path / "faits.schema.json").read_text(encoding="utf-8")
    assert written == (DOCUMENTS / "faits.schema.json").read_text(encoding="utf-8")


def test_the_figures_of_the_installation_decide() -> None:
    paying = {**PLACE, "frais": "participation", "participation_montant": "2.50"}

    def symbolic(**environment: str) -> str:
        found = json.loads(run("evaluate", "-", typed=json.dumps(paying), **environment).stdout)
        return next(each["constat"] for each in found["constats"] if each["regle"] == "L8")

    assert symbolic() == "non_conforme"
    assert symbolic(REFERENTIEL_PARTICIPATION="2,50") == "conforme"
