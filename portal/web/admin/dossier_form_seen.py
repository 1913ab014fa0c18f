"""What the form of a file was opened on travels with it: the version, and the newest act.

It gives no right: every look-up goes through the reach of who is signed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.domain.history import FieldChange, SubjectKind
from portal.services.audit import changes_of
from portal.store.audit import list_events_of
from portal.store.db import db
from portal.store.dossiers import Dossier

_SEEN = re.compile(r"(\d{1,9})\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class SeenDossier:
    """A file as it was opened. Zeros, where a form does not say, are older than any file."""

    version: int = 0
    event: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did to the file meanwhile: a sentence, and what it changed."""

    sentence: str
    changes: list[FieldChange]


def mark_of(dossier: Dossier) -> str:
    """Return what a form of the file carries along."""
    events = list_events_of(db.session(), SubjectKind.DOSSIER, dossier.id)
    return f"{dossier.version}.{events[0].id if events else 0}"


def read_mark(text: str) -> SeenDossier:
    """Return what a form was opened on."""
    found = _SEEN.fullmatch(text)
    return SeenDossier(int(found[1]), int(found[2])) if found else SeenDossier()


def acts_since(dossier_id: int, seen: SeenDossier) -> list[Act]:
    """Return what was done to a file since it was opened, the newest first."""
    events = list_events_of(db.session(), SubjectKind.DOSSIER, dossier_id)
    return [Act(e.sentence, changes_of(e)) for e in events if e.id > seen.event > 0]
