"""The address of the finance view, read and written; what its page shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from portal.domain.dossiers.amounts import NOTHING
from portal.domain.dossiers.finances import DEFINITIONS, YearSums
from portal.domain.french import NBSP
from portal.domain.referentiel.figures import euros, number
from portal.services.dossiers.finances import CafYear, Finances, Line
from portal.store.cafs import Caf
from portal.web.admin.charts import Part, stack, width

ADDRESS = "/gestion/financements"
FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True)
class FinanceQuestion:
    """Which year, and the code of which Caf; "" is every one within reach."""

    year: int
    caf: str

    def address(self, beneath: str = "") -> str:
        """Return the address of this question, on the page or ``beneath`` it."""
        asked = {"annee": str(self.year), "caf": self.caf}
        kept = {name: value for name, value in asked.items() if value}
        return f"{ADDRESS}{beneath}?{urlencode(kept)}"


@dataclass(frozen=True, slots=True)
class FinanceView:
    """The finance view as the page shows it; ``reached`` are the Caf to choose from."""

    asked: FinanceQuestion
    finances: Finances
    reached: Sequence[Caf]

    definitions = DEFINITIONS

    @property
    def caf(self) -> Caf | None:
        """The Caf that is shown, where it is one alone."""
        return self.finances.cafs[0].caf if len(self.finances.cafs) == 1 else None

    @property
    def before(self) -> str:
        """The address of the year before."""
        return replace(self.asked, year=max(FIRST_YEAR, self.asked.year - 1)).address()

    @property
    def after(self) -> str:
        """The address of the year after."""
        return replace(self.asked, year=min(LAST_YEAR, self.asked.year + 1)).address()

    @property
    def envelope_address(self) -> str:
        """Where the envelope of the Caf that is shown is set."""
        code = self.caf.code if self.caf else ""
        return replace(self.asked, caf=code).address("/enveloppe")

    def of_caf(self, code: str) -> str:
        """Return the address of one Caf in the same year."""
        return replace(self.asked, caf=code).address()

    @property
    def lines_of_cafs(self) -> list[tuple[CafYear, str]]:
        """The Caf that have money or an envelope, each with the width of its bar."""
        busy = [each for each in self.finances.cafs if not each.is_empty]
        return list(zip(busy, _bars(each.budget.sums for each in busy), strict=True))

    @property
    def idle(self) -> list[str]:
        """The names of the others."""
        return [each.caf.name for each in self.finances.cafs if each.is_empty]

    def lines(self, lines: Sequence[Line]) -> list[tuple[Line, str]]:
        """Return lines with the width of their bar, the longest for what engages most."""
        return list(zip(lines, _bars(line.sums for line in lines), strict=True))

    def days(self, age: float) -> str:
        """Say an age: «12 jours», «6,5 jours»."""
        return f"{number(Decimal(str(age)))}{NBSP}{'jours' if age >= 2 else 'jour'}"

    @property
    def parts(self) -> list[Part]:
        """The bar of the budget: paid, to pay, left; beyond the envelope, it is all engaged."""
        budget = self.finances.known
        sums = budget.sums if budget.envelope is not None else self.finances.total
        left = max(NOTHING, budget.left or NOTHING)
        return stack(
            (
                ("settled", "Engagé et déjà versé", sums.settled),
                ("to-pay", "Engagé, à verser", sums.to_pay),
                ("left", "Reste de l’enveloppe", left),
            ),
            euros,
        )

    @property
    def beyond(self) -> Part | None:
        """What of the bar lies beyond the envelope; None where it is not exceeded."""
        budget = self.finances.known
        if budget.envelope is None or not budget.excess:
            return None
        whole = budget.sums.engaged
        words = f"Au-delà du trait, qui marque l’enveloppe de {euros(budget.envelope)}"
        start, length = width(budget.envelope, whole), width(budget.excess, whole)
        return Part("beyond", words, euros(budget.excess), start, length)


def read_question(args: Mapping[str, str], today: date) -> FinanceQuestion:
    """Read the address; a year that has no meaning is the present one."""
    year = args.get("annee", "")
    known = year.isascii() and year.isdecimal() and len(year) == 4
    known = known and FIRST_YEAR <= int(year) <= LAST_YEAR
    return FinanceQuestion(int(year) if known else today.year, args.get("caf", "")[:10])


def _bars(sums: Iterable[YearSums]) -> list[str]:
    amounts = [each.engaged for each in sums]
    return [width(amount, max(amounts)) for amount in amounts]
