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
from portal.services.imports.decoding import UNREADABLE

Value = str | bool | float | date | tuple[str, ...] | None
Parser = Callable[[str], Value]

_LONGEST = 5000
_FORMULA_SIGNS = "=+-@"
_TURNS_TEXT_AROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class CellError(ValueError):
    """Why a cell is refused, in French."""


def check(cell: str) -> None:
    """Refuse what no column may hold; raises ``CellError``."""
    if len(cell) > _LONGEST:
        raise CellError(f"{len(cell)} caractères, {_LONGEST} au plus")
    if UNREADABLE in cell:
        raise CellError("un caractère est illisible : enregistrez le fichier en UTF-8")
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cell):
        raise CellError("contient un caractère de contrôle")
    if _TURNS_TEXT_AROUND.search(cell):
        raise CellError("contient un caractère invisible qui change le sens de lecture")


def text(longest: int) -> Parser:
    """Return a parser of free text of at most ``longest`` characters, line breaks included."""

    def parse(cell: str) -> str:
        if len(cell) > longest:
            raise CellError(f"{len(cell)} caractères, {longest} au plus")
        if cell[0] in _FORMULA_SIGNS:
            raise CellError(f"commence par «{cell[0]}», qu’un tableur lirait comme une formule")
        return cell

    return parse


def line(longest: int) -> Parser:
    """Return a parser of free text in which line breaks and runs of blanks become one space."""
    parse_text = text(longest)

    def parse(cell: str) -> Value:
        return parse_text(re.sub(r"[ \t\n]+", " ", cell))

    return parse


def choice(kind: type[StrEnum]) -> Parser:
    """Return a parser of one slug of an enumeration."""
    read = slug([member.value for member in kind])
    return lambda cell: kind(str(read(cell)))


def slug(allowed: list[str]) -> Parser:
    """Return a parser of one slug of a list; capitals do not matter."""
    known = {value.lower(): value for value in allowed}

    def parse(cell: str) -> str:
        if cell.lower() not in known:
            shown = ", ".join(allowed) if len(allowed) <= 12 else f"{', '.join(allowed[:8])}…"
            raise CellError(f"valeur inconnue ; attendu : {shown}")
        return known[cell.lower()]

    return parse


def several(parse_one: Parser) -> Parser:
    """Return a parser of values separated by ``|``, without repeats."""

    def parse(cell: str) -> tuple[str, ...] | None:
        parts = [part.strip() for part in cell.split("|")]
        return tuple(dict.fromkeys(str(parse_one(part)) for part in parts if part)) or None

    return parse


def yes_no(cell: str) -> bool:
    """Read ``oui`` or ``non``."""
    if cell.lower() not in ("oui", "non"):
        raise CellError("attendu : oui, non ou rien")
    return cell.lower() == "oui"


def code(length: int, *, digits: bool = False) -> Parser:
    """Return a parser of a code of the territory; a zero that a spreadsheet ate is given back."""
    pattern = re.compile(rf"\d{{{length}}}" if digits else rf"[0-9][0-9AB]\d{{{length - 2}}}")

    def parse(cell: str) -> str:
        bare = re.sub(r"\s", "", cell).upper()
        if len(bare) == length - 1 and bare.isascii() and bare.isdigit():
            bare = f"0{bare}"
        if not (bare.isascii() and pattern.fullmatch(bare)):
            raise CellError(f"attendu : {length} chiffres")
        return bare

    return parse


def departement(known: list[str]) -> Parser:
    """Return a parser of the code of a département, or one of the words of the list."""
    parse_slug = slug(known)

    def parse(cell: str) -> Value:
        return parse_slug(f"0{cell}" if re.fullmatch(r"[1-9]", cell) else cell)

    return parse


def number(lowest: float, highest: float) -> Parser:
    """Return a parser of a decimal number within bounds; point or comma."""

    def parse(cell: str) -> float:
        if not re.fullmatch(r"[+-]?\d{1,3}(?:[.,]\d{1,20})?", cell, re.ASCII):
            raise CellError("attendu : un nombre décimal en degrés")
        value = float(cell.replace(",", "."))
        if not lowest <= value <= highest:
            raise CellError(f"attendu : entre {lowest:g} et {highest:g}")
        return value

    return parse


def full_date(cell: str) -> date:
    """Read a date written ``AAAA-MM-JJ``, or ``JJ/MM/AAAA`` as French spreadsheets save it."""
    match = _PARTIAL_DATE.fullmatch(_iso(cell))
    if match is None or match[3] is None:
        raise CellError("attendu : une date AAAA-MM-JJ")
    return _existing(match)


def partial_date(cell: str) -> str:
    """Read a year, a month or a day: ``AAAA``, ``AAAA-MM``, ``AAAA-MM-JJ`` or ``JJ/MM/AAAA``."""
    match = _PARTIAL_DATE.fullmatch(_iso(cell))
    if match is None:
        raise CellError("attendu : AAAA, AAAA-MM ou AAAA-MM-JJ")
    _existing(match)
    return match[0]


def _iso(cell: str) -> str:
    match = _FRENCH_DATE.fullmatch(cell)
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else cell


def _existing(match: re.Match[str]) -> date:
    year, month, day = match.groups(default="01")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CellError("cette date n’existe pas") from None


def phone(cell: str) -> str:
    """Read a French telephone number."""
    try:
        return parse_phone(cell)
    except PhoneError as error:
        raise CellError(str(error)) from error


def mail(cell: str) -> str:
    """Read a mail address; whether it exists is not checked."""
    try:
        address = validate_email(cell, check_deliverability=False).normalized
    except EmailNotValidError:
        raise CellError("ce n’est pas une adresse de courriel") from None
    if address[0] in _FORMULA_SIGNS:
        raise CellError(f"commence par «{address[0]}», qu’un tableur lirait comme une formule")
    return address


def web_address(longest: int) -> Parser:
    """Return a parser of a web address in http or https."""

    def parse(cell: str) -> str:
        try:
            parts = urlsplit(cell)
        except ValueError:
            raise CellError("ce n’est pas une adresse web") from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CellError("attendu : une adresse qui commence par https:// ou http://")
        if re.search(r"\s", cell):
            raise CellError("une adresse web ne contient pas d’espace")
        if len(cell) > longest:
            raise CellError(f"{len(cell)} caractères, {longest} au plus")
        return cell

    return parse


def siret(cell: str) -> str:
    """Read a SIRET: 14 digits whose Luhn sum is right (La Poste, 356000000, has its own)."""
    digits = re.sub(r"\s", "", cell)
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
