"""French telephone numbers, short ones included, as people write and dial them."""

from __future__ import annotations

import re

import phonenumbers

SHORT_NUMBERS = frozenset(
    {"15", "17", "18", "112", "114", "115", "116000", "116006", "116111", "119"}
)
"""The emergency and harmonised numbers that a listing may name; 3xxx numbers come beside them."""

_FOUR_DIGITS = re.compile(r"3[0-9]{3}")
_SEPARATORS = re.compile(r"[\s.\-/\u00a0\u202f]+")
_WRITTEN = re.compile(r"\+?[0-9 ().]+")
_GROUPED = re.compile(r"0[1-9][0-9]*( [0-9]+)+")
_REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "NC", "PF", "WF")
_FICTION = re.compile(r"0(?:19900|26191|35301|46571|53649|63998)[0-9]{4}")


class PhoneError(ValueError):
    """Not a number that can be dialled in France; the message is French, for people."""


def parse_phone(text: str) -> str:
    """Return the number with its groups separated by single spaces.

    A number typed in groups keeps them; one typed without is grouped as the national numbering plan
    does. Raises ``PhoneError``.
    """
    typed = _SEPARATORS.sub(" ", text.strip())
    if not _WRITTEN.fullmatch(typed):
        raise PhoneError("un numéro de téléphone ne contient que des chiffres")
    digits = re.sub(r"[^0-9+]", "", typed)
    if digits in SHORT_NUMBERS or _FOUR_DIGITS.fullmatch(digits) or is_fictional(typed):
        return typed
    number = _find(digits)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return typed if _GROUPED.fullmatch(typed) else national


def is_fictional(text: str) -> bool:
    """Tell whether the number is in a range that Arcep reserves for works of fiction."""
    return _FICTION.fullmatch(re.sub(r"[^0-9]", "", text)) is not None


def _find(digits: str) -> phonenumbers.PhoneNumber:
    for region in _REGIONS:
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number_for_region(number, region):
            return number
    raise PhoneError("ce numéro n’existe pas dans le plan de numérotation français")
