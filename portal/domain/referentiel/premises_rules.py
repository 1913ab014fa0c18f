"""Rules L9 to L13: premises, openings, and the people who are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from portal.domain.french import WEEKDAY_NAMES, clock, day_and_month
from portal.domain.hours import HalfDayCount
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.facts import StaffMember
from portal.domain.referentiel.figures import duration, number
from portal.domain.referentiel.openings import Gap, Openings, gaps, is_vague
from portal.domain.referentiel.verdicts import (
    Condition,
    Verdict,
    judged,
    pointless,
    said,
    unknown,
)
from portal.domain.referentiel.words import FundingText

_MOST_REFERENTS = 2


def own_entrance(case: Case) -> Verdict:
    """L9."""
    return judged(
        "un accès spécifique et l’accessibilité universelle",
        said(case.facts, "acces_specifique"),
        said(case.facts, "accessibilite_universelle"),
    )


def two_spaces(case: Case) -> Verdict:
    """L10."""
    return judged(
        "un espace confidentiel et un espace collectif convivial, en même temps",
        said(case.facts, "espace_confidentiel"),
        said(case.facts, "espace_collectif"),
        said(case.facts, "espaces_simultanes"),
    )


def opening_hours(case: Case) -> Verdict:
    """L11: the openings are physical under both texts; only [F] says it."""
    settings = case.settings
    physically = " d’ouverture physique au public" if case.facts.texte is FundingText.F else ""
    expected = (
        f"au moins {settings.half_days} demi-journées par semaine{physically},"
        f" de {duration(settings.minimum_minutes)} au moins"
    )
    count = case.half_days
    return judged(expected, _unknown_openings(case) if count is None else _enough(count))


def attendance(case: Case) -> Verdict:
    """L12: whoever is there must be trained; presence is not tied to one stop of several."""
    expected = "au moins un accueillant formé présent pendant toutes ces ouvertures"
    staff, openings, count = case.facts.accueillants, case.openings, case.half_days
    if staff is None:
        return judged(expected, unknown("accueillants"))
    if all(person.forme is False for person in staff):
        return judged(expected, Condition(False, "aucun accueillant formé"))
    if openings is None or count is None:
        return judged(expected, _unknown_openings(case))
    if count.week is None:
        return judged(expected, unknown("sites", why=count.reason))
    if next(openings.counted(), None) is None:
        return pointless(expected, "aucune demi-journée ne compte")
    return judged(expected, _attended(openings, staff))


def referent_time(case: Case) -> Verdict:
    """L13: the text speaks of one or two people, so the two largest shares add up."""
    least = case.settings.referent_etp
    expected = f"au moins {number(least)} Etp, par une ou deux personnes"
    staff = case.facts.accueillants
    if staff is None:
        return judged(expected, unknown("accueillants"))
    sure = _largest(each.etp or Decimal(0) for each in staff if each.referent)
    if sure < least and _may_reach(least, staff):
        doubt = "la part d’un référent, ou qui est référent, n’est pas renseigné"
        return judged(expected, unknown("accueillants", why=doubt))
    return judged(expected, Condition(sure >= least, f"{number(sure)} Etp"))


def _may_reach(least: Decimal, staff: Sequence[StaffMember]) -> bool:
    """Tell whether what nobody said of people could still make the share that is asked."""
    possible = [each for each in staff if each.referent is not False]
    unsaid = any(each.etp is None for each in possible)
    return unsaid or _largest(each.etp or Decimal(0) for each in possible) >= least


def _largest(shares: Iterable[Decimal]) -> Decimal:
    """Add the shares of the people who may hold the post together."""
    return sum(sorted(shares, reverse=True)[:_MOST_REFERENTS], Decimal(0))


def _unknown_openings(case: Case) -> Condition:
    """Return which of the facts that tell the openings is missing."""
    sites, start = case.facts.sites, case.facts.a_partir_du
    vague = sites is None or any(is_vague(site) for site in sites)
    facts = [*(["sites"] if vague else []), *(["a_partir_du"] if start is None else [])]
    if sites and vague and start:
        return unknown("sites", why="la commune, les horaires ou une fermeture d’un site manquent")
    return unknown(*facts)


def _enough(count: HalfDayCount) -> Condition:
    if count.met is None:
        return unknown("sites", why=count.reason)
    if count.week is None or count.count is None:
        return Condition(count.met, count.reason)
    week = f"la semaine du {day_and_month(count.week)} {count.week.year}"
    return Condition(count.met, f"{count.reason}, {week}")


_DOUBTS = {"accueillants": "présence à préciser", "sites": "horaires à confirmer"}


def _attended(openings: Openings, staff: tuple[StaffMember, ...]) -> Condition:
    found = list(gaps(openings, staff))
    certain = next((gap for gap in found if not gap.doubt), None)
    if certain:
        return Condition(False, f"personne de formé {_when(certain)}")
    if found:
        first = found[0]
        return unknown(first.doubt, why=f"{_DOUBTS[first.doubt]} {_when(first)}")
    return Condition(True, "un accueillant formé à chaque ouverture")


def _when(gap: Gap) -> str:
    day = f"{WEEKDAY_NAMES[gap.day.weekday()]} {day_and_month(gap.day)} {gap.day.year}"
    return f"le {day}, de {clock(gap.start)} à {clock(gap.end)}"
