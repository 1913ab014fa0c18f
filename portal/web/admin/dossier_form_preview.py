"""What the rules say of a file as it is typed: the same answer as the decision would rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.domain.dossiers.budget import totals
from portal.domain.dossiers.content import DossierContent
from portal.domain.french import WEEKDAY_NAMES, day_and_month
from portal.domain.hours import HalfDay, HalfDayCount
from portal.domain.listing import ListingKind
from portal.domain.referentiel import (
    Case,
    Evaluation,
    Facts,
    Finding,
    LineJudgement,
    RuleSettings,
    ceiling,
    sorts_charges,
)
from portal.domain.referentiel.figures import duration, euros
from portal.services.dossiers.asked import asked_of
from portal.services.dossiers.evaluating import already_granted, evaluate_facts, judged_facts
from portal.services.dossiers.findings import ShownFinding, shown_ceiling, shown_findings
from portal.services.dossiers.reading import complete_facts
from portal.services.projection.openings import holidays_as_json, school_calendar
from portal.store.dossiers import Dossier, list_for_years
from portal.store.school_holidays import list_school_holidays


@dataclass(frozen=True, slots=True)
class ShownTotals:
    """What both sides of the budget add up to; ``gap`` says what is missing, "" if nothing is."""

    charges: str
    products: str
    asked: str
    gap: str


@dataclass(frozen=True, slots=True)
class JudgedCharge:
    """A charge and whether it counts; ``tone`` is "good", "danger", "warning" or "" (elsewhere)."""

    name: str
    amount: str
    word: str
    reason: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """The half-days of the week that decides, a row for each day; why nobody can tell, or ""."""

    summary: str
    rows: tuple[tuple[str, HalfDay, HalfDay], ...]
    met: bool | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The answer for a file. ``charges`` is empty where no rule looks at them.

    ``others`` are files of the same listing for one of its years: perhaps one is meant already.
    """

    evaluation: Evaluation
    findings: list[ShownFinding]
    totals: ShownTotals
    charges: tuple[JudgedCharge, ...]
    still_allowed: str
    already: Decimal
    week: ShownWeek | None
    settings: tuple[str, ...]
    others: Sequence[Dossier]

    @property
    def said(self) -> str:
        """The few words that are said aloud after each change."""
        broken = sum(f.blocks and f.finding is Finding.NON_CONFORME for f in self.findings)
        unsettled = sum(f.blocks and f.finding is Finding.INDETERMINE for f in self.findings)
        ceiling = shown_ceiling(self.evaluation.plafond)
        share = ceiling.share if ceiling else ""
        parts = [
            self.totals.gap or "Budget équilibré.",
            f"Part de la branche Famille : {share}." if share else "",
            f"Règles non respectées : {broken}, à compléter : {unsettled}.",
        ]
        return " ".join(filter(None, parts))


def preview_of(
    session: Session, dossier: Dossier, content: DossierContent, settings: RuleSettings
) -> Preview:
    """Return what the rules say of a file, saved or not, if it had that content."""
    facts = judged_facts(session, dossier, content)
    evaluation = evaluate_facts(session, facts, settings)
    counted = sorts_charges(dossier.listing.kind, content.text)
    return Preview(
        evaluation=evaluation,
        findings=shown_findings(evaluation),
        totals=_totals(content),
        charges=tuple(_judged(content, dossier.listing.kind)),
        still_allowed=_still_allowed(facts, settings) if counted else "",
        already=already_granted(session, dossier, content),
        week=_week(session, dossier, content, settings),
        settings=_settings(settings) if "sites" in asked_of(dossier.listing.kind) else (),
        others=list_for_years(
            session, dossier.listing.id, content.first_year, content.last_year, dossier.id
        ),
    )


def _totals(content: DossierContent) -> ShownTotals:
    found = totals(content.budget)
    gap = ""
    if found.gap > 0:
        gap = f"Il manque {euros(found.gap)} de produits."
    elif found.gap < 0:
        gap = f"Les produits dépassent les charges de {euros(-found.gap)}."
    return ShownTotals(
        euros(found.charges), euros(found.products), euros(content.budget.asked), gap
    )


def _judged(content: DossierContent, kind: ListingKind) -> Iterator[JudgedCharge]:
    for charge, judged in content.judged_charges(kind):
        if judged is None:
            continue
        word, tone = _word(judged)
        name = " ".join(filter(None, [charge.heading.value, charge.label]))
        yield JudgedCharge(name, euros(charge.amount), word, judged.reason, tone)


def _word(judged: LineJudgement) -> tuple[str, str]:
    if judged.own is False and judged.charge.rattachement:
        return f"Hors base, {judged.charge.rattachement.label}", ""
    if judged.eligible is None:
        return "À compléter", "warning"
    return ("Éligible", "good") if judged.eligible else ("Non éligible", "danger")


def _still_allowed(facts: Facts, settings: RuleSettings) -> str:
    """Return the most that volet 3 may bring beside the other funding of the branch."""
    found = ceiling(facts.budget, settings.ceiling)
    highest = found.maximum_volet3 if found else None
    return "" if highest is None else euros(highest)


def _week(
    session: Session, dossier: Dossier, content: DossierContent, settings: RuleSettings
) -> ShownWeek | None:
    if "sites" not in asked_of(dossier.listing.kind):
        return None
    calendar = school_calendar(holidays_as_json(list_school_holidays(session)))
    count = Case(complete_facts(content, dossier), settings, calendar).half_days
    if count is None:
        why = "Indiquez la commune et les horaires de chaque lieu, et le premier jour compté."
        return ShownWeek(why, (), None)
    return ShownWeek(_summary(count), tuple(_rows(count)), count.met)


def _summary(count: HalfDayCount) -> str:
    if count.week is None:
        return f"{count.reason}."
    week = f"semaine du {day_and_month(count.week)} {count.week.year}"
    compared = f"la moins ouverte des {count.ordinary_weeks} semaines ordinaires"
    return f"{count.reason}, {week}, {compared}."


def _rows(count: HalfDayCount) -> Iterator[tuple[str, HalfDay, HalfDay]]:
    for day, name in enumerate(WEEKDAY_NAMES[: len(count.half_days) // 2]):
        morning, afternoon = count.half_days[2 * day : 2 * day + 2]
        yield name.capitalize(), morning, afternoon


def _settings(settings: RuleSettings) -> tuple[str, ...]:
    """Return the two figures that half-days are counted with, each with where it comes from."""
    notes = settings.notes()
    return (
        f"Seuil : {settings.half_days} demi-journées par semaine. {notes['half_days']}",
        f"Durée minimale : {duration(settings.minimum_minutes)}. {notes['minimum_minutes']}",
    )
