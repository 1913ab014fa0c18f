"""When and how far: what the lists of the search form offer, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from portal.domain.moments import NamedMoment

EXACT = "date"
"""What the field «moment» of the form says when the date and hour stand in ``moment_le``."""
_RADII = (5, 10, 20, 50)

Choice = tuple[str, str, bool]
"""A value, its words, and whether it is chosen."""


def moment_words() -> Mapping[str, str]:
    """Return the moments that have a name, in the language of the page."""
    return {
        NamedMoment.MAINTENANT: _("Ouvert maintenant"),
        NamedMoment.SOIR: _("Ouvert le soir, après 18 h"),
        NamedMoment.MERCREDI: _("Ouvert mercredi"),
        NamedMoment.SAMEDI: _("Ouvert samedi"),
        NamedMoment.VACANCES: _("Ouvert pendant les vacances scolaires"),
    }


def radius_words(kilometres: float) -> str:
    """Say a radius."""
    number = f"{kilometres:g}".replace(".", ",")
    return str(_("À %(number)s km au plus", number=number))


def moment_choices(chosen: str | None) -> tuple[Choice, ...]:
    """Return the moments to choose from; any other one is an exact date and hour."""
    named = moment_words()
    exactly = chosen is not None and chosen not in named
    return (
        ("", _("Peu importe"), chosen is None),
        *((value, words, value == chosen) for value, words in named.items()),
        (EXACT, _("À une date et une heure précises"), exactly),
    )


def radius_choices(chosen: float | None) -> tuple[Choice, ...]:
    """Return the distances to choose from, with one that only the address gives."""
    known = sorted({*_RADII, *([chosen] if chosen else [])})
    return (
        ("", _("Peu importe"), chosen is None),
        *((f"{km:g}", radius_words(km), km == chosen) for km in known),
    )
