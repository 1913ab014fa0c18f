"""How many days the steps of a file may take on this installation."""

from __future__ import annotations

from typing import cast

from flask import current_app

from portal.domain.dossiers.deadlines import Delays
from portal.settings import Settings

_NAMES = {
    "pieces": "documents",
    "instruction": "instruction",
    "decision": "decision",
    "convention": "convention",
    "solde": "balance",
    "renouvellement": "renewal",
}


def delays() -> Delays:
    """Return the usual delays, but for those that the installation adjusted."""
    settings = cast("Settings", current_app.extensions["portal.settings"])
    return Delays(**{_NAMES[name]: days for name, days in settings.deadlines.items()})
