"""Reports: what people tell us about a listing, and the number under which they follow it."""

from __future__ import annotations

import re
import secrets

from portal.domain.labels import LabelledEnum

LONGEST_MESSAGE = 2000
"""Characters; a line break counts as one."""

TICKET_ALPHABET = "23456789BCDFGHJKMPQRTVWXYZ"
"""No vowel, so that no word appears; none of 0/O, 1/I/L, N/M, S/F that are confused aloud."""

TICKET_LENGTH = 10
_NOT_READ = re.compile(r"[\s.‐-–-]+")
_TICKET = re.compile(f"[{TICKET_ALPHABET}]{{{TICKET_LENGTH}}}")


class ReportReason(LabelledEnum):
    """Why people write; the last two are for the place itself."""

    FERME_DEFINITIVEMENT = "ferme_definitivement", "Lieu fermé définitivement"
    HORAIRES_FAUX = "horaires_faux", "Horaires faux"
    TELEPHONE_FAUX = "telephone_faux", "Téléphone faux"
    DEMENAGE = "demenage", "Lieu déménagé"
    SERVICES_FAUX = "services_faux", "Services ou publics faux"
    AUTRE = "autre", "Autre raison"
    CORRECTION_PAR_LE_LIEU = "correction_par_le_lieu", "Correction demandée par le lieu"
    RETRAIT_PAR_LE_LIEU = "retrait_par_le_lieu", "Retrait demandé par le lieu"


class ReportState(LabelledEnum):
    """Where a report stands."""

    RECU = "recu", "Reçu"
    EN_COURS = "en_cours", "En cours"
    ACCEPTE = "accepte", "Accepté"
    REFUSE = "refuse", "Refusé"


def new_ticket() -> str:
    """Draw a ticket: 47 bits, so that nobody finds another's by trying."""
    return "".join(secrets.choice(TICKET_ALPHABET) for _ in range(TICKET_LENGTH))


def read_ticket(typed: str) -> str | None:
    """Return the ticket that was typed or dictated, in any case and spacing; None if it is none."""
    ticket = _NOT_READ.sub("", typed).upper()
    return ticket if _TICKET.fullmatch(ticket) else None


def spoken_ticket(ticket: str) -> str:
    """Return a ticket in two groups, as people read and copy it."""
    half = TICKET_LENGTH // 2
    return f"{ticket[:half]}-{ticket[half:]}"


def masked_mail(mail: str) -> str:
    """Return enough of an address for its owner to know it: «c•••@exemple.fr»."""
    name, _, host = mail.rpartition("@")
    return f"{name[:1]}•••@{host}"
