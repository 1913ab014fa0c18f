"""Wording: numbers and days as people read them in the language of the page."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date, format_decimal, ngettext
from flask_babel import gettext as _

from portal.domain.french import MONTH_NAMES, NBSP, day_and_month
from portal.domain.territory import Departement
from portal.web.public.languages import FRENCH, language


def distance(km: float | None, *, approximate: bool = False) -> str:
    """Say a distance: «à 350 m», «à environ 3,4 km», «à 57 km»; nothing where there is none."""
    if km is None:
        return ""
    if approximate and km < 0.1:
        return str(_("dans la commune"))
    far = f"{round(km * 100) * 10}{NBSP}m" if km < 1 else f"{_decimal(km)}{NBSP}km"
    if language() is FRENCH:
        return f"à environ {far}" if approximate else f"à {far}"
    return str(_("à environ %(far)s", far=far) if approximate else _("à %(far)s", far=far))


def _decimal(km: float) -> str:
    if language().locale != "fr":
        return str(format_decimal(km, "0.0" if km < 10 else "0"))
    return f"{km:.1f}".replace(".", ",") if km < 10 else f"{km:.0f}"


def day(iso: str | None) -> str:
    """Say a date, or the month or year where only that is known: «3 mars 2024», «mars 2024»."""
    parts = (iso or "").split("-")
    if len(parts) == 1:
        return parts[0]
    known = date.fromisoformat("-".join([*parts, "01"][:3]))
    if language().locale != "fr":
        return str(format_date(known, "d MMMM yyyy" if len(parts) == 3 else "LLLL yyyy"))
    said = day_and_month(known) if len(parts) == 3 else MONTH_NAMES[known.month - 1]
    return f"{said} {known.year}"


def places_counted(count: int) -> str:
    """Say a number of places: «1 lieu», «1 234 lieux»."""
    shown = f"{count:,}".replace(",", NBSP)
    return str(ngettext("%(shown)s lieu", "%(shown)s lieux", count, shown=shown))


def named_after_noun(departement: Departement) -> str:
    """Name a département after «département»: «de la Creuse» in French, «Creuse» elsewhere."""
    return departement.after_noun if language().locale == "fr" else departement.name


def dialled(phone: str) -> str:
    """Return what a phone dials for a number as written."""
    return "".join(c for c in phone if c.isdigit() or c == "+")
