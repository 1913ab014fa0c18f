"""Whether a place is open, as one sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.hours import Saying, Statement
from portal.web.public.languages import FRENCH, language
from portal.web.public.listing_dates import day_in_full


def opening_sentence(opening: Mapping[str, Any], *, remote: bool = False) -> str:
    """Return what to tell of an opening, given as the API names its parts.

    Nobody comes to a ``remote`` service, so nobody is told to call before coming.
    """
    said: Statement = opening["enonce"]
    if remote and said.saying is Saying.UNKNOWN:
        return str(_("Horaires non communiqués"))
    if remote and said.saying is Saying.UNCONFIRMED:
        return str(_("Horaires à confirmer"))
    if language() is FRENCH or (said.time is not None and language().locale == "fr"):
        # Easy French says hours as French does: both know what to do with midnight.
        return str(opening["phrase"])
    return _timeless(said.saying) if said.time is None else _timed(said, said.time)


def _timeless(saying: Saying) -> str:
    sentences = {
        Saying.ALWAYS_OPEN: _("Ouvert 24\u00a0h sur\u00a024"),
        Saying.CLOSED: _("Fermé"),
        Saying.CLOSED_RECEIVES: _("Fermé, reçoit sur rendez-vous"),
        Saying.ON_APPOINTMENT: _("Sur rendez-vous\u00a0: téléphonez avant de venir"),
        Saying.UNCONFIRMED: _("Horaires à confirmer\u00a0: téléphonez avant de venir"),
        Saying.UNKNOWN: _("Horaires non communiqués\u00a0: téléphonez avant de venir"),
    }
    return str(sentences[saying])


def _timed(said: Statement, when: datetime) -> str:
    if said.saying is Saying.CLOSES_SOON:
        return str(
            ngettext("Ferme dans %(num)d minute", "Ferme dans %(num)d minutes", said.minutes)
        )
    time, day, ahead = f"{when:%H:%M}", day_in_full(said.day), min(said.days, 2)
    tells = _open_until if said.saying is Saying.OPEN_UNTIL else _opens
    return tells(time, day)[ahead]


def _open_until(time: str, day: str) -> tuple[str, str, str]:
    """Return the sentences for today, tomorrow and later days."""
    return (
        str(_("Ouvert jusqu’à %(time)s", time=time)),
        str(_("Ouvert jusqu’à demain, %(time)s", time=time)),
        str(_("Ouvert jusqu’au %(day)s, %(time)s", day=day, time=time)),
    )


def _opens(time: str, day: str) -> tuple[str, str, str]:
    """Return the sentences for today, tomorrow and later days."""
    return (
        str(_("Fermé, ouvre à %(time)s", time=time)),
        str(_("Fermé, ouvre demain à %(time)s", time=time)),
        str(_("Fermé, ouvre le %(day)s à %(time)s", day=day, time=time)),
    )
