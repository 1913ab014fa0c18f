"""Calendars: the coming openings of a listing as iCalendar (RFC 5545), to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone

from portal.domain.freshness import is_to_confirm
from portal.domain.hours import OpeningState, Schedule
from portal.services.directory import Directory
from portal.services.passages import HORIZON_DAYS, Passage, coming_passages
from search_index.stored import Facts, StoredListing

_PRODUCT = "-//Près des parents//Horaires des lieux//FR"
_DOMAIN = "pres-des-parents"
_A_YEAR = timedelta(days=366)


def listing_calendar(
    directory: Directory, found: StoredListing, address: str, site_id: int | None = None
) -> bytes:
    """Return the openings of the next eight weeks: of all sites, or of the one asked for.

    ``address`` is where the listing's page is. An opening keeps its UID as long as it keeps its
    site and its beginning.
    """
    calendar = _calendar(line(found.facts["nom"]))
    sites = [site for site in found.sites if site_id in (None, site["site_id"])]
    now = directory.clock()
    for site in sites:
        schedule = Schedule.from_key(site["planning"])
        for passage in coming_passages(schedule, now, directory.school):
            event = _event(found.facts, site, passage, address)
            event.add("dtstamp", directory.index.built_at)
            calendar.add_component(event)
    _add_zones(calendar, sites, now)
    return bytes(calendar.to_ical())


def line(text: str | None) -> str:
    """Return a text on one line, without control characters: nothing in it can end a line."""
    words = (text or "").split()
    return "".join(c for c in " ".join(words) if c.isprintable())


def where(site: Mapping[str, Any]) -> str:
    """Return the address of a site on one line, empty where people cannot go."""
    if site["precision"] is None:
        return ""
    town = " ".join(filter(None, [site["code_postal"], site["commune"]]))
    parts = [site["arret"], site["adresse"], site["complement_adresse"], town]
    return ", ".join(line(part) for part in parts if part)


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    return calendar


def _event(facts: Facts, site: Facts, passage: Passage, address: str) -> Event:
    event = Event()
    event.add("uid", f"{site['site_id']}-{passage.start:%Y%m%dT%H%M%z}@{_DOMAIN}")
    event.add("summary", _title(facts, passage))
    event.add("dtstart", passage.start)
    event.add("dtend", passage.end)
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    if place := where(site):
        event.add("location", place)
    if site["latitude"] is not None:
        event.add("geo", (site["latitude"], site["longitude"]))
    if details := _details(facts, passage.start.date()):
        event.add("description", details)
    return event


def _title(facts: Facts, passage: Passage) -> str:
    on_appointment = passage.state is OpeningState.SUR_RENDEZ_VOUS
    return line(facts["nom"]) + (" (sur rendez-vous)" if on_appointment else "")


def _details(facts: Facts, day: date) -> str:
    caution = "" if facts["verifie_le"] else "Horaires non vérifiés : appelez avant de venir."
    if is_to_confirm(facts["a_revoir_le"], day):
        caution = "Horaires à confirmer : téléphonez avant de venir."
    phone = f"Téléphone : {line(facts['telephone'])}" if facts["telephone"] else ""
    return "\n".join(filter(None, [phone, caution]))


def _add_zones(calendar: Calendar, sites: Iterable[Facts], now: datetime) -> None:
    """Add the clock of each site, which also makes a calendar without any opening a valid one."""
    first, last = (now - _A_YEAR).date(), (now + timedelta(days=HORIZON_DAYS) + _A_YEAR).date()
    zones = {Schedule.from_key(site["planning"]).zone.time_zone for site in sites}
    clocks = [Timezone.from_tzid(z, first_date=first, last_date=last) for z in sorted(zones)]
    calendar.subcomponents[:0] = clocks
