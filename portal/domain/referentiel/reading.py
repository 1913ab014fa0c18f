"""From JSON to facts, or to every reason why not, in French."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portal.domain.referentiel.facts import Facts

_OWN = frozenset({"decimal", "date", "horaires", "commune", "type", "ordre", "reseau", "forme"})
_MESSAGES = {
    "extra_forbidden": "ce fait n’existe pas",
    "bool_type": "attendu : true ou false",
    "string_type": "attendu : un texte",
    "string_unicode": "ce texte contient un caractère illisible",
    "string_too_long": "{max_length} caractères au plus",
    "tuple_type": "attendu : une liste",
    "model_type": "attendu : un objet",
    "enum": "valeur inconnue ; attendu : {expected}",
    "literal_error": "valeur inconnue ; attendu : {expected}",
}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class FactFault:
    """A fact that cannot be read, by its path (``budget.charges[0].montant``), and why."""

    fact: str
    reason: str

    def __str__(self) -> str:
        return f"{self.fact} : {self.reason}" if self.fact else self.reason


class FactsError(ValueError):
    """The facts are not readable; ``faults`` says each reason."""

    def __init__(self, faults: tuple[FactFault, ...]) -> None:
        self.faults = faults
        super().__init__(" ; ".join(map(str, faults)))


def facts_from(data: object) -> Facts:
    """Return the facts that a parsed JSON object holds. FactsError names each one at fault."""
    if not isinstance(data, dict):
        raise FactsError((FactFault("", "attendu : un objet JSON dont les noms sont des faits"),))
    try:
        return Facts.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise FactsError(tuple(_fault(each) for each in found)) from None


def _fault(error: ErrorDetails) -> FactFault:
    return FactFault(_path(error["loc"]), _reason(error))


def _path(location: tuple[int | str, ...]) -> str:
    """Return where the fact is; names that people chose are cut short."""
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part[:_SHOWN]}"
    return path.removeprefix(".")


def _reason(error: ErrorDetails) -> str:
    if error["type"] in _OWN:
        return error["msg"]
    values: dict[str, Any] = error.get("ctx", {})
    if "expected" in values:
        values["expected"] = _spoken(str(values["expected"]))
    return _MESSAGES.get(error["type"], "valeur incorrecte").format(**values)


def _spoken(expected: str) -> str:
    """Return the list of accepted values as JSON writes them."""
    words = expected.replace(" or ", ", ").replace("'", "")
    return words.replace("True", "true").replace("False", "false")
