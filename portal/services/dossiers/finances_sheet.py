"""The finance view as a sheet: one line for each total, amounts as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from portal.domain.dossiers.finances import DEFINITIONS, Budget, YearSums
from portal.services.dossiers.finances import Finances, Line, StateLine
from portal.services.exports import Cell, Sheet

COLUMNS = (
    "Découpage",
    "Ligne",
    "Dossiers",
    "Enveloppe (€)",
    "Engagé (€)",
    "Reste de l’enveloppe (€)",
    "Versé dans l’année (€)",
    "Reste à verser (€)",
    "Demandé (€)",
    "Accordé (€)",
    "Âge médian (jours)",
    "Âge du plus ancien (jours)",
)


def sheet_of(finances: Finances) -> Sheet:
    """Return a year of some Caf as a sheet; an envelope that nobody set is an empty cell."""
    rows = [
        *(_budget("Caf", each.caf.name, each.budget) for each in finances.cafs),
        *_lines("Type de lieu", finances.kinds),
        *_lines("Axe", finances.axes),
        *_lines("Epci", finances.epcis),
        *(_state(each) for each in finances.states),
    ]
    preamble = [("Année", str(finances.year)), *DEFINITIONS.items()]
    return Sheet("Financements", COLUMNS, rows, preamble)


def _budget(cut: str, name: str, budget: Budget) -> tuple[Cell, ...]:
    return _row(cut, name, budget.sums, _number(budget.envelope), _number(budget.left))


def _lines(cut: str, lines: Iterable[Line]) -> Iterator[tuple[Cell, ...]]:
    return (_row(cut, line.name, line.sums) for line in lines)


def _row(
    cut: str, name: str, sums: YearSums, envelope: Cell = None, left: Cell = None
) -> tuple[Cell, ...]:
    amounts = (envelope, float(sums.engaged), left, float(sums.paid), float(sums.to_pay))
    return (cut, name, sums.files, *amounts, None, None, None, None)


def _state(line: StateLine) -> tuple[Cell, ...]:
    waits = (line.ages.median, line.ages.oldest) if line.ages else (None, None)
    amounts = (float(line.asked), float(line.granted) or None)
    return ("Étape", line.state.label, line.files, *(None,) * 5, *amounts, *waits)


def _number(amount: Decimal | None) -> Cell:
    # A cell holds a double: it gives back every cent below a hundred thousand billion euros.
    return None if amount is None else float(amount)
