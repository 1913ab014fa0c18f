"""The address of the indicators of an area, read and written; what their page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from portal.domain.french import NBSP
from portal.domain.indicators.aggregates import Point, Total
from portal.domain.indicators.areas import Area, AreaKind
from portal.domain.indicators.catalogue import Breakdown, Catalogue, Group, Indicator
from portal.domain.indicators.years import FIRST_YEAR
from portal.services.indicators.aggregating import Aggregates, AreaTotals, TotalsQuestion
from portal.store.cafs import Caf
from portal.web.admin.charts import Part, stack, width

ADDRESS = "/gestion/indicateurs"
_THIN = "\u202f"
_TALLEST = 110
"""The height in pixels of the highest column of a chart over the years."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, with what it says; no length where nobody gave the figure."""

    total: Total
    length: str


@dataclass(frozen=True, slots=True)
class Column:
    """One year of a chart over the years, where it stands and how high it is."""

    point: Point
    x: str
    width: str
    middle: str
    height: int
    top: int


@dataclass(frozen=True, slots=True)
class TotalsView:
    """The page; ``this_year`` is the last that can be chosen."""

    found: Aggregates
    catalogue: Catalogue
    cafs: Sequence[Caf]
    this_year: int

    tallest = _TALLEST
    most_lines = 150
    """Parts beyond so many are not shown in a page: a file has them all."""

    @property
    def asked(self) -> TotalsQuestion:
        """What was asked."""
        return self.found.asked

    @property
    def whole(self) -> AreaTotals:
        """The area itself."""
        return self.found.whole

    @property
    def counted(self) -> int:
        """How many places count."""
        return self.whole.response.counted(waiting=self.asked.waiting)

    @property
    def answering(self) -> list[Part]:
        """The bar of who answered."""
        found = self.whole.response
        return stack(
            (
                ("settled", "Validés", found.validated),
                ("to-pay", "À valider", found.entered - found.validated),
                ("left", "Sans réponse", found.missing),
            ),
            whole_number,
        )

    @property
    def zones(self) -> list[tuple[str, str, bool]]:
        """The areas to choose from: all, each Caf, and the one that is shown."""
        shown = self.asked.area
        areas = [Area(AreaKind.CAF, caf.code, caf.name) for caf in self.cafs]
        if len(self.cafs) > 1:
            areas.insert(0, Area(AreaKind.TOUT, "", "Toutes les Caf"))
        if shown not in areas:
            areas.append(shown)
        return [(area.slug, area.name, area == shown) for area in areas]

    @property
    def before(self) -> str:
        """The address of the year before, "" where there is none."""
        year = self.asked.year - 1
        return address(replace(self.asked, year=year)) if year >= FIRST_YEAR else ""

    @property
    def after(self) -> str:
        """The address of the year after, "" where it did not begin."""
        year = self.asked.year + 1
        return address(replace(self.asked, year=year)) if year <= self.this_year else ""

    @property
    def other_counting(self) -> str:
        """The address of the same with what waits for validation, or without it."""
        return address(replace(self.asked, waiting=not self.asked.waiting))

    @property
    def follow_up(self) -> str:
        """Where answers are followed place by place; of the Caf that is shown, if it is one."""
        area = self.asked.area
        shown = [caf.id for caf in self.cafs if area == Area(AreaKind.CAF, caf.code, "")]
        kept = {"annee": self.asked.year} | ({"caf": shown[0]} if shown else {})
        return f"{ADDRESS}/suivi?{urlencode(kept)}"

    @property
    def parts(self) -> list[tuple[AreaKind, tuple[AreaTotals, ...], int]]:
        """The parts that tell more than the whole, and how many places are in none of them."""
        cuts = []
        for kind, parts in self.found.parts.items():
            outside = self.whole.response.places - sum(part.response.places for part in parts)
            if len(parts) > 1 or (parts and outside):
                cuts.append((kind, parts, outside))
        return cuts

    def address_of(self, part: AreaTotals) -> str:
        """Return the address of a part."""
        return address(replace(self.asked, area=part.area))

    def address(self, beneath: str = "") -> str:
        """Return the address of this page, or of what is beneath it."""
        return address(self.asked, beneath)

    def total(self, indicator: Indicator) -> Total:
        """Return an indicator over the whole area."""
        return self.whole.totals[indicator.slug]

    def bars(self, breakdown: Breakdown) -> list[Bar]:
        """Return the bars of a breakdown, the longest for the highest sum."""
        totals = [self.total(item) for item in breakdown.items]
        highest = max((total.value or 0 for total in totals), default=0)
        return [Bar(total, width(total.value or 0, highest)) for total in totals]

    def columns(self, group: Group) -> list[Column]:
        """Return the columns of a group's total over the years."""
        points = self.found.trends[group.total.slug]
        highest = max((point.value or 0 for point in points), default=0)
        step = 100 / len(points)
        return [
            Column(
                point=point,
                x=f"{step * number + step * 0.22:.2f}%",
                width=f"{step * 0.56:.2f}%",
                middle=f"{step * (number + 0.5):.2f}%",
                height=height,
                top=_TALLEST - height,
            )
            for number, point in enumerate(points)
            for height in (round((point.value or 0) / highest * _TALLEST) if highest else 0,)
        ]


def address(asked: TotalsQuestion, beneath: str = "") -> str:
    """Write the address of a year of an area, or of what is beneath it."""
    kept = {"annee": str(asked.year), "zone": asked.area.slug}
    kept |= {"attente": "oui"} if asked.waiting else {}
    return f"{ADDRESS}{beneath}?{urlencode(kept)}"


def read_year(args: Mapping[str, str], this_year: int) -> int:
    """Return the year of an address; what has no meaning is last year, the last that is whole."""
    typed = args.get("annee", "")
    known = typed.isascii() and typed.isdecimal() and len(typed) == 4
    return int(typed) if known and FIRST_YEAR <= int(typed) <= this_year else this_year - 1


def whole_number(value: int | None) -> str:
    """Return «1 250», or «manque» where nobody gave the figure."""
    return "manque" if value is None else f"{value:,}".replace(",", _THIN)


def evolution(total: Total) -> str:
    """Return how a figure changed over the places that gave it in both years: «+ 12 %»."""
    same = total.same
    if same.difference is None:
        return "–"
    if same.difference == 0:
        return "inchangé"
    signed = f"{same.difference:+,}".replace(",", _THIN).replace("-", "−")
    if same.share is None:
        return signed
    share = f"{same.share * 100:+.0f}".replace("-", "−")
    return f"{signed} ({share}{NBSP}%)"
