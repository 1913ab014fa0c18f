"""Enumerations whose members carry the French words that people see."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """A ``StrEnum`` whose members are written ``NAME = "slug", "libellé"``."""

    label: str

    def __new__(cls, slug: str, label: str = "") -> Self:
        """Make a member that equals its slug and knows its French label."""
        member = str.__new__(cls, slug)
        member._value_ = slug
        member.label = label
        return member
