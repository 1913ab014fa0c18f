"""The way of a file: the steps that were taken, what is awaited now, and from whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.access import Actor, Permission
from portal.domain.dossiers.states import NEEDED, DossierState
from portal.domain.labels import LabelledEnum

_S = DossierState

MAIN_WAY = (
    _S.BROUILLON,
    _S.DEPOSEE,
    _S.EN_INSTRUCTION,
    _S.AVIS_RENDU,
    _S.ACCORDEE,
    _S.CONVENTIONNEE,
    _S.ACOMPTE_VERSE,
    _S.BILAN_RECU,
    _S.SOLDEE,
)
"""The usual way, from the draft to the balance."""


@dataclass(frozen=True, slots=True)
class _Awaited:
    words: str
    step: DossierState | None
    """The step that the Caf takes next; None while it waits for the managing body."""


_AWAITED: Mapping[DossierState, _Awaited] = {
    _S.BROUILLON: _Awaited("À compléter et déposer", _S.DEPOSEE),
    _S.DEPOSEE: _Awaited("À mettre en instruction", _S.EN_INSTRUCTION),
    _S.EN_INSTRUCTION: _Awaited("Avis à rendre", _S.AVIS_RENDU),
    _S.PIECES_DEMANDEES: _Awaited("Pièces attendues du gestionnaire", None),
    _S.AVIS_RENDU: _Awaited("Décision à prendre", _S.ACCORDEE),
    _S.ACCORDEE: _Awaited("Convention à signer", _S.CONVENTIONNEE),
    _S.CONVENTIONNEE: _Awaited("Acompte à verser", _S.ACOMPTE_VERSE),
    _S.ACOMPTE_VERSE: _Awaited("Bilan attendu du gestionnaire", None),
    _S.BILAN_RECU: _Awaited("Solde à verser", _S.SOLDEE),
}


class Stage(LabelledEnum):
    """Where a step of the way stands."""

    FAITE = "faite", "Faite"
    ICI = "ici", "En cours"
    A_VENIR = "a_venir", "À venir"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of the way, with its day once it was taken."""

    state: DossierState
    stage: Stage
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Duties:
    """The states of files that wait for somebody.

    ``own`` is for those whose listing is entrusted to them or to nobody: who instructs a file
    follows it. Decisions and payments, ``shared``, are for whoever may make them.
    """

    own: frozenset[DossierState]
    shared: frozenset[DossierState]


def milestones(opened: date, steps: Iterable[tuple[DossierState, date]]) -> tuple[Milestone, ...]:
    """Return the way of a file from its draft on: what was done, where it is, what is left.

    A file that went back, for documents or another opinion, is shown where it went back to.
    """
    taken = {_S.BROUILLON: opened}
    for state, on in steps:
        if state in taken:
            kept = list(taken)[: list(taken).index(state)]
            taken = {each: taken[each] for each in kept}
        taken[state] = on
    here = list(taken)[-1]
    done = [
        Milestone(state, Stage.ICI if state is here else Stage.FAITE, on)
        for state, on in taken.items()
    ]
    return (*done, *(Milestone(state, Stage.A_VENIR) for state in _ahead(here)))


def awaited(state: DossierState) -> str:
    """Say in a few words what a file waits for, "" once it is closed."""
    return _AWAITED[state].words if state in _AWAITED else ""


def duties(by: Actor) -> Duties:
    """Return the states in which files wait for an actor."""
    needed = {s: NEEDED[each.step] for s, each in _AWAITED.items() if each.step is not None}
    mine = {state: permission for state, permission in needed.items() if by.may(permission)}
    own = {state for state, needs in mine.items() if needs is Permission.INSTRUCT_DOSSIERS}
    return Duties(frozenset(own), frozenset(mine.keys() - own))


def _ahead(here: DossierState) -> tuple[DossierState, ...]:
    if here is _S.PIECES_DEMANDEES:
        return MAIN_WAY[MAIN_WAY.index(_S.EN_INSTRUCTION) :]
    return MAIN_WAY[MAIN_WAY.index(here) + 1 :] if here in MAIN_WAY else ()
