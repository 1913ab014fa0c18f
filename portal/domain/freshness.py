"""Freshness: what was verified, how, and when it is to be asked again.

Verified is not edited. Who edits a group heard of a change, and often of that change only: an edit
neither counts as a verification nor makes the group due, it is shown beside the last verification
for whoever verifies next. Being asked again right after each correction would teach people to click
without asking anybody.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from portal.domain.labels import LabelledEnum

REVIEW_MONTHS = (3, 6, 12)
"""How often a listing may be looked at again, in months."""

DEFAULT_REVIEW_MONTHS = 12

BEFORE_HOLIDAYS = timedelta(weeks=3)
"""How long before a school holiday the hours are asked again."""

SINCE_ALWAYS = date.min
"""When what was never verified is due."""


class FieldGroup(LabelledEnum):
    """What is verified together."""

    HORAIRES = "horaires", "Horaires"
    CONTACT = "contact", "Contact"
    ADRESSE = "adresse", "Adresse"
    SERVICES = "services", "Services et publics"


class Means(LabelledEnum):
    """How it was verified."""

    TELEPHONE = "telephone", "Par téléphone"
    VISITE = "visite", "Par une visite"
    COURRIEL = "courriel", "Par courriel"
    GESTIONNAIRE = "gestionnaire", "Par le gestionnaire"


FIELDS: Mapping[FieldGroup, tuple[str, ...]] = {
    FieldGroup.HORAIRES: ("hours", "hours_note", "exceptions"),
    FieldGroup.CONTACT: ("contacts", "operator"),
    FieldGroup.ADRESSE: (
        "stop",
        "address",
        "address_extra",
        "directions",
        "postal_code",
        "commune",
        "code_insee",
        "departements",
        "latitude",
        "longitude",
        "itinerant",
        "accessible",
        "accessibility",
        "premises",
        "nearby_services",
    ),
    FieldGroup.SERVICES: (
        "kind",
        "name",
        "local_name",
        "description",
        "publics",
        "offers",
        "modes",
        "languages",
        "cost",
        "cost_details",
    ),
}
"""The fields of a listing and of its sites that are verified together."""

_GROUPS = {field: group for group, fields in FIELDS.items() for field in fields}

LastVerified = Mapping[FieldGroup, date]
"""The day on which each group was verified last; those never verified are not in it."""


def group_of(path: str) -> FieldGroup | None:
    """Return the group of a part of a listing, by its path; None for what nobody verifies.

    A site that came or went is a matter of address.
    """
    if path.startswith("site:") and path.count(":") == 1:
        return FieldGroup.ADRESSE
    return _GROUPS.get(path.rsplit(":", 1)[-1])


def due_on(
    last: LastVerified, review_months: int, holiday_starts: Sequence[date] = ()
) -> dict[FieldGroup, date]:
    """Return the day from which each group is to be verified again.

    That is ``review_months`` after its last verification. Hours are asked three weeks before a
    school holiday starts too, unless they were verified since that day: once a holiday. Without
    ``holiday_starts`` (in order; nobody knows that zone's calendar) the period alone counts.
    """
    due = {
        group: add_months(last[group], review_months) if group in last else SINCE_ALWAYS
        for group in FieldGroup
    }
    hours = last.get(FieldGroup.HORAIRES)
    if hours is not None:
        next_one = bisect_right(holiday_starts, hours + BEFORE_HOLIDAYS)
        if next_one < len(holiday_starts):
            asked = holiday_starts[next_one] - BEFORE_HOLIDAYS
            due[FieldGroup.HORAIRES] = min(asked, due[FieldGroup.HORAIRES])
    return due


def public_date(last: LastVerified, shown: date | None) -> date | None:
    """Return the day on which the public is told that a listing was verified.

    It speaks of the whole listing, so it is the oldest of the four groups once each was verified;
    before that it stays what it was. ``shown`` may come from an import, which verified no group in
    particular: it is replaced by a later day only.
    """
    if any(group not in last for group in FieldGroup):
        return shown
    oldest = min(last.values())
    return oldest if shown is None else max(oldest, shown)


def review_date(verified_on: date | None, review_months: int) -> date | None:
    """Return the last day on which the public may rely on a verification; None without one."""
    return None if verified_on is None else add_months(verified_on, review_months)


def is_to_confirm(review_on: str | None, today: date) -> bool:
    """Tell whether the review date (as an ISO date, None where there is none) is past."""
    return review_on is not None and date.fromisoformat(review_on) < today


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
