"""How one fact is read: what is accepted, and the French reason why something else is not."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

from portal.domain.calendar import zone_of_commune
from portal.domain.hours import HoursError, parse_hours
from portal.domain.listing import ListingKind
from portal.domain.referentiel.words import FUNDED_KINDS

CENT = Decimal("0.01")
_AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,2})?", re.ASCII)
_SHARE = re.compile(r"\d{1,3}(?:\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NOT_A_COMMUNE = "attendu : un code commune de l’Insee, comme 87085"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def _refused(kind: str, reason: str) -> PydanticCustomError:
    """Return the error; braces of what was typed are no template, halves of characters no text."""
    readable = reason.encode("utf-8", "replace").decode("utf-8")
    return PydanticCustomError(kind, "{reason}", {"reason": readable})


def _amount(value: object) -> Decimal:
    reason = (
        "attendu : un montant en euros, écrit comme un texte, avec un point et deux décimales au"
        ' plus ("1250.00")'
    )
    return _decimal(value, _AMOUNT, reason).quantize(CENT)


def _share(value: object) -> Decimal:
    return _decimal(
        value, _SHARE, 'attendu : un nombre d’Etp, écrit comme un texte, avec un point ("0.5")'
    )


def _decimal(value: object, pattern: re.Pattern[str], reason: str) -> Decimal:
    """Return an exact decimal from a text or a decimal that reads as the pattern."""
    text = format(value, "f") if isinstance(value, Decimal) else value
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise _refused("decimal", reason)
    return Decimal(text)


def _day(value: object) -> date:
    """Return a date from itself or from a text, within the years that calendars can name."""
    if type(value) is date:
        day = value
    elif isinstance(value, str) and _DAY.fullmatch(value):
        day = _date_of(value)
    else:
        raise _refused("date", 'attendu : une date, comme "2026-09-01"')
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _refused("date", f"l’année doit être entre {_FIRST_YEAR} et {_LAST_YEAR}")
    return day


def _date_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _refused("date", "cette date n’existe pas") from None


def _hours(text: str) -> str:
    """Keep the text as given once it is known to be readable; an empty one is no information."""
    if text.strip():
        try:
            parse_hours(text)
        except HoursError as error:
            raise _refused("horaires", f"horaires illisibles : {error.message}") from None
    return text


def _commune(code: str) -> str:
    try:
        zone_of_commune(code)
    except ValueError:
        raise _refused("commune", _NOT_A_COMMUNE) from None
    return code


def _funded(kind: ListingKind) -> ListingKind:
    if kind not in FUNDED_KINDS:
        known = ", ".join(FUNDED_KINDS)
        raise _refused("type", f"ce type ne relève pas du volet 3 ; attendu : {known}")
    return kind


def _account(value: object) -> object:
    """Take the number of an account for its text."""
    return str(value) if type(value) is int else value


def _one_or_nothing(value: object) -> object:
    """Keep 0 and 1 from being taken for false and true."""
    if type(value) is int:
        raise _refused("reseau", 'attendu : true, false ou "aucun_reseau"')
    return value


def _like(pattern: str, reason: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Return what accepts only texts that read as the pattern."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise _refused("forme", reason)
        return text

    return AfterValidator(check), WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


YesNo = StrictBool
Text = Annotated[StrictStr, Field(max_length=500)]
Slug = Annotated[
    StrictStr, *_like("[a-z][a-z0-9_]{0,59}", "attendu : un mot comme transport_parloir")
]
Account = Annotated[
    StrictStr, BeforeValidator(_account), *_like("[0-9]{1,10}", "attendu : un numéro de compte")
]
CommuneCode = Annotated[
    StrictStr, *_like("[0-9][0-9AB][0-9]{3}", _NOT_A_COMMUNE), AfterValidator(_commune)
]
NetworkPart = Annotated[Literal[True, False, "aucun_reseau"], BeforeValidator(_one_or_nothing)]
Hours = Annotated[StrictStr, AfterValidator(_hours)]
FundedKind = Annotated[
    ListingKind,
    AfterValidator(_funded),
    WithJsonSchema({"type": "string", "enum": [kind.value for kind in FUNDED_KINDS]}),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema({"type": "string", "pattern": f"^{_AMOUNT.pattern}$"}),
]
Share = Annotated[
    Decimal,
    BeforeValidator(_share),
    WithJsonSchema({"type": "string", "pattern": f"^{_SHARE.pattern}$"}),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
