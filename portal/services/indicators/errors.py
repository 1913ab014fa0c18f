"""Why indicators are not changed."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.indicators.figures import Problem


class RefusedIndicatorsError(ValueError):
    """What is asked cannot be done; the French message says why."""


class ImpossibleFiguresError(ValueError):
    """Some figures cannot be; ``problems`` says which, by slug, and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("some figures cannot be")
        self.problems = tuple(problems)


class StaleReportError(Exception):
    """Somebody saved the report since it was seen; nothing was written."""


class ValidatedError(Exception):
    """The report is validated: nothing of it changes until an agent reopens it."""
