"""What charts are drawn from: lengths as shares of a whole. What they mean stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

Amount = TypeVar("Amount", Decimal, int)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one bar: its tone, what it is, what it comes to, from where to where it goes."""

    tone: str
    words: str
    said: str
    start: str
    width: str


def width(part: Decimal | int, whole: Decimal | int) -> str:
    """Return the length of a bar as a percentage, between 0 and 100; of nothing it is 0."""
    if whole <= 0 or part <= 0:
        return "0%"
    return f"{min(100, float(part) / float(whole) * 100):.2f}%"


def stack(parts: Sequence[tuple[str, str, Amount]], say: Callable[[Amount], str]) -> list[Part]:
    """Return the parts of one bar one after the other, without those that come to nothing.

    Each is given by its tone, its words and its amount.
    """
    whole = sum(amount for _, _, amount in parts)
    drawn, start = [], whole - whole
    for tone, words, amount in parts:
        if amount:
            drawn.append(Part(tone, words, say(amount), width(start, whole), width(amount, whole)))
        start += amount
    return drawn
