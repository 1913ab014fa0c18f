"""The choices of a merge, as its form posts them and as its address keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from portal.services.listings.combining import Choice

PER_PAGE = 20
PREFIX = "part."
"""What the names of the fields of a merge begin with; the rest is the key of a part."""

_LONGEST_KEY = 80
_SLUGS = frozenset(Choice)


def read_choices(fields: Mapping[str, str]) -> dict[str, Choice]:
    """Read the choices of a form or an address; what is no choice is left out."""
    return {
        name.removeprefix(PREFIX): Choice(value)
        for name, value in fields.items()
        if name.startswith(PREFIX) and len(name) < _LONGEST_KEY and value in _SLUGS
    }


def query_of(choices: Mapping[str, Choice]) -> str:
    """Return choices as an address keeps them."""
    return urlencode({f"{PREFIX}{key}": str(choice) for key, choice in choices.items()})


def address_of(page: int) -> str:
    """Return the address of a page of the pairs."""
    return f"/gestion/doublons?page={page}"
