"""The vocabulary and the school holidays travel with the index, which follows them too."""

from __future__ import annotations

import threading
import time
from datetime import date, datetime

from flask import Flask
from sqlalchemy import select

from portal.domain.listing import ListingKind, ListingStatus
from portal.domain.moments import Moment
from portal.domain.vocabulary import Facet
from portal.services.directory import Directory
from portal.services.projection import Projection
from portal.services.projection.follower import follow
from portal.services.search import PlaceSearch, search_places
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.revisions import get_revision, list_changed_since
from portal.store.school_holidays import SchoolHoliday
from portal.store.sites import Site
from portal.store.vocabulary import VocabularyTerm
from tests.conftest import app_in

IN_WINTER = Moment(local=datetime(2027, 2, 17, 10, 30))  # noqa: DTZ001 - read in a place's zone


def _term(slug: str) -> VocabularyTerm:
    return db.session().scalars(select(VocabularyTerm).where(VocabularyTerm.slug == slug)).one()


def _edit(slug: str, **words: object) -> None:
    with transaction():
        for name, value in words.items():
            setattr(_term(slug), name, value)


def _enter(zone: str) -> None:
    with transaction() as session:
        first, last = date(2027, 2, 13), date(2027, 2, 28)
        session.add(SchoolHoliday(zone=zone, name="Hiver", starts_on=first, ends_on=last))


def _other_directory(app: Flask) -> Directory:
    found = app_in(app.extensions["portal.settings"].instance).extensions["portal.directory"]
    assert isinstance(found, Directory)
    return found


def _changed(revision: int) -> set[int]:
    return set(list_changed_since(db.session(), revision))


def test_a_process_that_follows_shows_another_ones_edit_within_a_second(
    app: Flask, projection: Projection
) -> None:
    directory, stop = _other_directory(app), threading.Event()
    assert directory.vocabulary.theme("repit").plain_label != "Souffler un peu"
    thread = follow(projection, app.app_context, stop)
    _edit("repit", plain_label="Souffler un peu")
    limit = time.monotonic() + 20
    while directory.vocabulary.theme("repit").plain_label != "Souffler un peu":
        assert time.monotonic() < limit, "the follower never saw the edit"
        time.sleep(0.02)
    stop.set()
    thread.join()


def test_words_that_change_touch_the_listings_that_use_them(app: Flask) -> None:
    del app
    revision = get_revision(db.session())[0]
    _edit("rep", synonyms=("zanzibar",))
    using = select(Listing.id).where(Listing.kind == ListingKind.REP)
    assert _changed(revision) == set(db.session().scalars(using)) != set()


def test_a_definition_changes_the_index_and_no_listing(app: Flask, projection: Projection) -> None:
    revision = get_revision(db.session())[0]
    _edit("tous_parents", definition="Pour chacun.")
    assert _changed(revision) == set()
    assert projection.catch_up(db.session()) == 0
    known = _other_directory(app).vocabulary.find(Facet.PUBLIC, "tous_parents")
    assert known is not None
    assert known.definition == "Pour chacun."


def test_what_the_index_carries_is_compared_too(projection: Projection) -> None:
    _edit("repit", definition="Autre chose.")
    _enter("corse")
    told = list(projection.differences(db.session()))
    assert "les mots du vocabulaire ne sont pas les mêmes dans l’index" in told
    assert "les vacances scolaires ne sont pas les mêmes dans l’index" in told
    projection.catch_up(db.session())
    assert list(projection.differences(db.session())) == []


def test_a_place_of_corse_opens_in_the_holidays_that_staff_enter(
    app: Flask, projection: Projection
) -> None:
    hours = "SH Mo-Fr 10:00-12:00"
    with transaction() as session:
        site = Site(commune="Ajaccio", code_insee="2A004", hours=hours)
        place = Listing(
            slug="ajaccio",
            kind=ListingKind.LAEP,
            name="Stantara",
            status=ListingStatus.PUBLIEE,
            sites=[site],
        )
        session.add(place)
    projection.catch_up(db.session())
    directory = _other_directory(app)
    asked = PlaceSearch(words="stantara", moment=IN_WINTER)
    assert search_places(directory, asked).total == 0
    _enter("corse")
    assert projection.catch_up(db.session()) >= 1
    assert search_places(directory, asked).total == 1


def test_holidays_touch_no_listing_of_another_zone(app: Flask) -> None:
    del app
    revision = get_revision(db.session())[0]
    _enter("mayotte")
    codes = {
        site.code_insee or site.departements
        for listing_id in _changed(revision)
        for site in db.session().get_one(Listing, listing_id).sites
    }
    assert all("976" in code for code in codes)
    assert get_revision(db.session())[0] == revision + 1
