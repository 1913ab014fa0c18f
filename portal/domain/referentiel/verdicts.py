"""What a rule answers, and how conditions that may be unknown add up.

A rule answers as soon as what is known decides: one condition that does not hold is enough for
*non conforme*, whatever else is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from portal.domain.french import NBSP, enumeration
from portal.domain.referentiel.facts import Facts, label
from portal.domain.referentiel.words import Finding

_SAID = {True: "oui", False: "non", None: "non renseigné"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a rule.

    ``measure`` is what was found and ``expected`` what the rule wants, in French. ``missing`` names
    the facts to complete or to put right where it cannot tell. ``passage`` is which of the
    sentences of its source decides.
    """

    finding: Finding
    expected: str
    measure: str
    missing: tuple[str, ...] = ()
    passage: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold: whether it does (None: unknown), what was read, what is missing.

    ``passage`` is the sentence of the source that asks for it.
    """

    holds: bool | None
    measure: str
    missing: tuple[str, ...] = ()
    passage: int = 0

    def quoting(self, passage: int) -> Condition:
        """Return the same condition, asked for by another sentence."""
        return replace(self, passage=passage)


def judged(expected: str, *conditions: Condition) -> Verdict:
    """Return the verdict of a rule whose conditions must all hold."""
    broken = [each for each in conditions if each.holds is False]
    unsure = [each for each in conditions if each.holds is None]
    if broken:
        finding = Finding.NON_CONFORME
    else:
        finding = Finding.INDETERMINE if unsure else Finding.CONFORME
    missing = () if broken else (fact for each in unsure for fact in each.missing)
    return Verdict(
        finding,
        expected,
        measure=f"{NBSP}; ".join(each.measure for each in conditions),
        missing=tuple(dict.fromkeys(missing)),
        passage=(broken or unsure or conditions)[0].passage,
    )


def pointless(expected: str, why: str) -> Verdict:
    """Return the verdict of a rule that this file gives no occasion to apply."""
    return Verdict(Finding.SANS_OBJET, expected, why)


def said(facts: Facts, fact: str, *, wanted: bool = True) -> Condition:
    """Return the condition that a yes-or-no fact is what is wanted."""
    value: bool | None = getattr(facts, fact)
    measure = f"{label(fact)}{NBSP}: {_SAID[value]}"
    return Condition(None if value is None else value is wanted, measure, (fact,))


def holding(fact: str, found: Collection[str] | None, wanted: Mapping[str, str]) -> Condition:
    """Return the condition that a list holds every slug that is wanted; ``wanted`` names them."""
    if found is None:
        return unknown(fact)
    absent = [name for slug, name in wanted.items() if slug not in found]
    measure = f"{len(wanted) - len(absent)} sur {len(wanted)}"
    if absent:
        measure += f"{NBSP}; il manque {enumeration(absent)}"
    return Condition(not absent, measure)


def some(fact: str, holds: Iterable[bool | None], measure: str, *, doubt: str = "") -> Condition:
    """Return the condition that one of several holds; ``doubt`` says what keeps from knowing."""
    answers = set(holds)
    if True in answers:
        return Condition(True, measure)
    if None in answers:
        return unknown(fact, why=doubt)
    return Condition(False, measure)


def unknown(*facts: str, why: str = "") -> Condition:
    """Return the condition that nobody can judge without these facts."""
    named = enumeration([label(fact) for fact in facts])
    return Condition(None, why or f"{named}{NBSP}: non renseigné", facts)
