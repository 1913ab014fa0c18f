"""What the rules say of a file as it is typed: the same answer as the decision would rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.dossiers.budget import totals
from portal.domain.dossiers.content import DossierContent
from portal.domain.french import WEEKDAY_NAMES, day_and_month
from portal.domain.hours import HalfDay, HalfDayCount
from portal.domain.referentiel import (
    Case,
    Evaluation,
    Finding,
    FundingText,
    LineJudgement,
    RuleSettings,
    ceiling,
    judge_lines,
)
from portal.domain.referentiel.figures import duration, euros
from portal.domain.referentiel.rulebook import PLACES
from portal.services.dossiers.asked import asked_of
from portal.services.dossiers.evaluating import evaluate_content
from portal.services.dossiers.findings import ShownFinding, shown_ceiling, shown_findings
from portal.services.dossiers.reading import complete_facts
from portal.services.projection.openings import holidays_as_json, school_calendar
from portal.store.dossiers import Dossier
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
    """The answer for a file. ``charges`` is empty where no rule looks at them."""

    evaluation: Evaluation
    findings: list[ShownFinding]
    totals: ShownTotals
    charges: tuple[JudgedCharge, ...]
    still_allowed: str
    week: ShownWeek | None
    settings: tuple[str, ...]

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
    evaluation = evaluate_content(session, dossier, content, settings)
    counted = content.text is FundingText.F and dossier.listing.kind in PLACES
    return Preview(
        evaluation=evaluation,
        findings=shown_findings(evaluation),
        totals=_totals(content),
        charges=tuple(_judged(content)) if counted else (),
        still_allowed=_still_allowed(content, settings) if counted else "",
        week=_week(session, dossier, content, settings),
        settings=_settings(settings) if "sites" in asked_of(dossier.listing.kind) else (),
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


def _judged(content: DossierContent) -> Iterator[JudgedCharge]:
    lines = judge_lines(content.budget.as_facts()) or ()
    for judged, charge in zip(lines, content.budget.charges, strict=True):
        word, tone = _word(judged)
        name = " ".join(filter(None, [charge.heading.value, charge.label]))
        yield JudgedCharge(name, euros(charge.amount), word, judged.reason, tone)


def _word(judged: LineJudgement) -> tuple[str, str]:
    if judged.own is False and judged.charge.rattachement:
        return f"Hors base, {judged.charge.rattachement.label}", ""
    if judged.eligible is None:
        return "À compléter", "warning"
    return ("Éligible", "good") if judged.eligible else ("Non éligible", "danger")


def _still_allowed(content: DossierContent, settings: RuleSettings) -> str:
    """Return the most that volet 3 may bring beside the other funding of the branch."""
    found = ceiling(content.budget.as_facts(), settings.ceiling)
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
