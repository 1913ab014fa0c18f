"""Calendars of listings, read back by the library that other programs use."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from icalendar import Calendar

from portal.services.calendar_feed import line, listing_calendar
from portal.services.directory import Directory
from portal.services.search import find_listing
from search_index.stored import StoredListing
from tests.conftest import NOW

ADDRESS = "https://parents.example/lieux/bus"
BUS = "le-bus-des-cigales-demonstration-arles"
TI_BUS = "le-ti-bus-des-hauts-demonstration-cilaos"


def _found(directory: Directory, slug: str) -> StoredListing:
    found = find_listing(directory, slug)
    assert found is not None
    return found


def _read(feed: bytes) -> Calendar:
    return Calendar.from_ical(feed)


def test_the_coming_openings_are_events_in_the_time_of_the_place(directory: Directory) -> None:
    calendar = _read(listing_calendar(directory, _found(directory, TI_BUS), ADDRESS))
    starts = [event.start for event in calendar.events]
    assert len(starts) > 20
    assert all(NOW <= start <= NOW + timedelta(days=57) for start in starts)
    assert {start.utcoffset() for start in starts} == {timedelta(hours=4)}
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Indian/Reunion"]


def test_an_event_says_where_and_whom_to_call(directory: Directory) -> None:
    found = _found(directory, BUS)
    calendar = _read(listing_calendar(directory, found, ADDRESS, found.site_ids[0]))
    event = calendar.events[0]
    assert str(event["LOCATION"]) == (
        "Arles, parking du marché, Parking du Flamant-Rose, 13200 Arles"
    )
    assert event["GEO"].to_ical() == "43.67713;4.63048"
    assert "06 39 98 04 11" in str(event["DESCRIPTION"])
    assert str(event["URL"]) == ADDRESS


def test_openings_after_the_review_date_are_to_confirm(directory: Directory) -> None:
    found = _found(directory, TI_BUS)
    review_on = NOW.date() + timedelta(days=14)
    facts = {**found.facts, "verifie_le": "2026-06-08", "a_revoir_le": review_on.isoformat()}
    calendar = _read(listing_calendar(directory, replace(found, facts=facts), ADDRESS))
    for event in calendar.events:
        doubtful = "Horaires à confirmer : téléphonez" in str(event.get("DESCRIPTION", ""))
        assert doubtful is (event.start.date() > review_on)


def test_one_stop_can_be_asked_for(directory: Directory) -> None:
    found = _found(directory, BUS)
    every = _read(listing_calendar(directory, found, ADDRESS))
    parts = [_read(listing_calendar(directory, found, ADDRESS, n)) for n in found.site_ids]
    assert len(every.events) == sum(len(part.events) for part in parts)


def test_an_opening_keeps_its_identifier(directory: Directory) -> None:
    found = _found(directory, BUS)
    first, again = (_read(listing_calendar(directory, found, ADDRESS)) for _ in range(2))
    uids = [str(event["UID"]) for event in first.events]
    assert uids == [str(event["UID"]) for event in again.events]
    assert len(set(uids)) == len(uids)


def test_no_text_can_add_a_line(directory: Directory) -> None:
    found = _found(directory, BUS)
    evil = "Nom\r\nATTACH:x\nBEGIN:VEVENT\rX\u2028Y\x00\x1b;,\\"
    facts = {**found.facts, "nom": evil, "telephone": evil}
    site = {**found.sites[0], "arret": evil, "adresse": evil}
    feed = listing_calendar(
        directory, replace(found, facts=facts, sites=(site,), site_ids=(1,)), ADDRESS
    )
    assert b"\nATTACH" not in feed
    assert feed.count(b"\r\n") == feed.count(b"\n") == feed.count(b"\r")
    lines = feed.replace(b"\r\n ", b"").split(b"\r\n")
    assert sum(text == b"BEGIN:VEVENT" for text in lines) == len(_read(feed).events)
    assert all(b"\x00" not in text and b"\x1b" not in text for text in lines)


def test_a_listing_without_dates_still_gives_a_calendar(directory: Directory) -> None:
    found = _found(directory, "espace-familles-de-limoges")
    calendar = _read(listing_calendar(directory, found, ADDRESS))
    assert calendar.events == []
    assert len(calendar.timezones) == 1


def test_a_service_that_receives_nobody_gives_no_place(directory: Directory) -> None:
    found = _found(directory, "parents-de-nuit-demonstration")
    calendar = _read(listing_calendar(directory, found, ADDRESS))
    assert calendar.events
    assert all("LOCATION" not in event and "GEO" not in event for event in calendar.events)


def test_a_line_has_no_control_character() -> None:
    assert line(" a\r\n\tb\x07\u2029c ") == "a b c"
    assert line(None) == ""
