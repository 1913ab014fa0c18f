"""Campaigns: asking managing bodies, by mail, whether what is written of their places holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.french import NBSP, day_and_month
from portal.domain.freshness import FieldGroup, LastVerified, add_months
from portal.domain.labels import LabelledEnum

LIFETIME = timedelta(days=30)
"""How long a link can be used, once."""

LONGEST_SUBJECT, LONGEST_MESSAGE = 200, 4000
"""Characters of a mail."""

MOST_LISTINGS = 500
"""Listings of one campaign."""


class Unverified(LabelledEnum):
    """Which listings are worth asking about."""

    A_VERIFIER = "a_verifier", "À vérifier maintenant"
    TROIS_MOIS = "3", "Pas vérifiées depuis 3 mois"
    SIX_MOIS = "6", "Pas vérifiées depuis 6 mois"
    UN_AN = "12", "Pas vérifiées depuis un an"
    TOUTES = "toutes", "Toutes"

    def holds(self, last: LastVerified, due: Mapping[FieldGroup, date], today: date) -> bool:
        """Tell whether a listing whose groups were verified ``last`` on these days is one of them.

        ``due`` is when each group is to be verified again, as the queue has it.
        """
        if self is Unverified.TOUTES:
            return True
        if self is Unverified.A_VERIFIER:
            return min(due.values()) <= today
        if any(group not in last for group in FieldGroup):
            return True
        return add_months(min(last.values()), int(self)) <= today


@dataclass(frozen=True, slots=True)
class Invitation:
    """One place that a mail asks about, and the link to answer by."""

    place: str
    address: str


def default_subject() -> str:
    """Return the subject that agents start from."""
    return "Vos informations sont-elles toujours justes ?"


def default_message(signature: str, mail: str) -> str:
    """Return the message that agents start from, in the name of a Caf."""
    return (
        "Bonjour,\n\n"
        "Votre lieu figure dans l’annuaire des lieux qui accompagnent les parents. "
        "Pour que les familles ne trouvent pas porte close, relisez ce qui y est écrit.\n\n"
        "Cela prend une minute. Si rien n’a changé, un seul bouton suffit.\n\n"
        f"Une question{NBSP}? Écrivez à {mail}.\n\n"
        f"Merci de votre aide,\n{signature}"
    )


def letter(message: str, invitations: Sequence[Invitation], last_day: date) -> str:
    """Return the text of a mail: what the agent wrote, then each place with its link."""
    places = "\n\n".join(f"{each.place}\n{each.address}" for each in invitations)
    links = "Ces liens sont" if len(invitations) > 1 else "Ce lien est"
    return (
        f"{message}\n\n"
        f"----\n\n{places}\n\n----\n\n"
        f"{links} pour vous seulement, sans compte ni mot de passe. Une seule réponse par lien, "
        f"jusqu’au {day_and_month(last_day)} {last_day.year}.\n"
    )
