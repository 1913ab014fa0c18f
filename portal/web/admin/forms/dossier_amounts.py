"""Fields of exact numbers, typed the French way: «12 500,00», «0,5»."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from wtforms import StringField, ValidationError

from portal.domain.referentiel.figures import number
from portal.web.forms.filters import clean_line

_EUROS = re.compile(r"(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))?", re.ASCII)
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?", re.ASCII)
_DIGITS = 12
_THIN = "\u202f"

Reader = Callable[[str], Decimal]


class NumberError(ValueError):
    """A number that cannot be read; the French message says why."""


def read_euros(typed: str) -> Decimal:
    """Return an amount in euros, exactly as typed. Raises ``NumberError``."""
    bare = " ".join(typed.replace("€", " ").split())
    if re.fullmatch(r"[-−–]\s*[\d ]+(?:[.,]\d*)?", bare):
        raise NumberError("le montant ne peut pas être négatif")
    found = _EUROS.fullmatch(bare)
    if found is None:
        raise NumberError("écrivez le montant comme 12 500,00")
    whole, cents = found[1].replace(" ", ""), found[2] or ""
    if len(cents) > 2:
        raise NumberError("deux décimales au plus")
    if len(whole) > _DIGITS:
        raise NumberError("ce montant est trop grand")
    return Decimal(f"{whole}.{cents:0<2}")


def written_euros(amount: Decimal | None) -> str:
    """Return "12 500,00", as the field shows an amount."""
    if amount is None:
        return ""
    return f"{amount:,.2f}".replace(",", _THIN).replace(".", ",")


def read_share(typed: str) -> Decimal:
    """Return a number of ETP. Raises ``NumberError``."""
    found = _SHARE.fullmatch(typed.strip())
    if found is None:
        raise NumberError("écrivez les Etp comme 0,5")
    return Decimal(f"{found[1]}.{found[2]}" if found[2] else found[1])


def written_share(share: Decimal | None) -> str:
    """Return "0,5", as the field shows a number of ETP."""
    return "" if share is None else number(share)


class NumberField(StringField):  # type: ignore[misc]  # WTForms has no types
    """A number; ``value`` is what it means once it is valid, None when nothing was typed."""

    value: Decimal | None = None

    def __init__(self, label: str, read: Reader, **options: Any) -> None:  # noqa: ANN401
        attributes = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 30}
        super().__init__(label, filters=[clean_line], render_kw=attributes, **options)
        self._read = read

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Read the number, or refuse it with its reason."""
        del form
        try:
            self.value = self._read(self.data) if self.data else None
        except NumberError as error:
            raise ValidationError(str(error)) from None
