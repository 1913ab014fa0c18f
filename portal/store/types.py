"""Column types that keep what plain SQL types lose: time zones, enums, lists of slugs, cents."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Text, TypeDecorator

from portal.domain.dossiers.amounts import exact


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused with ``ValueError``."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give SQLite's naive answer its time zone back; PostgreSQL's has that of its session."""
        del dialect
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Slugs(TypeDecorator[tuple[str, ...]]):
    """A short ordered list of slugs, kept as JSON; changed by assigning a new tuple."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the tuple as a JSON list."""
        del dialect
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read the JSON list back as a tuple."""
        del dialect
        return None if value is None else tuple(json.loads(value))


class Cents(TypeDecorator[Decimal]):
    """An exact amount in euros, kept as whole cents: SQLite has no decimals, only floats.

    ``ValueError`` for what has more than two decimals. Sums of the column are amounts again.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Write euros as cents."""
        del dialect
        return None if value is None else int(exact(value).scaleb(2))

    def process_result_value(self, value: int | Decimal | None, dialect: Dialect) -> Decimal | None:
        """Read cents as euros; PostgreSQL gives the sum of integers as a decimal."""
        del dialect
        return None if value is None else Decimal(int(value)).scaleb(-2)


def slug_enum(kind: type[StrEnum]) -> Enum:
    """Return a column type that stores the slugs of an enumeration as checked text."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
