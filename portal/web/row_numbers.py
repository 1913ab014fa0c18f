"""Numbers in addresses: no larger than the rows of a database are numbered."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


def typed_row_number(typed: str) -> int | None:
    """Return the number of a row that a form or an address gives; None for what can be none."""
    readable = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(LARGEST))
    return int(typed) if readable and 0 < int(typed) <= LARGEST else None


class RowNumber(IntegerConverter):
    """``<int:…>``: what is larger names nothing, and databases would refuse it with an error."""

    def __init__(self, url_map: Map, fixed_digits: int = 0) -> None:
        super().__init__(url_map, fixed_digits=fixed_digits, max=LARGEST)


def set_up_row_numbers(app: Flask) -> None:
    """Bound the whole numbers of every address."""
    app.url_map.converters["int"] = RowNumber
