"""A sentence under its heading."""

from __future__ import annotations

from typing import NamedTuple


class Passage(NamedTuple):
    """``titre`` is the heading, outer ones first, separated by ›; ``phrase`` is word for word."""

    titre: str
    phrase: str
