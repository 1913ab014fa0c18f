"""What an import has to say: what it did or would do, and every line that it left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.history import FieldChange

_SHOWN = 80


def shown(text: str) -> str:
    """Return a text of the file as it can be printed: short, on one line, without control codes."""
    printable = "".join(c if c.isprintable() else " " for c in text[:_SHOWN])
    return printable if len(text) <= _SHOWN else f"{printable}…"


class ImportRefusedError(ValueError):
    """The whole file cannot be read; the French message says why."""


@dataclass(frozen=True, slots=True)
class LineError:
    """One thing wrong in one line: its number in the file, the column, the value, the reason."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"ligne {self.line}, colonne {self.column}, «{shown(self.value)}» : {self.reason}"


@dataclass(slots=True)
class ImportReport:
    """The outcome of an import or of its dry run.

    ``drafts`` are the new listings that are not public yet, with what they lack; ``caf_ids`` is
    whose listings are touched (None: those of no Caf).
    """

    encoding: str = ""
    separator: str = ""
    lines: int = 0
    applied: bool = False
    created: list[str] = field(default_factory=list)
    updated: dict[str, list[str]] = field(default_factory=dict)
    differences: dict[str, list[FieldChange]] = field(default_factory=dict)
    drafts: dict[str, Sequence[str]] = field(default_factory=dict)
    caf_ids: set[int | None] = field(default_factory=set)
    unchanged: int = 0
    errors: list[LineError] = field(default_factory=list)

    def add(
        self,
        external_id: str,
        created: bool,
        changes: Sequence[FieldChange],
        missing: Sequence[str] = (),
    ) -> None:
        """Count one listing that was read: new, changed or the same."""
        if created:
            self.created.append(external_id)
            if missing:
                self.drafts[external_id] = missing
        elif changes:
            self.updated[external_id] = list(dict.fromkeys(change.field for change in changes))
            self.differences[external_id] = list(changes)
        else:
            self.unchanged += 1

    def as_json(self) -> Mapping[str, object]:
        """Return the report as JSON values, under French keys."""
        return {
            "encodage": self.encoding,
            "separateur": self.separator,
            "lignes": self.lines,
            "applique": self.applied,
            "creees": self.created,
            "modifiees": self.updated,
            "inchangees": self.unchanged,
            "erreurs": [
                {
                    "ligne": e.line,
                    "colonne": e.column,
                    "valeur": e.value[:_SHOWN],
                    "raison": e.reason,
                }
                for e in self.errors
            ],
        }
