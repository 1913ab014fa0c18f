"""Cells: each column's text is turned into a value, or refused with a reason in French."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from portal.domain.hours import HoursError, parse_hours
from portal.domain.phones import PhoneError, parse_phone

Value = str | bool | float | date | tuple[str, ...] | None
Parser = Callable[[str], Value]

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class CellError(ValueError):
    """Why a cell is refused, in French."""


def text(longest: int) -> Parser:
    """Return a parser of free text of at most ``longest`` characters."""

    def parse(cell: str) -> str:
        if len(cell) > longest:
            raise CellError(f"{len(cell)} caractères, {longest} au plus")
        if _FORMULA.match(cell):
            raise CellError(f"commence par «{cell[0]}», qu’un tableur lirait comme une formule")
        if any(unicodedata.category(c) == "Cc" and c not in "\n\r\t" for c in cell):
            raise CellError("contient un caractère de contrôle")
        return cell

    return parse


def choice(kind: type[StrEnum]) -> Parser:
    """Return a parser of one slug of an enumeration."""
    return slug([member.value for member in kind])


def slug(allowed: list[str]) -> Parser:
    """Return a parser of one slug of a list."""

    def parse(cell: str) -> str:
        if cell not in allowed:
            shown = ", ".join(allowed) if len(allowed) <= 12 else f"{', '.join(allowed[:8])}…"
            raise CellError(f"valeur inconnue ; attendu : {shown}")
        return cell

    return parse


def several(parse_one: Parser) -> Parser:
    """Return a parser of values separated by ``|``, without repeats."""

    def parse(cell: str) -> tuple[str, ...]:
        parts = [part.strip() for part in cell.split("|")]
        return tuple(dict.fromkeys(str(parse_one(part)) for part in parts if part))

    return parse


def yes_no(cell: str) -> bool:
    """Read ``oui`` or ``non``."""
    if cell not in ("oui", "non"):
        raise CellError("attendu : oui, non ou rien")
    return cell == "oui"


def number(lowest: float, highest: float) -> Parser:
    """Return a parser of a decimal number within bounds; point or comma."""

    def parse(cell: str) -> float:
        if not re.fullmatch(r"[+-]?\d{1,3}(?:[.,]\d{1,15})?", cell, re.ASCII):
            raise CellError("attendu : un nombre décimal en degrés")
        value = float(cell.replace(",", "."))
        if not lowest <= value <= highest:
            raise CellError(f"attendu : entre {lowest:g} et {highest:g}")
        return value

    return parse


def full_date(cell: str) -> date:
    """Read a date written ``AAAA-MM-JJ`` that is not in the future."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell, re.ASCII):
        raise CellError("attendu : une date AAAA-MM-JJ")
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise CellError("cette date n’existe pas") from None


def partial_date(cell: str) -> str:
    """Read a year, a month or a day: ``AAAA``, ``AAAA-MM`` or ``AAAA-MM-JJ``."""
    match = _PARTIAL_DATE.fullmatch(cell)
    if match is None:
        raise CellError("attendu : AAAA, AAAA-MM ou AAAA-MM-JJ")
    year, month, day = match.groups(default="01")
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        raise CellError("cette date n’existe pas") from None
    return cell


def phone(cell: str) -> str:
    """Read a French telephone number."""
    try:
        return parse_phone(cell)
    except PhoneError as error:
        raise CellError(str(error)) from error


def mail(cell: str) -> str:
    """Read a mail address; whether it exists is not checked."""
    try:
        return validate_email(cell, check_deliverability=False).normalized
    except EmailNotValidError:
        raise CellError("ce n’est pas une adresse de courriel") from None


def address_of_site(cell: str) -> str:
    """Read a web address in http or https."""
    try:
        parts = urlsplit(cell)
    except ValueError:
        raise CellError("ce n’est pas une adresse web") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(cell) > 1000:
        raise CellError("attendu : une adresse qui commence par https:// ou http://")
    if re.search(r"\s", cell):
        raise CellError("une adresse web ne contient pas d’espace")
    return cell


def siret(cell: str) -> str:
    """Read a SIRET: 14 digits whose Luhn sum is right (La Poste, 356000000, has its own)."""
    digits = cell.replace(" ", "")
    if not re.fullmatch(r"\d{14}", digits, re.ASCII):
        raise CellError("attendu : 14 chiffres")
    doubled = [int(d) * (1 + (i % 2 == 0)) for i, d in enumerate(digits)]
    if sum(d - 9 if d > 9 else d for d in doubled) % 10 and not digits.startswith("356000000"):
        raise CellError("la clé de contrôle de ce Siret est fausse")
    return digits


def hours(cell: str) -> str:
    """Read OSM opening hours."""
    try:
        return parse_hours(cell)
    except HoursError as error:
        raise CellError(error.message) from error
