"""What the coverage page shows of a survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.domain.coverage import AreaCoverage
from portal.domain.french import NBSP, day_and_month
from portal.services.coverage import Scope, Survey
from portal.services.coverage.answering import Answer
from portal.services.coverage.drawing import CLASSES, drawing_of
from portal.services.coverage.rows import Row, Sorting, rows_of
from portal.services.coverage.scopes import ScopeKind
from portal.web.admin.coverage_question import PAGE, Asked
from portal.web.admin.coverage_scenario import ShownScenario, Where
from portal.web.paging import last_page, page_asked, part_of

PER_PAGE = 100
_THIN = "\u202f"
_HIGHEST_FIRST = frozenset(Sorting) - {Sorting.PRIORITY, Sorting.NAME, Sorting.SOCIAL_CENTRE}


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: its words, where a click on it leads, how it is sorted now."""

    words: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The page: what was asked, and the survey where it is there."""

    asked: Asked
    scope: Scope
    scopes: Sequence[Scope]
    answer: Answer
    where: Where
    scenario: ShownScenario

    @property
    def survey(self) -> Survey | None:
        """The survey to show."""
        return self.answer.shown

    @property
    def national(self) -> bool:
        """Whether this is the whole country."""
        return self.scope.kind is ScopeKind.FRANCE

    @property
    def scope_choices(self) -> list[tuple[str, str, bool]]:
        """The territories of the list: value, words, whether it is this one."""
        return [(each.slug, _named(each), each == self.scope) for each in self.scopes]

    @property
    def radii(self) -> list[str]:
        """The radii in words: «15 km»."""
        return [kilometres(radius) for radius in self.asked.radii_km]

    @property
    def day(self) -> str:
        """The day in words."""
        return f"{day_and_month(self.asked.day)} {self.asked.day.year}"

    @property
    def columns(self) -> list[Column]:
        """The heads of the table."""
        shares = {Sorting.FIRST_SHARE: self.radii[0], Sorting.LAST_SHARE: self.radii[-1]}
        kept = [s for s in Sorting if s is not Sorting.LAST_SHARE or len(self.radii) > 1]
        kept.sort(key=lambda sorting: sorting is not Sorting.NAME)
        words = {s: f"Part à {shares[s]}" if s in shares else s.label for s in kept}
        return [Column(words[s], self._sorted_by(s), self._order_of(s)) for s in kept]

    def rows(self, found: Survey) -> Sequence[Row]:
        """Return the rows of this page of the table."""
        rows = rows_of(found.coverage, self.asked.sorting, descending=self.asked.descending)
        return part_of(rows, self.pages(found)[0], PER_PAGE)

    def pages(self, found: Survey) -> tuple[int, int]:
        """Return the number of this page of the table, and of the last one."""
        last = last_page(len(found.coverage.lines), PER_PAGE)
        return page_asked(MultiDict(self.asked.typed), last), last

    def shares(self, found: Survey) -> list[float | None]:
        """Return the share of all the people within each radius, None where nobody lives."""
        whole = found.coverage
        return [within / whole.population if whole.population else None for within in whole.within]

    def social_centres(self, found: Survey) -> int:
        """Return how many areas have a social centre that is known."""
        return sum(line.social_centre for line in found.coverage.lines)

    def adds_up(self, found: Survey) -> bool:
        """Tell whether the total is the sum of the lines, which roving places prevent."""
        whole = found.coverage.total
        tallies = [line.tally for line in found.coverage.lines]
        return (
            whole.places == sum(each.places for each in tallies)
            and whole.known_half_days == sum(each.known_half_days for each in tallies)
            and whole.untold == sum(each.untold for each in tallies)
        )

    def paged(self, page: int) -> str:
        """Return the address of another page of the table."""
        return self.asked.address(page=str(page)) + "#tableau"

    def suggestions(self) -> str:
        """Return where communes are suggested from, those of the territory first."""
        return f"{PAGE}/communes?{urlencode({'territoire': self.scope.slug})}"

    def file(self, kind: str) -> str:
        """Return the address of the table as a file."""
        return self.asked.address(f"{PAGE}.{kind}", page="")

    def outlines(self) -> str:
        """Return the addresses of the outlines of the areas, with spaces between them."""
        codes = ["france"] if self.scope.departements is None else sorted(self.scope.departements)
        return " ".join(f"/carte/epci/{code}.geojson" for code in codes)

    def drawing(self, found: Survey) -> dict[str, Any]:
        """Return what the map draws, as JSON values."""
        radii = {"rayon_km": self.asked.radii_km[0], "ouvertures": self.scenario.drawing}
        return drawing_of(found) | radii

    def is_part(self, line: AreaCoverage) -> bool:
        """Tell whether an area reaches beyond the territory."""
        inside = self.scope.departements
        return inside is not None and not inside.issuperset(line.area.departements)

    def _sorted_by(self, sorting: Sorting) -> str:
        here = sorting is self.asked.sorting
        down = not self.asked.descending if here else sorting in _HIGHEST_FIRST
        order = "desc" if down else ""
        return self.asked.address(tri=sorting, ordre=order, page="") + "#tableau"

    def _order_of(self, sorting: Sorting) -> str:
        if sorting is not self.asked.sorting:
            return ""
        return "descending" if self.asked.descending else "ascending"


def legend() -> list[tuple[int, str]]:
    """Return the classes of the map with their words, the fewest people first."""
    ends = (0, *CLASSES, 100)
    return [(n, f"{low} à {high}{NBSP}%") for n, (low, high) in enumerate(pairwise(ends))]


def kilometres(radius: float) -> str:
    """Say a radius: «15 km», «7,5 km»."""
    return f"{radius:g}{NBSP}km".replace(".", ",")


def people(number: int) -> str:
    """Say a number of people: «66 783 317»."""
    return f"{number:,}".replace(",", _THIN)


def share(part: float | None) -> str:
    """Say a share: «81,2 %»; a dash where nobody lives."""
    return "–" if part is None else f"{part * 100:.1f}".replace(".", ",") + f"{NBSP}%"


def _named(scope: Scope) -> str:
    if scope.kind is ScopeKind.DEPARTEMENT:
        return f"{scope.name} ({scope.code})"
    return "France entière" if scope.kind is ScopeKind.FRANCE else scope.name
