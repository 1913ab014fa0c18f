"""The state of a place as one French sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.domain.french import NBSP, WEEKDAY_NAMES, clock, day_and_month
from portal.domain.hours.opening import Opening
from portal.domain.hours.states import OpeningState

SOON_MINUTES = 30
"""From how long before closing the sentence counts the minutes."""

_CALL = f"{NBSP}: téléphonez avant de venir"


def phrase(opening: Opening, moment: datetime) -> str:
    """Return what to tell people at an aware moment, in the time of the place.

    Typographic apostrophes; no-break spaces (U+00A0) before « h » and « : » and in "24 h sur 24".
    """
    if opening.etat is OpeningState.OUVERT:
        return _open(opening, moment)
    if opening.etat is OpeningState.SUR_RENDEZ_VOUS:
        return f"Sur rendez-vous{_CALL}"
    if opening.etat is OpeningState.INCONNU:
        what = "à confirmer" if opening.communique else "non communiqués"
        return f"Horaires {what}{_CALL}"
    return _closed(opening, moment)


def _open(opening: Opening, moment: datetime) -> str:
    """Return the sentence of an open place."""
    closing = opening.jusqu_a
    if closing is None:
        return f"Ouvert 24{NBSP}h sur{NBSP}24"
    seconds = (closing - moment).total_seconds()
    if seconds <= SOON_MINUTES * 60:
        minutes = max(1, -(-int(seconds) // 60))
        return f"Ferme dans {minutes}{NBSP}minute{'s' if minutes > 1 else ''}"
    if seconds <= 12 * 3600:
        return f"Ouvert jusqu’à {_time(closing)}"
    return f"Ouvert jusqu’{_day(closing, moment, 'à ', 'au ')}{_time(closing)}"


def _closed(opening: Opening, moment: datetime) -> str:
    """Return the sentence of a closed place."""
    following = opening.prochaine_ouverture
    if following is None:
        return "Fermé, reçoit sur rendez-vous" if opening.rendez_vous else "Fermé"
    at_midnight = following.hour == following.minute == 0
    if at_midnight and _days_ahead(following, moment) == 1:
        return "Fermé, ouvre à minuit"
    hour = f"0{NBSP}h" if at_midnight else _time(following)
    return f"Fermé, ouvre {_day(following, moment, '', 'le ')}à {hour}"


def _day(target: datetime, moment: datetime, before_name: str, before_date: str) -> str:
    """Return "", "demain ", "jeudi " or "4 janvier ", each date with the word before it."""
    if target.hour == target.minute == 0 and before_name:
        target -= timedelta(minutes=1)
    days = _days_ahead(target, moment)
    if days == 0:
        return before_name
    if days == 1:
        return f"{before_name}demain "
    if days <= 6:
        return f"{before_name}{WEEKDAY_NAMES[target.weekday()]} "
    return f"{before_date}{day_and_month(target.date())} {'à ' if before_name else ''}"


def _days_ahead(target: datetime, moment: datetime) -> int:
    """Return how many midnights lie between the two, in the zone of the target."""
    return (target.date() - moment.astimezone(target.tzinfo).date()).days


def _time(moment: datetime) -> str:
    """Return the time of the clock in words."""
    return clock(moment.hour * 60 + moment.minute)
