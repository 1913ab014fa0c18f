"""The mail that asks a managing body for the indicators of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.french import NBSP, day_and_month

LIFETIME = timedelta(days=60)
"""How long a link can be used, as often as needed, until the figures are validated."""


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


def subject(year: int) -> str:
    """Return the subject of the mail."""
    return f"Vos indicateurs {year}"


def letter(year: int, invitations: Sequence[Invitation], sender: Sender, last_day: date) -> str:
    """Return the text of the mail: what is asked, then each place with its link."""
    several = len(invitations) > 1
    places = "\n\n".join(f"{each.place}\n{each.address}" for each in invitations)
    whose = "vos lieux ont" if several else "votre lieu a"
    links = "Ces liens sont" if several else "Ce lien est"
    question = f"Une question{NBSP}? Écrivez à {sender.mail}.\n\n" if sender.mail else ""
    return (
        "Bonjour,\n\n"
        f"En {year}, {whose} reçu un financement de la Caf. Dites-nous ce qui s’y est fait"
        f"{NBSP}: familles accueillies, animations, partenariats.\n\n"
        "Vous pouvez enregistrer, puis revenir. Ce que vous n’avez pas compté reste vide.\n\n"
        f"----\n\n{places}\n\n----\n\n"
        f"{links} pour vous seulement, sans compte ni mot de passe, "
        f"jusqu’au {day_and_month(last_day)} {last_day.year}.\n\n"
        f"{question}"
        f"Merci de votre aide,\n{sender.name}\n"
    )
