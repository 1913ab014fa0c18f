"""Reviewing: everything that somebody needs to verify one listing, group by group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.calendar import LocalZone, SchoolCalendar
from portal.domain.freshness import FieldGroup, LastVerified, due_on
from portal.domain.hours import HoursError, Schedule, describe
from portal.domain.listings.changes import Words
from portal.domain.listings.content import ListingContent, SiteContent, from_json
from portal.domain.listings.grouped import Line, edited_groups, lines_of, site_name
from portal.domain.listings.quality import Quality, assess
from portal.services.listings.editing import words_of
from portal.services.listings.reading import content_of
from portal.services.listings.review_queue import holiday_starts
from portal.services.listings.verifying import zone_of
from portal.store.audit import find_version_before
from portal.store.listings import Listing, get_reached
from portal.store.verifications import Verification, last_verified, list_verifications


@dataclass(frozen=True, slots=True)
class GroupReview:
    """One group: what the listing says, who verified it last, and when it is due.

    ``edited``: it was changed since, which nobody verified.
    """

    group: FieldGroup
    lines: tuple[Line, ...]
    last: Verification | None
    due: date
    is_due: bool
    edited: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A listing, its groups, and how good it is."""

    listing: Listing
    groups: tuple[GroupReview, ...]
    quality: Quality

    @property
    def is_due(self) -> bool:
        """Whether a group is to be verified now."""
        return any(group.is_due for group in self.groups)


def review_of(
    session: Session, listing_id: int, by: Actor, today: date, school: SchoolCalendar
) -> Review:
    """Return what there is to verify in a listing; ``NotFoundError`` out of reach."""
    listing = get_reached(session, listing_id, by)
    content, zone = content_of(listing), zone_of(listing)
    newest = {each.group: each for each in reversed(list_verifications(session, listing_id))}
    last = {group: each.verified_on for group, each in newest.items()}
    due = due_dates(listing, last, school)
    lines = _lines(content, zone, school, today, words_of(session))
    groups = tuple(
        GroupReview(
            group,
            lines[group],
            newest.get(group),
            due[group],
            due[group] <= today,
            group in last and group in _edited_since(session, listing, content, last[group], zone),
        )
        for group in FieldGroup
    )
    up_to_date = not any(group.is_due for group in groups)
    return Review(listing, groups, assess(content, up_to_date=up_to_date))


def quality_of(session: Session, listing: Listing, today: date, school: SchoolCalendar) -> Quality:
    """Return how good a listing is today, for pages that show nothing else of a review."""
    due = due_dates(listing, last_verified(session, listing.id), school)
    return assess(content_of(listing), up_to_date=min(due.values()) > today)


def due_dates(
    listing: Listing, last: LastVerified, school: SchoolCalendar
) -> dict[FieldGroup, date]:
    """Return the day from which each group of a listing is to be verified again."""
    return due_on(last, listing.review_months, holiday_starts(school, zone_of(listing).school))


def _lines(
    content: ListingContent, zone: LocalZone, school: SchoolCalendar, today: date, words: Words
) -> dict[FieldGroup, tuple[Line, ...]]:
    told = {group: tuple(lines_of(content, group, words)) for group in FieldGroup}
    hours = tuple(_hours(content, zone, school, today))
    return told | {FieldGroup.HORAIRES: hours + told[FieldGroup.HORAIRES]}


def _hours(
    content: ListingContent, zone: LocalZone, school: SchoolCalendar, today: date
) -> Iterator[Line]:
    """Yield the weekly hours of each site as the public reads them."""
    for site in content.sites:
        if site.hours:
            name = f"Horaires ({site_name(site)})" if len(content.sites) > 1 else "Horaires"
            yield name, _in_sentences(site, zone, school, today)


def _in_sentences(site: SiteContent, zone: LocalZone, school: SchoolCalendar, today: date) -> str:
    try:
        return " ; ".join(describe(Schedule(site.hours, zone), school, today))
    except HoursError:
        return f"illisibles : {site.hours}"


def _edited_since(
    session: Session, listing: Listing, content: ListingContent, day: date, zone: LocalZone
) -> frozenset[FieldGroup]:
    """Return the groups that changed after a day, as far as history goes."""
    evening = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone.time_zone))
    version = find_version_before(session, listing.id, evening)
    return edited_groups(from_json(version.content), content) if version else frozenset()
