"""Places in the database for the tests of coverage, and the surveys that count them."""

from __future__ import annotations

from itertools import count

from portal.domain.coverage import AreaCoverage
from portal.domain.listing import ListingKind, ListingStatus
from portal.domain.territory import Territory
from portal.services.coverage import Question, Survey, departement_scope, survey
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.sites import Site
from tests.conftest import NOW

LIMOGES, PARIS_11, BLOND = "87085", "75111", "87018"
FIVE_MORNINGS = "Mo-Fr 09:00-12:00"
TODAY = NOW.date()

_numbers = count()


def stop(code_insee: str | None = LIMOGES, hours: str | None = FIVE_MORNINGS) -> Site:
    return Site(code_insee=code_insee, hours=hours, stop=f"Arrêt {next(_numbers)}")


def publish(*sites: Site, **changes: object) -> int:
    values = {
        "slug": f"lieu-{next(_numbers)}",
        "kind": ListingKind.LIEU_RESSOURCE,
        "status": ListingStatus.PUBLIEE,
        "name": "Maison verte",
        "sites": list(sites) or [stop()],
        **changes,
    }
    with transaction() as session:
        listing = Listing(**values)
        session.add(listing)
        session.flush()
        return listing.id


def survey_of(territory: Territory, code: str = "87", **asked: object) -> Survey:
    scope = departement_scope(territory, code)
    return survey(db.session(), territory, Question(scope, TODAY, **asked))  # type: ignore[arg-type]


def line_of(found: Survey, territory: Territory, code_insee: str = LIMOGES) -> AreaCoverage:
    commune = territory.get_commune(code_insee)
    area = commune.epci or code_insee
    return next(line for line in found.coverage.lines if line.area.code == area)
