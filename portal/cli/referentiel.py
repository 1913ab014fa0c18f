"""``flask --app portal referentiel``: the rules of volet 3, and files held against them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from portal.cli.context import settings
from portal.domain.french import NBSP, enumeration
from portal.domain.referentiel import (
    RULES,
    Evaluation,
    FactFault,
    Facts,
    FactsError,
    Rule,
    evaluate,
    facts_from,
)
from portal.services.dossiers.evaluating import evaluate_facts
from portal.services.dossiers.rule_figures import rule_figures
from portal.settings import ROOT
from portal.store.db import db
from portal.store.school_holidays import SchoolHoliday
from portal.store.sqlite_copy import database_path

DOCUMENTS = ROOT / "docs" / "referentiel"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

referentiel_commands = AppGroup("referentiel", help="Règles du volet 3 : lister, évaluer.")


@referentiel_commands.command("list")
@click.option("--json", "as_json", is_flag=True, help="Écrit les règles en JSON.")
def list_command(as_json: bool) -> None:
    """Lister les règles, avec les phrases des textes dont elles viennent."""
    if as_json:
        click.echo(_json([_described(rule) for rule in RULES]))
        return
    click.echo("\n\n".join("\n".join(_lines(rule)) for rule in RULES))


@referentiel_commands.command("evaluate")
@click.argument("file", metavar="FACTS.json")
def evaluate_command(file: str) -> None:
    """Évaluer un dossier, ou une liste de dossiers (- : l’entrée standard)."""
    data = _parsed(file)
    several = isinstance(data, list)
    read = _facts(data if several else [data])
    evaluations = [each.as_json() for each in _evaluated(read)]
    click.echo(_json(evaluations if several else evaluations[0]))


@referentiel_commands.command("schemas")
def schemas_command() -> None:
    """Écrire les schémas JSON des faits et des constats dans docs/referentiel."""
    for name, schema in schemas().items():
        (DOCUMENTS / name).write_text(_json(schema) + "\n", encoding="utf-8")
        click.echo(name)


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON schemas of one file's facts and of its evaluation, by file name."""
    return {
        "faits.schema.json": {"$schema": _DIALECT, **Facts.model_json_schema()},
        "constats.schema.json": {
            "$schema": _DIALECT,
            **Evaluation.model_json_schema(mode="serialization"),
        },
    }


def _evaluated(read: list[Facts]) -> list[Evaluation]:
    """Evaluate facts as screens do: with the school holidays that staff entered."""
    figures = rule_figures(settings())
    if _has_database():
        return [evaluate_facts(db.session(), facts, figures) for facts in read]
    click.echo(
        f"Pas de base de données ici{NBSP}: les vacances scolaires que les équipes y saisissent"
        " (Corse, outre-mer) ne sont pas connues.",
        err=True,
    )
    return [evaluate(facts, figures) for facts in read]


def _has_database() -> bool:
    """Tell whether there are holidays to read; SQLite would make a file that is not there."""
    engine = db.engine
    if engine.dialect.name == "sqlite" and not database_path(engine).exists():
        return False
    try:
        return inspect(engine).has_table(SchoolHoliday.__tablename__)
    except OperationalError:
        return False


def _facts(objects: list[Any]) -> list[Facts]:
    """Return the facts of every object, or stop with all that is wrong in any of them."""
    read: list[Facts] = []
    faults: list[str] = []
    for number, data in enumerate(objects, start=1):
        try:
            read.append(facts_from(data))
        except FactsError as error:
            where = f"dossier {number}, " if len(objects) > 1 else ""
            faults += [f"{where}{fault}" for fault in error.faults]
    if faults:
        _stop(*faults)
    return read


def _parsed(file: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """Return what a file of JSON holds; a name given twice is refused rather than lost."""
    try:
        with click.open_file(file, "rb") as opened:
            content = bytes(opened.read())
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except OSError as error:
        _stop(f"{file} : fichier illisible ({error.strerror})")
    except UnicodeDecodeError:
        _stop(f"{file} : ce fichier n’est pas en UTF-8")
    except json.JSONDecodeError as error:
        _stop(f"{file} : ce n’est pas du JSON (ligne {error.lineno}, colonne {error.colno})")
    except FactsError as error:
        _stop(str(error))
    except (ValueError, RecursionError):
        _stop(f"{file} : ce JSON est illisible (un nombre trop long, ou trop de niveaux)")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise FactsError((FactFault(name, "ce fait est donné deux fois"),))
        found[name] = value
    return found


def _stop(*messages: str) -> NoReturn:
    """Say what is wrong on the error output, and end."""
    for message in messages:
        click.echo(f"Refusé : {message}", err=True)
    sys.exit(1)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _described(rule: Rule) -> dict[str, Any]:
    """Return a rule in the words of the contract."""
    return {
        "regle": rule.id,
        "enonce": rule.text,
        "gravite": rule.severity.value,
        "types": [kind.value for kind in rule.kinds],
        "textes": [text.value for text in rule.texts],
        "choix": rule.choice or None,
        "sources": [
            {"texte": each.texte.value, "titre": each.titre, "phrase": each.phrase}
            for each in rule.sources
        ],
    }


def _lines(rule: Rule) -> Iterator[str]:
    """Yield a rule as people read it."""
    texts = " ".join(f"[{text}]" for text in rule.texts)
    yield f"{rule.id} {texts} {rule.severity.label} – {rule.text}"
    yield f"  Pour{NBSP}: {enumeration([kind.label for kind in rule.kinds])}"
    if rule.choice:
        yield f"  Choix{NBSP}: {rule.choice}"
    for each in rule.sources:
        yield f"  [{each.texte}] {each.titre}"
        yield f"      {each.phrase}"
