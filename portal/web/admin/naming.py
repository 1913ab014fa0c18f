"""Naming many things in one short message: it travels in a cookie, which holds 4 KB at most."""

from __future__ import annotations

from collections.abc import Sequence

_NAMED = 10
_LONGEST = 60


def first_of(names: Sequence[str]) -> str:
    """Return the first names, each of them shortened, and how many others there are."""
    short = [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…" for name in names]
    others = len(names) - _NAMED
    more = f" et {others} autre{'s' if others > 1 else ''}" if others > 0 else ""
    return f"{', '.join(short[:_NAMED])}{more}"
