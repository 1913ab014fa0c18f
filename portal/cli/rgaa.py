"""``flask --app portal docs rgaa``: the accessibility register as a page of the documentation."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import click
from flask.cli import AppGroup

from portal.domain.french import day_and_month
from portal.settings import ROOT

REGISTER = ROOT / "docs" / "rgaa.toml"
PAGE = ROOT / "docs" / "rgaa.md"

docs_commands = AppGroup("docs", help="Pages de documentation tirées de fichiers de données.")

_STATES = {"conforme": "conforme", "non_conforme": "**non conforme**", "na": "non applicable"}
_ANSWERS = {
    "auto": "contrôlé à chaque changement",
    "manual": "vérifié le {date}",
    "na": "non applicable",
    "non_conforme": "**non conforme**",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion and its tests as the register has them."""

    number: str
    theme: str
    title: str
    tests: tuple[dict[str, Any], ...]

    @property
    def state(self) -> str:
        """What the answers of its tests come to: ``conforme``, ``non_conforme`` or ``na``."""
        answers = {test["reponse"] for test in self.tests}
        if "non_conforme" in answers:
            return "non_conforme"
        return "na" if answers == {"na"} else "conforme"


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register; ``head`` says of what, when and how."""

    head: dict[str, Any]
    criteria: tuple[Criterion, ...]

    @property
    def states(self) -> Counter[str]:
        """How many criteria are in each state."""
        return Counter(criterion.state for criterion in self.criteria)

    @property
    def answers(self) -> Counter[str]:
        """How many tests have each answer."""
        return Counter(test["reponse"] for each in self.criteria for test in each.tests)

    @property
    def applicable(self) -> int:
        """How many criteria apply to the site."""
        return len(self.criteria) - self.states["na"]

    @property
    def rate(self) -> int:
        """The share of the applicable criteria that conform, in whole per cent, rounded down."""
        return 100 * self.states["conforme"] // self.applicable


@docs_commands.command("rgaa")
def write_page() -> None:
    """Écrire docs/rgaa.md d’après docs/rgaa.toml."""
    register = load_register()
    PAGE.write_text(rendered(register), encoding="utf-8")
    click.echo(f"{PAGE.relative_to(ROOT)} : {len(register.criteria)} critères")


def load_register() -> Register:
    """Read the register."""
    given = tomllib.loads(REGISTER.read_text(encoding="utf-8"))
    criteria = tuple(
        Criterion(each["numero"], each["theme"], each["titre"], tuple(each["test"]))
        for each in given.pop("critere")
    )
    return Register(given, criteria)


def rendered(register: Register) -> str:
    """Return the register as Markdown."""
    return "\n".join([*_summary(register), *_themes(register)]) + "\n"


def _summary(register: Register) -> Iterator[str]:
    reference, evaluation = register.head["reference"], register.head["evaluation"]
    answers, states = register.answers, register.states
    yield "# Registre d’accessibilité"
    yield ""
    yield (
        f"{reference['nom']}, version {reference['version']} ({reference['source']}, "
        f"{reference['licence']}), pour les pages publiques du site. Page tirée de "
        "[rgaa.toml](rgaa.toml) par `flask --app portal docs rgaa` : elle ne s’écrit pas à la main."
    )
    yield ""
    yield f"- Date : {_day(evaluation['date'])}"
    yield f"- Méthode : {evaluation['methode']}"
    yield f"- Pas essayé : {evaluation['non_essaye']}"
    yield f"- Adresses examinées : {', '.join(f'`{page}`' for page in evaluation['pages'])}"
    yield (
        f"- Critères : {len(register.criteria)}, dont {register.applicable} applicables ; "
        f"{states['conforme']} conformes ({register.rate} %), "
        f"{states['non_conforme']} non conformes, {states['na']} non applicables"
    )
    yield (
        f"- Tests : {answers.total()}, dont {answers['auto']} contrôlés par un test du dépôt, "
        f"{answers['manual']} vérifiés à la main, {answers['na']} non applicables, "
        f"{answers['non_conforme']} non conformes"
    )


def _themes(register: Register) -> Iterator[str]:
    for theme, criteria in groupby(register.criteria, key=lambda each: each.theme):
        found = list(criteria)
        yield ""
        yield f"## {found[0].number.split('.')[0]}. {theme}"
        for criterion in found:
            yield from _criterion(criterion)


def _criterion(criterion: Criterion) -> Iterator[str]:
    yield ""
    yield f"### {criterion.number} {criterion.title}"
    yield ""
    yield f"État : {_STATES[criterion.state]}."
    yield ""
    for test in criterion.tests:
        answer = _ANSWERS[test["reponse"]].format(date=_day(test.get("date")))
        yield f"- **{test['numero']}** {_escaped(test['intitule'])}"
        yield f"  - {answer} : {_detail(test)}"


def _detail(test: dict[str, Any]) -> str:
    if test["reponse"] == "auto":
        return ", ".join(f"`{control}`" for control in test["controles"])
    return _escaped(test.get("methode") or test["raison"])


def _escaped(text: str) -> str:
    """Keep names of elements as text: Markdown would take them for HTML."""
    return text.replace("<", "\\<").replace("*", "\\*").replace("_", "\\_")


def _day(day: date | None) -> str:
    return f"{day_and_month(day)} {day.year}" if day else ""
