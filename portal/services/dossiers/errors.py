"""Why a file is not changed."""

from __future__ import annotations


class RefusedStepError(ValueError):
    """What is asked of a file cannot be done; the French message says why."""


class StaleDossierError(Exception):
    """Somebody changed the file since it was seen; ``version`` is the one it has now."""

    def __init__(self, version: int) -> None:
        super().__init__("the file was changed by somebody else")
        self.version = version


class UnmetRulesError(RefusedStepError):
    """Required rules keep a file from being granted.

    ``broken`` are those that it does not meet, ``unsettled`` those that cannot tell yet.
    """

    def __init__(self, broken: tuple[str, ...], unsettled: tuple[str, ...]) -> None:
        parts = []
        if broken:
            parts.append(f"règles obligatoires non respectées : {', '.join(broken)}")
        if unsettled:
            parts.append(f"règles obligatoires à compléter : {', '.join(unsettled)}")
        super().__init__(f"Le financement ne peut pas être accordé. {' ; '.join(parts)}.")
        self.broken = broken
        self.unsettled = unsettled
