"""Wording: numbers and states as people read them in French."""

from __future__ import annotations

from datetime import date

from portal.domain.french import MONTH_NAMES, NBSP, day_and_month


def distance(km: float | None, *, approximate: bool = False) -> str:
    """Say a distance: «à 350 m», «à environ 3,4 km», «à 57 km»; nothing where there is none."""
    if km is None:
        return ""
    if approximate and km < 0.1:
        return "dans la commune"
    about = "à environ" if approximate else "à"
    if km < 1:
        return f"{about} {round(km * 100) * 10}{NBSP}m"
    if km < 10:
        return f"{about} {km:.1f}{NBSP}km".replace(".", ",")
    return f"{about} {km:.0f}{NBSP}km"


def day(iso: str | None) -> str:
    """Say a date, or the month or year where only that is known: «3 mars 2024», «mars 2024»."""
    parts = (iso or "").split("-")
    if len(parts) == 3:
        known = date.fromisoformat(iso or "")
        return f"{day_and_month(known)} {known.year}"
    if len(parts) == 2:
        return f"{MONTH_NAMES[int(parts[1]) - 1]} {parts[0]}"
    return parts[0]


def places_counted(count: int) -> str:
    """Say a number of places: «1 lieu», «1 234 lieux»."""
    shown = f"{count:,}".replace(",", NBSP)
    return f"{shown} lieu{'x' if count > 1 else ''}"


def dialled(phone: str) -> str:
    """Return what a phone dials for a number as written."""
    return "".join(c for c in phone if c.isdigit() or c == "+")
