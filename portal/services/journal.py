"""The journal as a file, and whether its chain is whole."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.days import PARIS
from portal.domain.history import Act, SubjectKind
from portal.services.audit import broken_link, changes_of
from portal.services.exports import Sheet
from portal.store.audit import AuditEvent, count_events
from portal.store.journal import JournalFilters, list_journal

MOST_ROWS = 20_000
"""Acts that one file holds; a period takes the rest."""

COLUMNS = ("Numéro", "Date", "Heure", "Qui", "Acte", "Objet", "Nom", "Phrase", "Changements")


@dataclass(frozen=True, slots=True)
class Chain:
    """How many events were looked at, and the first that does not follow the one before."""

    length: int
    broken_at: int | None

    @property
    def words(self) -> str:
        """What was found, in French."""
        if self.broken_at is not None:
            return (
                f"La chaîne du journal est rompue à l’acte n° {self.broken_at} : "
                "une ligne a été changée, effacée ou ajoutée en dehors du portail."
            )
        acts = "1 acte contrôlé" if self.length < 2 else f"{self.length} actes contrôlés"
        return f"La chaîne du journal est entière : {acts if self.length else 'aucun acte'}."


def check_chain(session: Session) -> Chain:
    """Read the whole journal and tell whether anything in it was touched."""
    return Chain(count_events(session), broken_link(session))


def export_journal(session: Session, by: Actor, filters: JournalFilters) -> Sheet:
    """Return the journal within the actor's reach as a sheet, the newest first."""
    events = list_journal(session, by, filters, 1, MOST_ROWS)
    return Sheet("Journal", COLUMNS, [_row(event) for event in events])


def _row(event: AuditEvent) -> tuple[str | int, ...]:
    local = event.at.astimezone(PARIS)
    changes = (f"{c.field} : «{c.before}» → «{c.after}»" for c in changes_of(event))
    return (
        event.id,
        f"{local:%d/%m/%Y}",
        f"{local:%H:%M:%S}",
        event.actor,
        Act(event.act).label,
        SubjectKind(event.subject_kind).label,
        event.subject,
        event.sentence,
        " ; ".join(changes),
    )
