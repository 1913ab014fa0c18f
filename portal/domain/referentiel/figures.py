"""Figures as French readers write them."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from portal.domain.french import NBSP
from portal.domain.referentiel.values import CENT

_THIN = "\u202f"


def euros(amount: Decimal) -> str:
    """Return "1 250,00 €"."""
    return f"{amount:,.2f}".replace(",", _THIN).replace(".", ",") + f"{NBSP}€"


def percent(share: Decimal) -> str:
    """Return "80 %" or "79,99 %": two decimals at most, rounded up, so that over looks over."""
    return f"{number((share * 100).quantize(CENT, ROUND_CEILING))}{NBSP}%"


def number(value: Decimal) -> str:
    """Return "0,5" or "12", without the zeros that say nothing."""
    return f"{value.normalize():f}".replace(".", ",")


def duration(minutes: int) -> str:
    """Return "2 h" or "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02}" if rest else "")
