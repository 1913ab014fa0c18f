"""What the page of a listing shows."""

from __future__ import annotations

from typing import Any

from portal.domain.hours import Schedule, week_table
from portal.domain.moments import Moment
from portal.services.directory import Directory
from portal.services.search import opening_facts
from search_index.stored import StoredListing


def listing_page(directory: Directory, found: StoredListing, moment: Moment) -> dict[str, Any]:
    """Return the listing with its sites, each with its opening and week table."""
    now = directory.clock()
    sites = []
    for site in found.sites:
        schedule = Schedule.from_key(site["planning"])
        today = moment.instant(schedule.zone, now).date()
        known = schedule.hours is not None
        sites.append(
            {
                "facts": site,
                "opening": opening_facts(directory, site, moment, now),
                "week": week_table(schedule, directory.school, today) if known else None,
            }
        )
    return {"listing": found.facts, "sites": sites}
