"""Documents for the tests: written by hand, or drawn at random from a seed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random

from search_index.documents import ListingDocument, SiteDocument
from search_index.query import MinuteRange

TODAY = date(2026, 11, 4)
WEEK = ("matin", "soir", "mercredi", "toujours", "jamais")
ZONES = ("metropole", "reunion")
_KINDS = ("laep", "reaap", "mediation", "pmi")
_THEMES = ("separation", "handicap", "adolescence", "naissance")
_NAMES = (
    "maison",
    "maisons",
    "parents",
    "parentalité",
    "école",
    "prison",
    "médiation",
    "médiateur",
)


class WeekCalendar:
    """A calendar whose schedule keys are those of ``WEEK``; it counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def openings(self, schedule: str, first: date, last: date) -> list[MinuteRange]:
        """Return the same hours every week, those that pass midnight in one piece."""
        self.asked += 1
        days = range((first - date(1970, 1, 1)).days, (last - date(1970, 1, 1)).days + 1)
        found = [(day * 1440 + a, day * 1440 + b) for day in days for a, b in _hours(schedule, day)]
        return _joined(found)


def _hours(schedule: str, day: int) -> list[tuple[int, int]]:
    weekday = (day + 3) % 7
    return {
        "matin": [(480, 720)],
        "soir": [(0, 60), (1080, 1440)],
        "mercredi": [(540, 600), (660, 720)] if weekday == 2 else [],
        "toujours": [(0, 1440)],
    }.get(schedule, [])


def _joined(ranges: list[MinuteRange]) -> list[MinuteRange]:
    joined: list[MinuteRange] = []
    for begin, end in ranges:
        if joined and joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def minute(day: date, hour: int, minutes: int = 0) -> int:
    """Return the number of a UTC minute."""
    return (day - date(1970, 1, 1)).days * 1440 + hour * 60 + minutes


def site(site_id: int, **values: object) -> SiteDocument:
    """Return a site with plain values, of which some are given."""
    plain = {
        "latitude": 48.0,
        "longitude": 2.0,
        "texts": {},
        "facets": {},
        "schedule": "",
        "zone": "metropole",
        "facts": {"site": site_id},
    }
    return SiteDocument(site_id=site_id, **{**plain, **values})  # type: ignore[arg-type]


def listing(listing_id: int, *sites: SiteDocument, **values: object) -> ListingDocument:
    """Return a listing with plain values, of which some are given."""
    plain = {
        "slug": f"lieu-{listing_id}",
        "sort_name": f"Lieu {listing_id}",
        "facts": {"listing": listing_id},
    }
    chosen = sites or (site(listing_id * 10),)
    return ListingDocument(listing_id=listing_id, sites=chosen, **{**plain, **values})  # type: ignore[arg-type]


def named(listing_id: int, name: str, **texts: str) -> ListingDocument:
    """Return a listing of one site whose words are given."""
    return listing(listing_id, site(listing_id, texts={"name": name, **texts}))


def random_listings(seed: int, ids: Iterable[int]) -> list[ListingDocument]:
    """Return listings drawn at random, always the same for one seed."""
    random = Random(seed)
    return [_random_listing(random, listing_id) for listing_id in ids]


def _random_listing(random: Random, listing_id: int) -> ListingDocument:
    sites = [
        _random_site(random, listing_id * 10 + stop) for stop in range(random.choice((1, 1, 3)))
    ]
    return listing(listing_id, *sites, sort_name=" ".join(random.choices(_NAMES, k=2)))


def _random_site(random: Random, site_id: int) -> SiteDocument:
    remote = random.random() < 0.1
    return site(
        site_id,
        latitude=None if remote else round(random.uniform(41, 51), random.choice((0, 5))),
        longitude=None if remote else round(random.uniform(-5, 9), random.choice((0, 5))),
        texts={
            "name": " ".join(random.choices(_NAMES, k=3)),
            "description": " ".join(random.choices(_NAMES, k=12)),
        },
        facets={
            "type": (random.choice(_KINDS),),
            "theme": tuple(random.sample(_THEMES, k=random.randint(0, 3))),
            "departement": (random.choice(("01", "02", "2a", "france")),),
        },
        schedule=random.choice(("", *WEEK)),
        zone=random.choice(ZONES),
    )
