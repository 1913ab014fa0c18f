"""The address of the table of listings, read and written; what the page shows of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.domain.access import Actor
from portal.domain.listing import ListingKind, ListingStatus
from portal.store.agents import Agent
from portal.store.listing_table import Sorting, TableQuestion, TableRow
from portal.web.paging import last_page
from portal.web.row_numbers import typed_row_number

_LONGEST = 100
_LAST_PAGE = 10_000
_NONE = "aucune"
_VERSION = re.compile(r"\b(\d{1,10})\.(\d{1,10})\b", re.ASCII)

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class TableView:
    """The table as the page shows it; whom listings are entrusted to concerns the Caf alone."""

    asked: TableQuestion
    rows: Sequence[TableRow]
    total: int
    colleagues: Sequence[Agent]
    inside: bool

    statuses = tuple(ListingStatus)
    kinds = tuple(ListingKind)

    @property
    def sortings(self) -> list[Sorting]:
        """The columns."""
        return [each for each in Sorting if self.inside or each is not Sorting.CONFIEE]

    @property
    def last_page(self) -> int:
        """The number of the last page."""
        return last_page(self.total, self.asked.size)

    @property
    def query(self) -> str:
        """The address of this view, without its page: what a saved view keeps."""
        return address(replace(self.asked, page=1))

    def page(self, number: int) -> str:
        """Return the address of another page."""
        return address(replace(self.asked, page=number))

    def sorted_by(self, sorting: Sorting) -> str:
        """Return the address of the table sorted by a column; the other way round if it is."""
        other_way = sorting is self.asked.sorting and not self.asked.descending
        return address(replace(self.asked, sorting=sorting, descending=other_way, page=1))


def read_question(args: MultiDict[str, str], by: Actor) -> TableQuestion:
    """Read the address of the table; what has no meaning is left out."""
    sorting = args.get("tri", "")
    return TableQuestion(
        words=" ".join(args.get("q", "")[:_LONGEST].split()),
        statuses=_members(ListingStatus, args.getlist("statut")),
        kinds=_members(ListingKind, args.getlist("type")),
        assignee=_assignee(args.get("confiee", ""), by),
        verified_before=_day(args.get("verifiee_avant", "")),
        no_caf=args.get("caf") == _NONE,
        sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.NOM,
        descending=args.get("ordre") == "desc",
        page=min(typed_row_number(args.get("page", "")) or 1, _LAST_PAGE),
    )


def address(asked: TableQuestion) -> str:
    """Write the address of a table, with what differs from the whole."""
    plain: Mapping[str, object] = {
        "q": asked.words,
        "confiee": "" if asked.assignee is None else asked.assignee,
        "verifiee_avant": asked.verified_before or "",
        "caf": _NONE if asked.no_caf else "",
        "tri": "" if asked.sorting is Sorting.NOM else asked.sorting,
        "ordre": "desc" if asked.descending else "",
        "page": asked.page if asked.page > 1 else "",
    }
    pairs = [("statut", s) for s in ListingStatus if s in asked.statuses]
    pairs += [("type", k) for k in ListingKind if k in asked.kinds]  # type: ignore[misc]
    query = urlencode([*pairs, *((name, v) for name, v in plain.items() if v != "")])
    return f"/gestion/fiches?{query}" if query else "/gestion/fiches"


def written_versions(versions: Mapping[int, int]) -> str:
    """Write the versions of listings as a field of the page."""
    return " ".join(f"{listing_id}.{version}" for listing_id, version in versions.items())


def read_versions(written: str) -> Mapping[int, int]:
    """Read them back; what has no meaning is left out."""
    return {int(listing_id): int(version) for listing_id, version in _VERSION.findall(written)}


def _members(kind: type[Member], given: Sequence[str]) -> frozenset[Member]:
    return frozenset(kind(value) for value in given if value in {m.value for m in kind})


def _assignee(given: str, by: Actor) -> int | None:
    if given == "moi":
        return by.agent_id
    return 0 if given == "personne" else typed_row_number(given)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
