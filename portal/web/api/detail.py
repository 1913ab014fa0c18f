"""The JSON of one listing with all its sites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal.domain.hours import Schedule, day_openings
from portal.domain.moments import Moment
from portal.services.directory import Directory
from portal.services.search import NOW, opening_facts
from portal.web.api.results import LISTING_PAGE, listing_json, opening_json, site_json
from search_index.stored import StoredListing

DAYS = 14
"""For how many days the openings of a site are listed."""


def detail_json(
    directory: Directory, found: StoredListing, moment: Moment | None, root: str
) -> dict[str, Any]:
    """Return the fields of a result for the first site, then every site with its coming days."""
    now = directory.clock()
    sites = [_site(directory, site, moment or NOW, now) for site in found.sites]
    first = sites[0] if sites else {}
    return {
        **listing_json(found.facts, root),
        **{name: value for name, value in first.items() if name != "prochains_jours"},
        "distance_km": None,
        **{name: found.facts[name] for name in LISTING_PAGE},
        "sites": sites,
        "donnees_du": directory.index.built_at.isoformat(timespec="seconds"),
    }


def _site(
    directory: Directory, site: Mapping[str, Any], moment: Moment, now: datetime
) -> dict[str, Any]:
    schedule = Schedule.from_key(site["planning"])
    today = moment.instant(schedule.zone, now).astimezone(ZoneInfo(schedule.zone.time_zone)).date()
    days = day_openings(schedule, today, DAYS, directory.school)
    return {
        **site_json(site),
        "ouverture": opening_json(opening_facts(directory, site, moment, now)),
        "prochains_jours": [
            {
                "date": day.day.isoformat(),
                "etat": day.state,
                "plages": [
                    {"de": r.start_text, "a": r.end_text, "etat": r.state} for r in day.ranges
                ],
            }
            for day in days
        ],
    }
