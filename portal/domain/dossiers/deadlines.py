"""What a file must not wait for longer than: a pure function of where it stands and of its days.

The texts set no delays: every one of them is a choice, which an installation may adjust.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.states import FUNDING, DossierState
from portal.domain.labels import LabelledEnum

_S = DossierState


class DeadlineKind(LabelledEnum):
    """What is waited for."""

    PIECES = "pieces", "Pièces demandées, non reçues"
    INSTRUCTION = "instruction", "Instruction à finir"
    DECISION = "decision", "Décision à prendre"
    CONVENTION = "convention", "Convention à signer"
    BILAN = "bilan", "Bilan attendu"
    SOLDE = "solde", "Solde à verser"
    RENOUVELLEMENT = "renouvellement", "Renouvellement à préparer"


CHASED = frozenset({DeadlineKind.PIECES, DeadlineKind.BILAN})
"""What the managing body can be asked for again; the rest waits for the Caf."""

_LOOKED_INTO = frozenset({_S.DEPOSEE, _S.EN_INSTRUCTION, _S.PIECES_DEMANDEES})
_REPORTING = frozenset({_S.CONVENTIONNEE, _S.ACOMPTE_VERSE})

_AFTER_A_GRANT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Delays:
    """How many days each thing may take; ``renewal`` is how long before the convention ends."""

    documents: int = 30
    instruction: int = 60
    decision: int = 30
    convention: int = 60
    balance: int = 60
    renewal: int = 90


_WAITS: Mapping[DossierState, tuple[DeadlineKind, str, Callable[[Delays], int]]] = {
    _S.PIECES_DEMANDEES: (DeadlineKind.PIECES, "la demande", lambda days: days.documents),
    _S.AVIS_RENDU: (DeadlineKind.DECISION, "l’avis", lambda days: days.decision),
    _S.ACCORDEE: (DeadlineKind.CONVENTION, "l’accord", lambda days: days.convention),
    _S.BILAN_RECU: (DeadlineKind.SOLDE, "la réception du bilan", lambda days: days.balance),
}
"""What a file in these states waits for, since it came there."""


@dataclass(frozen=True, slots=True)
class FollowedFile:
    """What of a file decides its deadlines.

    ``steps`` are in the order in which they were taken. ``reported`` are the years whose
    indicators were entered, ``renewed`` whether a file was opened for the years that follow.
    """

    state: DossierState
    steps: tuple[tuple[DossierState, date], ...]
    convention: Convention | None = None
    reported: frozenset[int] = field(default_factory=frozenset)
    renewed: bool = False

    def first(self, state: DossierState) -> date | None:
        """Return the day on which the file first came to a state."""
        return next((on for step, on in self.steps if step is state), None)

    def last(self, state: DossierState) -> date | None:
        """Return the day on which the file last came to a state."""
        return next((on for step, on in reversed(self.steps) if step is state), None)


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """A day by which something is due; ``note`` says where the day comes from."""

    due: date
    kind: DeadlineKind
    note: str

    def is_late(self, today: date) -> bool:
        """Tell whether the day is over."""
        return self.due < today


def deadlines(file: FollowedFile, today: date, delays: Delays) -> tuple[Deadline, ...]:
    """Return every deadline of a file, late or to come, the first first."""
    return tuple(sorted(_deadlines(file, today, delays)))


def _deadlines(file: FollowedFile, today: date, delays: Delays) -> Iterator[Deadline]:
    if file.state in _LOOKED_INTO:
        since = file.first(_S.DEPOSEE)
        yield from _after(since, delays.instruction, DeadlineKind.INSTRUCTION, "le dépôt")
    if file.state in _WAITS:
        kind, what, delay = _WAITS[file.state]
        yield from _after(file.last(file.state), delay(delays), kind, what)
    if file.convention is not None:
        if file.state in _REPORTING:
            yield from _reports(file.convention, file.reported)
        if file.state in FUNDING and not file.renewed:
            granted = file.last(_S.ACCORDEE) or file.convention.starts_on
            yield from _renewal(file.convention, granted, today, delays.renewal)


def _after(day: date | None, days: int, kind: DeadlineKind, what: str) -> Iterator[Deadline]:
    """Yield a deadline some days after a step, once that step was taken."""
    if day is not None:
        yield Deadline(day + timedelta(days=days), kind, f"{days} jours après {what} (choix)")


def _reports(convention: Convention, reported: frozenset[int]) -> Iterator[Deadline]:
    """Yield the report of each covered year: the last is the file's own, of the others indicators.

    That a convention ended makes nobody late: its report is, once its own day is over.
    """
    last = convention.ends_on.year
    for year in range(convention.starts_on.year, last + 1):
        if year == last or year not in reported:
            note = f"bilan de {year}, le 30 avril de l’année qui suit (choix)"
            yield Deadline(date(year + 1, 4, 30), DeadlineKind.BILAN, note)


def _renewal(convention: Convention, granted: date, today: date, days: int) -> Iterator[Deadline]:
    """Yield when to prepare what follows; once the convention ended there is nothing to renew.

    What was granted late leaves some days for it: nobody is late from the first day.
    """
    if today <= convention.ends_on:
        due = convention.ends_on - timedelta(days=days)
        earliest = min(granted + _AFTER_A_GRANT, convention.ends_on)
        note = f"{days} jours avant la fin de la convention (choix)"
        if due < earliest:
            note = f"{_AFTER_A_GRANT.days} jours après l’accord (choix)"
        yield Deadline(max(due, earliest), DeadlineKind.RENOUVELLEMENT, note)
