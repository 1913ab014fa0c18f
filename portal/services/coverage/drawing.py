"""A survey as the map draws it: the class of each area, and the places as points."""

from __future__ import annotations

from typing import Any

from portal.services.coverage.rows import Row, rows_of
from portal.services.coverage.surveys import Survey

CLASSES = (20, 40, 60, 80)
"""Where one class of the map ends and the next begins, in percent of the people within reach.

They are the same everywhere, so that two maps can be compared.
"""


def class_of(share: float | None) -> int | None:
    """Return the class of a share, 0 for the fewest people; None where nobody lives."""
    return None if share is None else sum(share * 100 >= bound for bound in CLASSES)


def drawing_of(survey: Survey) -> dict[str, Any]:
    """Return what the map draws, as JSON values; outlines come apart, by the code of their area.

    Areas are in the order of priority, the one that the table has at first.
    """
    return {
        "aires": [_area(row) for row in rows_of(survey.coverage)],
        "lieux": [
            {
                "nom": stop.name,
                "slug": stop.slug,
                "latitude": stop.latitude,
                "longitude": stop.longitude,
                "ouvert": opens,
                "itinerant": stop.itinerant,
                "finance": stop.listing_id in survey.question.funded,
            }
            for stop, opens in survey.stops
        ],
    }


def _area(row: Row) -> dict[str, Any]:
    return {
        "code": row.line.area.code,
        "nom": row.line.area.name,
        "classe": class_of(row.shares[0]),
        "parts": [None if share is None else round(share, 6) for share in row.shares],
        "lieux": row.line.tally.places,
        "zone_blanche": row.line.is_blank,
        "rang": row.rank,
    }
