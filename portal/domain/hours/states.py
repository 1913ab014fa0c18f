"""The four answers to "is it open?", and what a comment does to an opening range."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class OpeningState(StrEnum):
    """What can be said of a place at an instant."""

    OUVERT = "ouvert"
    FERME = "ferme"
    SUR_RENDEZ_VOUS = "sur_rendez_vous"
    INCONNU = "inconnu"

    @property
    def label(self) -> str:
        """Return the state in French, for people."""
        return _LABELS[self]


_LABELS = {
    OpeningState.OUVERT: "Ouvert",
    OpeningState.FERME: "Fermé",
    OpeningState.SUR_RENDEZ_VOUS: "Sur rendez-vous",
    OpeningState.INCONNU: "Horaires à confirmer",
}

_APPOINTMENT = re.compile(
    r"\b(rdv|rendez[ -]?vous|(?:sur|avec) (?:inscription|reservation)|appointment)\b"
)
_WALK_IN = frozenset(
    {
        "sans rendez-vous",
        "sans rdv",
        "avec ou sans rendez-vous",
        "avec ou sans rdv",
        "accueil sans rendez-vous",
        "sans inscription",
        "accueil libre",
        "acces libre",
        "entree libre",
        "ouvert a tous",
        "tout public",
    }
)


def state_of_comment(comment: str) -> OpeningState:
    """Return what a range with this comment is.

    Only the few comments that promise a walk-in leave it open. One that speaks of an appointment
    makes it *sur rendez-vous*. Any other ("sauf vacances", "un samedi sur deux") may restrict the
    range in a way that nobody can evaluate, so it is unknown.
    """
    words = _plain(comment)
    if words in _WALK_IN:
        return OpeningState.OUVERT
    if _APPOINTMENT.search(words):
        return OpeningState.SUR_RENDEZ_VOUS
    return OpeningState.INCONNU


def _plain(text: str) -> str:
    """Return the text without accents, capitals, outer punctuation or doubled spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.split()).strip(" .!")
