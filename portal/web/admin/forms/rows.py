"""Repeated parts of a form: added, taken out and put in order without scripts.

Nothing is saved: the fields that were posted are given other names, and the page is shown again
with what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FieldList


class RowList(FieldList):  # type: ignore[misc]  # WTForms has no types
    """A list of parts; what no form of ours sends is not a part of it."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        yield from ranks(formdata, prefix)


def ranks(names: Iterable[str], prefix: str) -> list[int]:
    """Return the numbers of the parts that these names of fields belong to."""
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,3}})-", re.ASCII)
    return sorted({int(found[1]) for name in names if (found := pattern.match(name))})


def reordered(
    posted: MultiDict[str, str], prefix: str, order: Sequence[int]
) -> MultiDict[str, str]:
    """Return what was posted with the parts in this order; a part that is not named is left out."""
    places = {before: after for after, before in enumerate(order)}
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,3}})-", re.ASCII)
    kept: MultiDict[str, str] = MultiDict()
    for name, value in posted.items(multi=True):
        found = pattern.match(name)
        if found is None:
            kept.add(name, value)
        elif int(found[1]) in places:
            kept.add(f"{prefix}-{places[int(found[1])]}-{name[found.end() :]}", value)
    return kept


def moved(order: Sequence[int], rank: int, by: int) -> list[int]:
    """Return an order in which one part went up or down; unchanged where it cannot."""
    found = list(order)
    if rank in found and 0 <= found.index(rank) + by < len(found):
        here = found.index(rank)
        found[here], found[here + by] = found[here + by], found[here]
    return found


def rank_in(posted: Mapping[str, Any], name: str) -> int:
    """Return the number that the button of that name carries; -1 where it is none of ours."""
    value = str(posted.get(name, ""))
    return int(value) if re.fullmatch(r"\d{1,3}", value, re.ASCII) else -1
