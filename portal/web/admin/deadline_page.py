"""What the page of deadlines shows: late ones first, then those within reach, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.dossiers.deadlines import DeadlineKind
from portal.domain.dossiers.words import years
from portal.services.dossiers.chasing import can_be_chased
from portal.services.dossiers.deadlines import FileDeadline

AHEAD = timedelta(days=60)
"""How far the page looks ahead."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A deadline as the page shows it."""

    dossier_id: int
    name: str
    years: str
    caf: str
    state: str
    kind: DeadlineKind
    due: date
    when: str
    note: str
    chase: bool
    chased_on: date | None


@dataclass(frozen=True, slots=True)
class DeadlinesView:
    """The page: ``more`` is how many were left out of it."""

    kind: DeadlineKind | None
    late: Sequence[DeadlineLine]
    coming: Sequence[DeadlineLine]
    counts: Mapping[DeadlineKind, int]
    more: int

    @property
    def total(self) -> int:
        """How many there are of every kind."""
        return sum(self.counts.values())


def deadlines_view(
    found: Sequence[FileDeadline],
    asked: Mapping[str, str],
    today: date,
    chased: Mapping[int, date],
) -> DeadlinesView:
    """Return the page for the kind that its address names; one that there is not counts for none.

    ``chased`` is when the managing body was last asked, by the id of the file.

    What is due today is late enough to be done today.
    """
    wanted = asked.get("nature", "")
    kind = DeadlineKind(wanted) if wanted in set(DeadlineKind) else None
    near = [each for each in found if each.deadline.due <= today + AHEAD]
    shown = [each for each in near if kind in (None, each.deadline.kind)]
    lines = [_line(each, today, chased) for each in shown[:_MOST]]
    return DeadlinesView(
        kind,
        late=[line for line in lines if line.due <= today],
        coming=[line for line in lines if line.due > today],
        counts=Counter(each.deadline.kind for each in near),
        more=len(shown) - len(lines),
    )


def _line(each: FileDeadline, today: date, chased: Mapping[int, date]) -> DeadlineLine:
    file, deadline = each.file, each.deadline
    chase = can_be_chased(deadline, today)
    return DeadlineLine(
        dossier_id=file.id,
        name=file.name,
        years=years(file.first_year, file.last_year),
        caf=file.caf,
        state=file.state.label,
        kind=deadline.kind,
        due=deadline.due,
        when=_when((deadline.due - today).days),
        note=deadline.note,
        chase=chase,
        chased_on=chased.get(file.id) if chase else None,
    )


def _when(days: int) -> str:
    """Say how far a day is, behind or ahead."""
    if days == 0:
        return "aujourd’hui"
    count = f"{abs(days)} jour{'s' if abs(days) > 1 else ''}"
    return f"{count} de retard" if days < 0 else f"dans {count}"
