"""Rules G5 and G6: the ceiling of 80 %, and the spending that may be counted."""

from __future__ import annotations

from portal.domain.french import NBSP
from portal.domain.referentiel.budget import Ceiling, LineJudgement, ceiling, judge_lines
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.figures import euros, percent
from portal.domain.referentiel.verdicts import Condition, Verdict, judged, unknown
from portal.domain.referentiel.words import ChargeNature

_OF_STAFF, _OF_NATURE = 0, 1
"""Which sentence of the source speaks of what."""


def within_ceiling(case: Case) -> Verdict:
    """G5."""
    rate = case.settings.ceiling
    expected = f"au plus {percent(rate)} du budget du lieu, sans ceux du Laep et du Clas"
    found = ceiling(case.facts.budget, rate)
    if found is None:
        return judged(expected, unknown("budget", why=_why_no_base(case)))
    return judged(expected, _within(found))


def eligible_spending(case: Case) -> Verdict:
    """G6: one line refused is enough; the lines of the Laep and the Clas are not looked at."""
    expected = "des charges de fonctionnement et de personnel que la Caf ne finance pas déjà"
    lines = [line for line in judge_lines(case.facts.budget) or () if line.own is not False]
    if not lines:
        return judged(expected, unknown("budget", why="aucune charge du lieu n’est renseignée"))
    refused = [line for line in lines if line.own and line.eligible is False]
    if refused:
        return judged(expected, Condition(False, _listed(refused), passage=_passage(refused[0])))
    unsure = [line for line in lines if not line.eligible]
    if unsure:
        return judged(expected, unknown("budget", why=_listed(unsure)))
    return judged(expected, Condition(True, f"lignes éligibles{NBSP}: {len(lines)}"))


def _within(found: Ceiling) -> Condition:
    base = f"base de {euros(found.base)}, financement possible jusqu’à {euros(found.maximum)}"
    if found.funding is None or found.share is None:
        return unknown(
            "budget", why=f"les produits ne disent pas tout ce que la Caf finance ({base})"
        )
    measure = f"{percent(found.share)}{NBSP}: {euros(found.funding)} sur une {base}"
    return Condition(found.met, measure)


def _why_no_base(case: Case) -> str:
    lines = judge_lines(case.facts.budget)
    if lines is None:
        return "les charges ne sont pas renseignées"
    unsure = [line for line in lines if line.counted is None]
    if unsure:
        return _listed(unsure)
    if any(line.counted and line.charge.montant is None for line in lines):
        return "le montant d’une charge n’est pas renseigné"
    return f"la base est de 0,00{NBSP}€"


def _listed(lines: list[LineJudgement]) -> str:
    """Return each line with its reason."""
    return f"{NBSP}; ".join(f"{_name(line)}{NBSP}: {_reason(line)}" for line in lines)


def _reason(line: LineJudgement) -> str:
    unplaced = line.own is None and line.eligible is not None
    return "le rattachement n’est pas renseigné" if unplaced else line.reason


def _name(line: LineJudgement) -> str:
    charge = line.charge
    words = [charge.compte, charge.libelle or "ligne sans libellé"]
    if charge.montant is not None:
        words.append(f"({euros(charge.montant)})")
    return " ".join(filter(None, words))


def _passage(line: LineJudgement) -> int:
    return _OF_STAFF if line.charge.nature is ChargeNature.PERSONNEL else _OF_NATURE
