"""The mails that ask a managing body for the indicators of a year, or about what it answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from portal.domain.days import PARIS, day_in_paris
from portal.domain.french import NBSP, day_and_month

LIFETIME = timedelta(days=60)
"""How long a link can be used, as often as needed, until the figures are validated."""

_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Invitation:
    """One place that is asked, and the link to answer by."""

    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name one asks, and the address for questions ("" where there is none)."""

    name: str
    mail: str


def expiry(asked_at: datetime) -> datetime:
    """Return until when a link works: to the end of its last day in Paris, as its mail says."""
    last_day = day_in_paris(asked_at + LIFETIME)
    return datetime.combine(last_day, _LAST_SECOND, PARIS).astimezone(UTC)


def subject(year: int) -> str:
    """Return the subject of the mail."""
    return f"Vos indicateurs {year}"


def letter(year: int, invitations: Sequence[Invitation], sender: Sender, last_day: date) -> str:
    """Return the text of the mail: what is asked, then each place with its link."""
    whose = "vos lieux ont" if len(invitations) > 1 else "votre lieu a"
    return (
        "Bonjour,\n\n"
        f"En {year}, {whose} reçu un financement de la Caf. Dites-nous ce qui s’y est fait"
        f"{NBSP}: familles accueillies, animations, partenariats.\n\n"
        "Vous pouvez enregistrer, puis revenir. Ce que vous n’avez pas compté reste vide.\n\n"
        f"{_links(invitations, sender, last_day)}"
    )


def question_subject(year: int) -> str:
    """Return the subject of the mail that sends an answer back."""
    return f"Une question sur vos indicateurs {year}"


def question_letter(
    year: int, question: str, invitations: Sequence[Invitation], sender: Sender, last_day: date
) -> str:
    """Return the text of the mail that sends an answer back: the question, then the link."""
    return (
        "Bonjour,\n\n"
        f"Merci pour vos indicateurs {year}. Avant de les valider, nous avons une question"
        f"{NBSP}:\n\n{question}\n\n"
        "Vos chiffres sont gardés. Corrigez-les ou écrivez une remarque, puis envoyez de "
        "nouveau.\n\n"
        f"{_links(invitations, sender, last_day)}"
    )


def _links(invitations: Sequence[Invitation], sender: Sender, last_day: date) -> str:
    """Return how a mail ends: each place with its link, until when it works, who is asked."""
    places = "\n\n".join(f"{each.place}\n{each.address}" for each in invitations)
    links = "Ces liens sont" if len(invitations) > 1 else "Ce lien est"
    contact = f"Une question{NBSP}? Écrivez à {sender.mail}.\n\n" if sender.mail else ""
    return (
        f"----\n\n{places}\n\n----\n\n"
        f"{links} pour vous seulement, sans compte ni mot de passe, "
        f"jusqu’au {day_and_month(last_day)} {last_day.year}.\n\n"
        f"{contact}"
        f"Merci de votre aide,\n{sender.name}\n"
    )
