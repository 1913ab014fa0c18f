"""The coverage page as tests read it: its figures and its table, as numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_ROW = re.compile(r'<tr id="epci-(\w+)">(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_FIGURE = re.compile(r"<div>\s*<dt>(.*?)</dt>\s*<dd>\s*(.*?)\s*</dd>", re.DOTALL)


@dataclass(frozen=True)
class ShownRow:
    """A row of the table: the texts of its cells, and what they say."""

    code: str
    cells: list[str]

    @property
    def population(self) -> int:
        """How many live there."""
        return number(self.cells[2])

    @property
    def places(self) -> int:
        """How many places it has."""
        return number(self.cells[3].split("+")[0])

    @property
    def shares(self) -> list[str]:
        """The share within each distance, as it is said."""
        return self.cells[7:9]

    @property
    def is_blank(self) -> bool:
        """Whether it is a zone blanche."""
        return self.cells[1] != "non"


def rows_in(page: str) -> list[ShownRow]:
    """Return the rows of the table of a page, in their order."""
    return [
        ShownRow(code, [words(c) for c in _CELL.findall(row)]) for code, row in _ROW.findall(page)
    ]


def figures_in(page: str) -> list[tuple[str, str]]:
    """Return the figures above the map: what each counts, and what it says."""
    return [(words(noun), words(figure)) for noun, figure in _FIGURE.findall(page)]


def total_in(page: str) -> list[str]:
    """Return the cells of the last row of the table, that of the whole territory."""
    return [words(cell) for cell in _CELL.findall(page.partition("<tfoot>")[2])]


def words(html: str) -> str:
    """Return a text without its tags, with plain spaces."""
    text = unescape(re.sub(r"<[^>]+>", "", html))
    return " ".join(re.sub(r"[\u00a0\u202f]", " ", text).split())


def number(text: str) -> int:
    """Return a number of people."""
    return int(text.replace(" ", ""))


def percent(share: float) -> str:
    """Say a share as the page does."""
    return f"{share * 100:.1f} %".replace(".", ",")
