"""A listing as linked data (schema.org), for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal.domain.calendar import SchoolCalendar
from portal.domain.hours import DayOpening, OpeningState, Schedule
from portal.services.passages import coming_days
from portal.web.public.labels import Labels
from search_index.stored import StoredListing

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKS = 4
_LAST_MINUTE = "23:59"

Node = dict[str, Any]


def linked_data(
    found: StoredListing, address: str, labels: Labels, school: SchoolCalendar, now: datetime
) -> Node:
    """Return the service and the places where it is given, as one JSON-LD graph."""
    places = [
        _place(found.facts, site, address, school, now)
        for site in found.sites
        if site["precision"] is not None
    ]
    service = _service(found, address, labels)
    service["availableChannel"] = _channel(found.facts, places)
    remote = [site for site in found.sites if site["precision"] is None]
    if remote and not places:
        service["hoursAvailable"] = opening_hours(remote[0]["planning"], school, now)
    return {"@context": "https://schema.org", "@graph": [_filled(service), *places]}


def _service(found: StoredListing, address: str, labels: Labels) -> Node:
    facts = found.facts
    areas = {code for site in found.sites for code in (site["departement"] or "").split("|")}
    operator = facts["gestionnaire"]
    return {
        "@type": "GovernmentService",
        "@id": f"{address}#service",
        "name": facts["nom"],
        "alternateName": facts["nom_local"],
        "description": facts["description"],
        "url": address,
        "serviceType": labels.kinds[facts["type"]],
        "provider": {"@type": "Organization", "name": operator} if operator else None,
        "areaServed": [
            {"@type": "AdministrativeArea", "name": labels.departements[code]}
            for code in sorted(areas)
            if code
        ],
    }


def _channel(facts: Mapping[str, Any], places: Iterable[Node]) -> Node:
    phone = facts["telephone"]
    return _filled(
        {
            "@type": "ServiceChannel",
            "serviceUrl": facts["site_web"],
            "servicePhone": {"@type": "ContactPoint", "telephone": phone} if phone else None,
            "serviceLocation": [{"@id": place["@id"]} for place in places],
        }
    )


def _place(
    facts: Mapping[str, Any],
    site: Mapping[str, Any],
    address: str,
    school: SchoolCalendar,
    now: datetime,
) -> Node:
    return _filled(
        {
            "@type": "Place",
            "@id": f"{address}#site-{site['site_id']}",
            "name": site["arret"] or facts["nom"],
            "url": address,
            "telephone": facts["telephone"],
            "isAccessibleForFree": facts["gratuit"],
            "address": _postal_address(site),
            "geo": _point(site) if site["precision"] == "adresse" else None,
            "openingHoursSpecification": opening_hours(site["planning"], school, now),
        }
    )


def _postal_address(site: Mapping[str, Any]) -> Node:
    return _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": site["adresse"],
            "postalCode": site["code_postal"],
            "addressLocality": site["commune"],
            "addressCountry": "FR",
        }
    )


def _point(site: Mapping[str, Any]) -> Node:
    coordinates = {"latitude": site["latitude"], "longitude": site["longitude"]}
    return {"@type": "GeoCoordinates", **coordinates}


def opening_hours(planning: str, school: SchoolCalendar, now: datetime) -> list[Node]:
    """Return ``OpeningHoursSpecification`` for the next four weeks, without any approximation.

    A weekday with the same hours four times running is said once; the others are said by date.
    """
    schedule = Schedule.from_key(planning)
    today = now.astimezone(ZoneInfo(schedule.zone.time_zone)).date()
    days = coming_days(schedule, today, school)[: 7 * _WEEKS]
    specifications: list[Node] = []
    for weekday in range(7):
        same = [day for day in days if day.day.weekday() == weekday]
        if len({_bounds(day) for day in same}) == 1:
            specifications += [_hours(weekday, *bounds) for bounds in _bounds(same[0])]
        else:
            specifications += [
                _hours(weekday, *bounds, day.day) for day in same for bounds in _bounds(day)
            ]
    return specifications


def _bounds(day: DayOpening) -> tuple[tuple[str, str], ...]:
    return tuple(
        (span.start_text, _LAST_MINUTE if span.end_text == "24:00" else span.end_text)
        for span in day.ranges
        if span.state is OpeningState.OUVERT
    )


def _hours(weekday: int, opens: str, closes: str, only: date | None = None) -> Node:
    day = f"https://schema.org/{_DAYS[weekday]}"
    said: Node = {"@type": "OpeningHoursSpecification", "dayOfWeek": day}
    said |= {"opens": opens, "closes": closes}
    if only is not None:
        said |= {"validFrom": only.isoformat(), "validThrough": only.isoformat()}
    return said


def _filled(node: Node) -> Node:
    """Return a node without the properties that are not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
