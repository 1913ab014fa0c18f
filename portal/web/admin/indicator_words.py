"""How the figures of indicators are written in pages, and the catalogue that they come from."""

from __future__ import annotations

from datetime import datetime

from flask.sansio.app import App

from portal.domain.days import day_in_paris
from portal.domain.french import NBSP, day_and_month
from portal.domain.indicators.figures import spaced
from portal.services.indicators.catalogue import set_up_catalogue
from portal.web.admin.guard import now

_MINUS = "\u2212"


def set_up_indicators(app: App) -> None:
    """Read what is asked, and give templates the words of figures."""
    set_up_catalogue(app)
    app.jinja_env.filters.update(
        spaced=spaced, signed=signed, signed_percent=signed_percent, last_day=last_day
    )
    app.jinja_env.globals.update(goes_on=goes_on)


def goes_on(year: int) -> bool:
    """Tell whether a year is not over yet: its figures may still change."""
    return year >= day_in_paris(now()).year


def last_day(moment: datetime) -> str:
    """Return "22 janvier 2027": the day until whose end something can be used."""
    day = day_in_paris(moment)
    return f"{day_and_month(day)} {day.year}"


def signed(difference: int) -> str:
    """Return "+1 200", "−3" or "0"."""
    sign = "+" if difference > 0 else _MINUS if difference < 0 else ""
    return f"{sign}{spaced(abs(difference))}"


def signed_percent(share: float | None) -> str:
    """Return "+60 %"; what grew from zero has no share."""
    return "parti de zéro" if share is None else f"{signed(round(share * 100))}{NBSP}%"
