"""The money of a file: asked, granted, paid. It never appears and never disappears.

All that was asked is, at any time, exactly one of: waiting for a decision, not granted, paid, still
to pay, or given up (what a closed file was granted and nobody will pay any more).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.domain.dossiers.amounts import NOTHING, added
from portal.domain.dossiers.states import CLOSED, DossierState
from portal.domain.labels import LabelledEnum


class PaymentKind(LabelledEnum):
    """What a payment is."""

    ACOMPTE = "acompte", "Acompte"
    SOLDE = "solde", "Solde"


PAYMENTS = {DossierState.ACOMPTE_VERSE: PaymentKind.ACOMPTE, DossierState.SOLDEE: PaymentKind.SOLDE}
"""The payment that each paying step makes."""


class AmountError(ValueError):
    """An amount that would make money appear; the French message says why."""


@dataclass(frozen=True, slots=True)
class Convention:
    """The days that a granted funding covers, both included."""

    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        return self.starts_on <= day <= self.ends_on

    def overlaps(self, other: Convention) -> bool:
        """Tell whether both cover some day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True, slots=True)
class Money:
    """The amounts of a file. ``granted`` is None until it is decided."""

    state: DossierState
    asked: Decimal
    granted: Decimal | None = None
    payments: tuple[Decimal, ...] = ()

    @property
    def paid(self) -> Decimal:
        """What was paid so far."""
        return added(self.payments)

    @property
    def undecided(self) -> bool:
        """Whether it may still be granted."""
        return self.granted is None and self.state not in CLOSED

    @property
    def waiting(self) -> Decimal:
        """What was asked and is not decided."""
        return self.asked if self.undecided else NOTHING

    @property
    def not_granted(self) -> Decimal:
        """What was asked and will not be granted."""
        return self.asked - self.waiting - (self.granted or NOTHING)

    @property
    def to_pay(self) -> Decimal:
        """What was granted and is still to pay."""
        return NOTHING if self.state in CLOSED else self._unpaid

    @property
    def given_up(self) -> Decimal:
        """What was granted and will not be paid, the file being closed."""
        return self._unpaid if self.state in CLOSED else NOTHING

    @property
    def is_whole(self) -> bool:
        """Whether every cent asked is in exactly one place, and none is below zero."""
        places = (self.waiting, self.not_granted, self.paid, self.to_pay, self.given_up)
        return added(places) == self.asked and all(amount >= 0 for amount in places)

    @property
    def _unpaid(self) -> Decimal:
        return (self.granted or NOTHING) - self.paid


def check_grant(money: Money, granted: Decimal) -> None:
    """Raise ``AmountError`` for an amount that cannot be granted."""
    if granted <= 0:
        raise AmountError("Montant accordé : il doit être supérieur à zéro.")
    if granted > money.asked:
        raise AmountError("Montant accordé : il dépasse le montant demandé.")


def check_payment(money: Money, kind: PaymentKind, amount: Decimal) -> None:
    """Raise ``AmountError`` for an amount that cannot be paid; a balance may be zero."""
    if amount < 0 or (amount == 0 and kind is PaymentKind.ACOMPTE):
        raise AmountError(f"{kind.label} : le montant doit être supérieur à zéro.")
    if amount > money.to_pay:
        raise AmountError(f"{kind.label} : le montant dépasse ce qui reste à verser.")


def check_dates(convention: Convention, first_year: int, last_year: int) -> None:
    """Raise ``ValueError``, in French, for a convention that its file does not cover."""
    if convention.ends_on < convention.starts_on:
        raise ValueError("Convention : elle finit avant de commencer.")
    if convention.starts_on.year < first_year or convention.ends_on.year > last_year:
        raise ValueError("Convention : ses dates doivent être dans les années du dossier.")
