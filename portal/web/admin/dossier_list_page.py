"""The address of the table of funding files, read and written; what the page shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.domain.dossiers.deadlines import Deadline
from portal.domain.dossiers.path import awaited
from portal.domain.dossiers.states import AXES, CLOSED, Axis, DossierState
from portal.domain.dossiers.words import years
from portal.domain.listing import ListingKind
from portal.services.dossiers.table import since
from portal.store.dossier_table import FileQuestion, FileRow, FileSorting, FileTotals
from portal.web.paging import last_page
from portal.web.row_numbers import typed_row_number

ADDRESS = "/gestion/dossiers"
_LONGEST = 100
_LAST_PAGE = 10_000
_FIRST_YEAR, _LAST_YEAR = 2000, 2199

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file as the table shows it; ``days`` is how long it has stood where it stands."""

    row: FileRow
    years: str
    awaited: str
    since: date
    days: int | None
    due: Deadline | None


@dataclass(frozen=True, slots=True)
class FilesView:
    """The table as the page shows it; ``span`` is the years that files are about."""

    asked: FileQuestion
    rows: Sequence[FileRow]
    totals: FileTotals
    span: Sequence[int]
    today: date
    due: Mapping[int, Deadline]

    states = tuple(DossierState)
    kinds = tuple(AXES)
    axes = tuple(Axis)
    sortings = tuple(FileSorting)

    @property
    def lines(self) -> Iterator[FileLine]:
        """The rows, with what is told of each; the age of a closed file says nothing."""
        for row in self.rows:
            day = since(row)
            days = None if row.state in CLOSED else max((self.today - day).days, 0)
            span, due = years(row.first_year, row.last_year), self.due.get(row.id)
            yield FileLine(row, span, awaited(row.state), day, days, due)

    @property
    def last_page(self) -> int:
        """The number of the last page."""
        return last_page(self.totals.number, self.asked.size)

    @property
    def query(self) -> str:
        """The address of this table, without its page."""
        return address(replace(self.asked, page=1))

    def page(self, number: int) -> str:
        """Return the address of another page."""
        return address(replace(self.asked, page=number))

    def sorted_by(self, sorting: FileSorting) -> str:
        """Return the address of the table sorted by a column; the other way round if it is."""
        other_way = sorting is self.asked.sorting and not self.asked.descending
        return address(replace(self.asked, sorting=sorting, descending=other_way, page=1))


def read_question(args: MultiDict[str, str]) -> FileQuestion:
    """Read the address of the table; what has no meaning is left out."""
    sorting, axis = args.get("tri", ""), args.get("axe", "")
    ordered = sorting in set(FileSorting)
    year = typed_row_number(args.get("annee", ""))
    return FileQuestion(
        words=" ".join(args.get("q", "")[:_LONGEST].split()),
        states=_members(DossierState, args.getlist("etape")),
        kinds=_members(ListingKind, args.getlist("type")),
        axis=Axis(axis) if axis in set(Axis) else None,
        year=year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else None,
        mine=args.get("a_moi") == "oui",
        sorting=FileSorting(sorting) if ordered else FileSorting.ANNEES,
        descending=args.get("ordre") == "desc" if ordered else True,
        page=min(typed_row_number(args.get("page", "")) or 1, _LAST_PAGE),
    )


def address(asked: FileQuestion) -> str:
    """Write the address of a table, with what differs from the whole."""
    usual = asked.sorting is FileSorting.ANNEES and asked.descending
    plain: Mapping[str, object] = {
        "q": asked.words,
        "axe": asked.axis or "",
        "annee": asked.year or "",
        "a_moi": "oui" if asked.mine else "",
        "tri": "" if usual else asked.sorting,
        "ordre": "desc" if asked.descending and not usual else "",
        "page": asked.page if asked.page > 1 else "",
    }
    pairs: list[tuple[str, object]] = [("etape", s) for s in DossierState if s in asked.states]
    pairs += [("type", k) for k in ListingKind if k in asked.kinds]
    pairs += [(name, value) for name, value in plain.items() if value != ""]
    return f"{ADDRESS}?{urlencode(pairs)}" if pairs else ADDRESS


def _members(kind: type[Member], given: Sequence[str]) -> frozenset[Member]:
    return frozenset(kind(value) for value in given if value in {m.value for m in kind})
