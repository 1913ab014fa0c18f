"""What a year costs: engaged, paid, still to pay, and what is left of the envelope.

The texts say nothing of this; these are choices, and ``DEFINITIONS`` says them on the screen:
what a file engages is shared over the years of its convention by their days, and the earliest year
is the first to be paid. No cent is made or lost: the years of a file add up to the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.domain.dossiers.amounts import NOTHING, added
from portal.domain.dossiers.convention import Convention, Money

DEFINITIONS: Mapping[str, str] = {
    "Engagé": "ce qui est accordé par les dossiers accordés, conventionnés ou soldés. Ce qu’un"
    " dossier clos n’a pas versé n’est plus engagé.",
    "Plusieurs années": "le montant d’un dossier est réparti sur ses années selon les jours de sa"
    " convention, au centime. Le reste de l’arrondi va à la dernière année.",
    "Versé": "les versements dont la date tombe dans l’année, quelle que soit l’année du dossier.",
    "Reste à verser": "ce qui est engagé pour l’année et n’est pas encore versé. Un versement"
    " compte d’abord pour la première année du dossier.",
    "Reste de l’enveloppe": "l’enveloppe moins ce qui est engagé. Un dépassement est signalé et"
    " n’empêche rien.",
    "Epci": "celui du premier lieu de la fiche.",
}
"""What each figure means, in words for people."""


@dataclass(frozen=True, slots=True)
class YearSums:
    """What some files come to in a year; ``files`` counts those that engage something."""

    files: int = 0
    engaged: Decimal = NOTHING
    to_pay: Decimal = NOTHING
    paid: Decimal = NOTHING

    def __add__(self, other: YearSums) -> YearSums:
        """Return what both come to together."""
        return YearSums(
            self.files + other.files,
            self.engaged + other.engaged,
            self.to_pay + other.to_pay,
            self.paid + other.paid,
        )

    @property
    def settled(self) -> Decimal:
        """What is engaged for the year and paid already, in whatever year."""
        return self.engaged - self.to_pay


@dataclass(frozen=True, slots=True)
class Budget:
    """A year of a Caf, or of several: what they may engage, and what they do.

    ``envelope`` is None where nobody set one, which is not the same as nothing.
    """

    envelope: Decimal | None
    sums: YearSums

    @property
    def left(self) -> Decimal | None:
        """What is left of the envelope, below zero when it is exceeded; None without one."""
        return None if self.envelope is None else self.envelope - self.sums.engaged

    @property
    def excess(self) -> Decimal:
        """By how much the envelope is exceeded."""
        return max(NOTHING, -(self.left or NOTHING))


def engaged(money: Money) -> Decimal:
    """Return what a file engages: what it was granted, less what it gave up."""
    return money.paid + money.to_pay


def shared(amount: Decimal, convention: Convention) -> dict[int, Decimal]:
    """Share an amount over the years of a convention by their days, to the cent.

    Each year but the last is rounded down, and the last has the rest: the sum is the amount.
    """
    cents, days = int(amount.scaleb(2)), _days(convention)
    shares = {year: Decimal(cents * days[year] // sum(days.values())).scaleb(-2) for year in days}
    last = convention.ends_on.year
    shares[last] += amount - added(shares.values())
    return shares


def year_of(money: Money, convention: Convention, year: int) -> tuple[Decimal, Decimal]:
    """Return what a file engages for a year, and what of it is still to pay.

    Files of one state that lie within one and the same year may be given as one.
    """
    shares = shared(engaged(money), convention)
    share = shares.get(year, NOTHING)
    before = added(amount for each, amount in shares.items() if each < year)
    settled = min(share, max(NOTHING, money.paid - before))
    return share, share - settled


def together(sums: Iterable[YearSums]) -> YearSums:
    """Return what all of them come to."""
    return sum(sums, YearSums())


def joint_envelope(budgets: Iterable[Budget]) -> Budget:
    """Return the budget of those that have an envelope, taken together."""
    known = [each for each in budgets if each.envelope is not None]
    amounts = [each.envelope for each in known if each.envelope is not None]
    return Budget(added(amounts) if known else None, together(each.sums for each in known))


def _days(convention: Convention) -> dict[int, int]:
    """Return how many days of each year a convention has."""
    days = {}
    for year in range(convention.starts_on.year, convention.ends_on.year + 1):
        first = max(convention.starts_on, date(year, 1, 1))
        last = min(convention.ends_on, date(year, 12, 31))
        days[year] = (last - first).days + 1
    return days
