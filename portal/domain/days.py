"""The day in metropolitan France, for what concerns the whole directory rather than one place."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_in_paris(moment: datetime) -> date:
    """Return the day that it was in Paris at an aware instant."""
    return moment.astimezone(PARIS).date()
