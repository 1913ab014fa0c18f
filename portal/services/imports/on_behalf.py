"""An import that somebody makes: within their reach, told by history, and undone if they wish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange
from portal.services.imports.report import ImportReport
from portal.services.imports.undo import UndoLog
from portal.services.listings.editing import keep_histories
from portal.services.listings.operators import runs_only_what_is_reached
from portal.store import rows
from portal.store.cafs import Caf
from portal.store.listings import Listing
from portal.store.operators import Operator


@dataclass(slots=True)
class OnBehalf:
    """Who imports, and what undoes it; used for one import.

    ``saved`` is called at the end, inside the import's own transaction: what it keeps of the import
    is there exactly when the import is.
    """

    by: Actor
    now: datetime
    saved: Callable[[Session, ImportReport, UndoLog], None] = lambda *_: None
    log: UndoLog = field(default_factory=UndoLog)
    _seen: set[int] = field(default_factory=set)

    def caf(self, served: Sequence[Caf]) -> Caf | None:
        """Return which of the Caf that serve a commune a new listing of theirs belongs to."""
        mine = [caf for caf in served if self.by.reaches(caf.id)]
        return mine[0] if len(mine) == 1 else None

    def refusal(self, listing: Listing | None, caf: Caf | None) -> str:
        """Return in French why a listing cannot be imported by them, or ""."""
        if listing is not None:
            reached = self.by.reaches(listing.caf_id, listing.operator_id)
            return "" if reached else "cet identifiant est déjà pris"
        if self.by.reaches(caf.id if caf else None):
            return ""
        return "la commune n’est pas dans le territoire de votre Caf"

    def may_fill(self, session: Session, operator: Operator) -> bool:
        """Tell whether they may say what is not known yet of a managing body."""
        new = not inspect(operator).persistent
        return new or runs_only_what_is_reached(session, operator, self.by)

    def before(self, session: Session, listings: Iterable[Listing]) -> None:
        """Note how listings are before the file changes them."""
        ids = [listing.id for listing in listings]
        for table, found in rows.rows_of(session, ids).items():
            self.log.before.setdefault(table, []).extend(found)
        if not self._seen:
            everybody = session.scalars(select(Operator.id)).all()
            self._seen.update(everybody)
            self.log.operators_before = rows.operators_of(session, everybody)

    def after(
        self, session: Session, written: Sequence[tuple[Listing, bool, tuple[FieldChange, ...]]]
    ) -> None:
        """Tell history what was written (a listing, whether it is new, what changed)."""
        keep_histories(
            session,
            [(listing, changes) for listing, _created, changes in written],
            self.by,
            Act.LISTING_IMPORTED,
            self.now,
        )
        self.log.versions |= {listing.id: listing.version for listing, _, _ in written}
        self.log.created += [listing.id for listing, created, _ in written if created]

    def finish(self, session: Session, report: ImportReport) -> None:
        """Keep of the log only what the import changed, and pass it on."""
        changed = set(self.log.versions) - set(self.log.created)
        self.log.before = rows.only(self.log.before, changed)
        self.log.verified_after = dict(rows.verified_days(session, changed))
        everybody = session.scalars(select(Operator.id)).all()
        after = rows.operators_of(session, everybody)
        self.log.operators_created = [i for i in after if i not in self._seen]
        before = self.log.operators_before
        self.log.operators_after = {i: row for i, row in after.items() if before.get(i, row) != row}
        self.log.operators_before = {i: before[i] for i in self.log.operators_after}
        self.saved(session, report, self.log)
