"""Days as the page of a listing says them, in the language of the page."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from portal.domain.french import WEEKDAY_NAMES, day_and_month
from portal.web.public.languages import language


def day_in_full(day: date) -> str:
    """Return «mardi 24 novembre», with «1er» for the first where French wants it."""
    if language().locale == "fr":
        return f"{WEEKDAY_NAMES[day.weekday()]} {day_and_month(day)}"
    return str(format_date(day, "EEEE d MMMM"))


def day_from_here(day: date, today: date) -> str:
    """Return a day with a capital, and that it is today or tomorrow."""
    said = day_in_full(day)
    if day == today:
        return str(_("Aujourd’hui, %(day)s", day=said))
    if day == today + timedelta(days=1):
        return str(_("Demain, %(day)s", day=said))
    return said[:1].upper() + said[1:]
