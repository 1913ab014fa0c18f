"""The address of the coverage page, read and written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from portal.domain.coverage import RADII_KM, Measure
from portal.domain.french import NBSP
from portal.services.coverage.rows import Sorting
from portal.web.forms.filters import clean_line

LEAST_KM, MOST_KM = 1, 200
MOST_PLACES = 5
"""How many more places one may ask the best places of."""
PAGE = "/gestion/couverture"

_NAMES = (
    *("territoire", "jour", "rayon_1", "rayon_2", "partenaires", "distance"),
    *("tri", "ordre", "page", "ou", "insee", "combien"),
)
_LONGEST = 200
_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?")

Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: as typed, what it means, and what is wrong with it (field and message)."""

    typed: Mapping[str, str]
    day: date
    radii_km: tuple[float, ...]
    measure: Measure
    sorting: Sorting
    count: int | None
    problems: tuple[Problem, ...] = ()

    @property
    def partners(self) -> bool:
        """Whether partners count as places too."""
        return self.typed.get("partenaires") == "oui"

    @property
    def descending(self) -> bool:
        """Whether the table is sorted downwards."""
        return self.typed.get("ordre") == "desc"

    def address(self, path: str = PAGE, **changes: str) -> str:
        """Return the address of the same question, some of it changed; empty texts are left out."""
        query = {name: text for name, text in {**self.typed, **changes}.items() if text}
        return f"{path}?{urlencode(query)}" if query else path


def read_asked(args: Mapping[str, str], today: date, *, by_road: bool) -> Asked:
    """Read an address; ``by_road`` tells whether distances by road are known here.

    What a person cannot have typed and has no meaning (an order of columns) counts for none.
    """
    cleaned = {name: clean_line(args.get(name))[:_LONGEST] for name in _NAMES}
    typed = {name: text for name, text in cleaned.items() if text}
    problems: list[Problem] = []
    straight = typed.get("distance") == Measure.STRAIGHT
    return Asked(
        typed,
        day=_day(typed.get("jour", ""), today, problems),
        radii_km=_radii(typed, problems),
        measure=Measure.ROAD if by_road and not straight else Measure.STRAIGHT,
        sorting=_sorting(typed.get("tri", "")),
        count=_count(typed.get("combien", ""), problems),
        problems=tuple(problems),
    )


def bounds(today: date) -> tuple[date, date]:
    """Return the first and the last day that may be asked for: hours are known around today."""
    return date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)


def _day(text: str, today: date, problems: list[Problem]) -> date:
    first, last = bounds(today)
    if not text:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        problems.append(("jour", f"Jour{NBSP}: écrivez une date comme {today.isoformat()}."))
        return today
    if not first <= day <= last:
        years = f"du 1er janvier {first.year} au 31 décembre {last.year}"
        problems.append(("jour", f"Jour{NBSP}: choisissez une date {years}."))
        return today
    return day


def _radii(typed: Mapping[str, str], problems: list[Problem]) -> tuple[float, ...]:
    """Return the radii, the shorter first, one where both are the same."""
    found = []
    words = ("Premier rayon", "Second rayon")
    for name, label, usual in zip(("rayon_1", "rayon_2"), words, RADII_KM, strict=True):
        text = typed.get(name, "")
        radius = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
        if text and (radius is None or not LEAST_KM <= radius <= MOST_KM):
            limits = f"de {LEAST_KM} à {MOST_KM}{NBSP}km"
            problems.append((name, f"{label}{NBSP}: écrivez un nombre {limits}."))
        found.append(usual if radius is None else radius)
    return tuple(sorted(set(found)))


def _sorting(text: str) -> Sorting:
    return Sorting(text) if text in set(Sorting) else Sorting.PRIORITY


def _count(text: str, problems: list[Problem]) -> int | None:
    if not text:
        return None
    if not re.fullmatch("[0-9]", text) or not 1 <= int(text) <= MOST_PLACES:
        problems.append(("combien", f"Nombre de lieux{NBSP}: choisissez de 1 à {MOST_PLACES}."))
        return None
    return int(text)
