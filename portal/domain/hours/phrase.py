"""The state of a place as one sentence: what it tells, and how French tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from portal.domain.french import NBSP, WEEKDAY_NAMES, clock, day_and_month
from portal.domain.hours.opening import Opening
from portal.domain.hours.states import OpeningState

SOON_MINUTES = 30
"""From how long before closing the sentence counts the minutes."""

_SAME_STRETCH = timedelta(hours=12)
"""An opening that ends so soon needs no day to be understood, even across midnight."""

_CALL = f"{NBSP}: téléphonez avant de venir"


class Saying(Enum):
    """The kinds of sentences."""

    ALWAYS_OPEN = auto()
    CLOSES_SOON = auto()
    OPEN_UNTIL = auto()
    OPENS = auto()
    CLOSED = auto()
    CLOSED_RECEIVES = auto()
    """Closed, but receives on appointment."""
    ON_APPOINTMENT = auto()
    UNCONFIRMED = auto()
    UNKNOWN = auto()
    """The place gave no hours."""


_TIMELESS = {
    Saying.ALWAYS_OPEN: f"Ouvert 24{NBSP}h sur{NBSP}24",
    Saying.CLOSED: "Fermé",
    Saying.CLOSED_RECEIVES: "Fermé, reçoit sur rendez-vous",
    Saying.ON_APPOINTMENT: f"Sur rendez-vous{_CALL}",
    Saying.UNCONFIRMED: f"Horaires à confirmer{_CALL}",
    Saying.UNKNOWN: f"Horaires non communiqués{_CALL}",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What can be told of a place at ``moment``, in any language.

    ``time``, in the time of the place, is when it closes or opens next; None with the sentences
    that speak of no time.
    """

    saying: Saying
    moment: datetime
    time: datetime | None = None

    @property
    def minutes(self) -> int:
        """How many minutes are left until ``time``, begun ones included; at least one."""
        seconds = (self.time - self.moment).total_seconds() if self.time else 0
        return max(1, -(-int(seconds) // 60))

    @property
    def day(self) -> date:
        """The day of ``time`` as people name it: an opening until midnight ends on the day before.

        That of ``moment`` where there is no time.
        """
        told = self.time or self.moment
        at_midnight = told.hour == told.minute == 0
        if self.saying is Saying.OPEN_UNTIL and at_midnight:
            told -= timedelta(minutes=1)
        return told.date()

    @property
    def days(self) -> int:
        """How many days ahead ``day`` is; none for an opening that ends within twelve hours."""
        if self.time is None:
            return 0
        if self.saying is Saying.OPEN_UNTIL and self.time - self.moment <= _SAME_STRETCH:
            return 0
        return (self.day - self.moment.astimezone(self.time.tzinfo).date()).days


def statement(opening: Opening, moment: datetime) -> Statement:
    """Return what there is to tell at an aware moment."""
    if opening.etat is OpeningState.OUVERT:
        return _open(opening, moment)
    if opening.etat is OpeningState.SUR_RENDEZ_VOUS:
        return Statement(Saying.ON_APPOINTMENT, moment)
    if opening.etat is OpeningState.INCONNU:
        return Statement(Saying.UNCONFIRMED if opening.communique else Saying.UNKNOWN, moment)
    if opening.prochaine_ouverture is not None:
        return Statement(Saying.OPENS, moment, opening.prochaine_ouverture)
    return Statement(Saying.CLOSED_RECEIVES if opening.rendez_vous else Saying.CLOSED, moment)


def _open(opening: Opening, moment: datetime) -> Statement:
    """Return what to tell of an open place."""
    closing = opening.jusqu_a
    if closing is None:
        return Statement(Saying.ALWAYS_OPEN, moment)
    soon = (closing - moment).total_seconds() <= SOON_MINUTES * 60
    return Statement(Saying.CLOSES_SOON if soon else Saying.OPEN_UNTIL, moment, closing)


def phrase(opening: Opening, moment: datetime) -> str:
    """Return what to tell people in French at an aware moment, in the time of the place.

    Typographic apostrophes; no-break spaces (U+00A0) before « h » and « : » and in "24 h sur 24".
    """
    told = statement(opening, moment)
    if told.time is None:
        return _TIMELESS[told.saying]
    if told.saying is Saying.CLOSES_SOON:
        return f"Ferme dans {told.minutes}{NBSP}minute{'s' if told.minutes > 1 else ''}"
    if told.saying is Saying.OPEN_UNTIL:
        return _open_until(told, told.time)
    return _opens(told, told.time)


def _open_until(told: Statement, closing: datetime) -> str:
    """Return the sentence of a place that is open for long enough."""
    if told.days == 0:
        return f"Ouvert jusqu’à {_time(closing)}"
    return f"Ouvert jusqu’{_day(told, 'à ', 'au ')}{_time(closing)}"


def _opens(told: Statement, following: datetime) -> str:
    """Return the sentence of a closed place that opens again."""
    at_midnight = following.hour == following.minute == 0
    if at_midnight and told.days == 1:
        return "Fermé, ouvre à minuit"
    hour = f"0{NBSP}h" if at_midnight else _time(following)
    return f"Fermé, ouvre {_day(told, '', 'le ')}à {hour}"


def _day(told: Statement, before_name: str, before_date: str) -> str:
    """Return "", "demain ", "jeudi " or "4 janvier ", each date with the word before it."""
    if told.days == 0:
        return before_name
    if told.days == 1:
        return f"{before_name}demain "
    if told.days <= 6:
        return f"{before_name}{WEEKDAY_NAMES[told.day.weekday()]} "
    return f"{before_date}{day_and_month(told.day)} {'à ' if before_name else ''}"


def _time(moment: datetime) -> str:
    """Return the time of the clock in words."""
    return clock(moment.hour * 60 + moment.minute)
