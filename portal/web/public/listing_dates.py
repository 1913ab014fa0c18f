"""Days as the page of a listing says them, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from portal.domain.french import WEEKDAY_NAMES, day_and_month
from portal.domain.hours import OpeningState, WeekEntry
from portal.web.public.languages import language

_A_MONDAY = date(2024, 1, 1)


def day_in_full(day: date) -> str:
    """Return «mardi 24 novembre», with «1er» for the first where French wants it."""
    if language().locale == "fr":
        return f"{WEEKDAY_NAMES[day.weekday()]} {day_and_month(day)}"
    return str(format_date(day, "EEEE d MMMM"))


def weekdays() -> tuple[str, ...]:
    """Return Monday to Sunday, with a capital."""
    return tuple(_capital(_weekday(_A_MONDAY + timedelta(days=n))) for n in range(7))


def hours_between(start: datetime, end: datetime, french: str) -> str:
    """Return a range of hours, which ``french`` says in French, as clocks show it elsewhere."""
    return french if language().locale == "fr" else f"{start:%H:%M} – {end:%H:%M}"


def week_hours(entry: WeekEntry) -> str:
    """Return a range of a usual week as the language of the page writes hours."""
    if language().locale == "fr":
        return entry.text
    if entry.minutes is None:
        on_appointment = entry.text == OpeningState.SUR_RENDEZ_VOUS.label
        return str(_("Sur rendez-vous") if on_appointment else _("Horaires à confirmer"))
    return " – ".join(f"{at // 60 % 24:02}:{at % 60:02}" for at in entry.minutes)


def day_from_here(day: date, today: date) -> str:
    """Return a day with a capital, and that it is today or tomorrow."""
    said = day_in_full(day)
    if day == today:
        return str(_("Aujourd’hui, %(day)s", day=said))
    if day == today + timedelta(days=1):
        return str(_("Demain, %(day)s", day=said))
    return _capital(said)


def _weekday(day: date) -> str:
    if language().locale == "fr":
        return WEEKDAY_NAMES[day.weekday()]
    return str(format_date(day, "EEEE"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
