"""The mails about deadlines: what agents are told once, what a managing body is asked for again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.dossiers.deadlines import Deadline, DeadlineKind
from portal.domain.french import NBSP, day_and_month


@dataclass(frozen=True, slots=True)
class DueFile:
    """A deadline that is due, as a mail names it; ``address`` is "" where nobody can tell it."""

    name: str
    years: str
    deadline: Deadline
    address: str = ""


def told(files: Iterable[DueFile], all_of_them: str) -> str:
    """Return the mail that tells agents what became due; ``all_of_them`` is the page's address."""
    lines = ["Bonjour,", "", "Ces échéances sont arrivées, dans les dossiers de votre Caf.", ""]
    for file in files:
        due = file.deadline
        lines.append(f"- {file.name}, {file.years}{NBSP}: {due.kind.label}, le {_full(due.due)}")
        lines += [f"  {file.address}"] if file.address else []
    if all_of_them:
        lines += ["", f"Toutes les échéances{NBSP}: {all_of_them}"]
    return "\n".join([*lines, "", "Vous ne recevrez pas d’autre courriel pour ces échéances.", ""])


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks: a Caf, and the address that reads the answer."""

    caf: str
    mail: str


def asked_again(
    sender: Sender, about: str, deadline: Deadline, today: date, words: str = ""
) -> str:
    """Return the mail that asks a managing body for what it owes for a place and its years.

    ``words`` is what the Caf asked for, when it asked for documents.
    """
    lines = ["Bonjour,", "", f"Nous suivons votre dossier de financement{NBSP}: {about}.", ""]
    if deadline.kind is DeadlineKind.PIECES:
        lines += _documents(sender, deadline, today, words)
    else:
        lines += [f"Nous n’avons pas encore reçu le bilan.{_awaited(deadline, today)}"]
        lines += [f"Envoyez-le à {sender.mail}.", ""]
        lines += ["Si vous l’avez envoyé entre-temps, ne tenez pas compte de ce message.", ""]
    return "\n".join([*lines, f"Une question{NBSP}? Écrivez à {sender.mail}.", "", sender.caf, ""])


def _documents(sender: Sender, deadline: Deadline, today: date, words: str) -> list[str]:
    late = deadline.is_late(today)
    opening = (
        "Des pièces demandées ne nous sont pas encore arrivées."
        if late
        else "Pour étudier ce dossier, nous avons besoin de pièces."
    )
    request = [f"Notre demande{NBSP}: {words}", ""] if words else []
    until = "" if late else f" avant le {_full(deadline.due)}"
    return [
        opening,
        "",
        *request,
        f"Envoyez-les à {sender.mail}{until}.",
        "",
        "Si vous les avez envoyées entre-temps, ne tenez pas compte de ce message.",
        "",
    ]


def _awaited(deadline: Deadline, today: date) -> str:
    verb = "était" if deadline.is_late(today) else "est"
    return f" Il {verb} attendu au plus tard le {_full(deadline.due)}."


def _full(day: date) -> str:
    return f"{day_and_month(day)} {day.year}"
