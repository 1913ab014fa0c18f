"""Numbers in addresses: no larger than the rows of a database are numbered."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """``<int:…>``: what is larger names nothing, and databases would refuse it with an error."""

    def __init__(self, url_map: Map, fixed_digits: int = 0) -> None:
        super().__init__(url_map, fixed_digits=fixed_digits, max=LARGEST)


def set_up_row_numbers(app: Flask) -> None:
    """Bound the whole numbers of every address."""
    app.url_map.converters["int"] = RowNumber
