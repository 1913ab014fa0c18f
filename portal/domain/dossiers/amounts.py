"""Exact amounts: euros with two decimals, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

NOTHING = Decimal("0.00")
HIGHEST = Decimal("999999999999.99")
"""What one amount may be at most, as in the facts of a file."""


def exact(amount: Decimal) -> Decimal:
    """Return the amount with two decimals; ``ValueError`` where that would lose something."""
    if not amount.is_finite() or amount != amount.quantize(NOTHING):
        raise ValueError("an amount has two decimals at most")
    return amount.quantize(NOTHING)


def added(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum, 0.00 of nothing."""
    return sum(amounts, NOTHING)
