"""A slug reads like the place, is unique, and is made once."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain.listing import ListingKind, ListingStatus
from portal.services.slugs import SlugRefusedError, make_slug, rename_slug
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_listing
from portal.store.slugs import list_former_slugs, map_former_slugs


def _listing(slug: str) -> Listing:
    return Listing(slug=slug, kind=ListingKind.LAEP, name="Maison verte")


@pytest.mark.parametrize(
    ("name", "commune", "slug"),
    [
        ("Maison des Familles", "Limoges", "maison-des-familles-limoges"),
        ("Maison des familles de Limoges", "Limoges", "maison-des-familles-de-limoges"),
        ("L’Île aux enfants", "L’Haÿ-les-Roses", "l-ile-aux-enfants-l-hay-les-roses"),
        ("Lieu ressource", "Eu", "lieu-ressource-eu"),
        ("Allô parents", None, "allo-parents"),
        ("…", None, "lieu"),
        ("日本", "Eu", "eu"),
        ("x" * 150, "Limoges", "x" * 100),
        ("x" * 99 + " y", None, "x" * 99),
    ],
)
def test_a_slug_says_the_name_and_the_commune(
    empty_app: Flask, name: str, commune: str | None, slug: str
) -> None:
    del empty_app
    assert make_slug(db.session(), name, commune) == slug


@pytest.mark.usefixtures("empty_app")
def test_a_slug_that_is_taken_gets_the_first_free_number() -> None:
    with transaction() as session:
        session.add_all([_listing("maison-verte"), _listing("maison-verte-2")])
    assert make_slug(db.session(), "Maison verte", None) == "maison-verte-3"


@pytest.mark.usefixtures("empty_app")
def test_a_longer_slug_does_not_take_a_shorter_one() -> None:
    with transaction() as session:
        session.add(_listing("maison-verte-limoges"))
    assert make_slug(db.session(), "Maison verte", None) == "maison-verte"


@pytest.mark.usefixtures("empty_app")
def test_what_is_not_written_yet_counts_as_taken() -> None:
    with transaction() as session, session.no_autoflush:
        session.add(_listing("maison-verte"))
        assert make_slug(session, "Maison verte", None) == "maison-verte-2"


def _renamed(slug: str, *others: str) -> None:
    """Make a listing and rename it."""
    with transaction() as session:
        session.add(_listing(slug))
        for other in others:
            session.flush()
            rename_slug(session, session.scalars(select(Listing)).one(), other)


@pytest.mark.usefixtures("empty_app")
def test_a_former_slug_is_never_given_to_another_listing() -> None:
    _renamed("maison-verte", "maison-bleue")
    assert make_slug(db.session(), "Maison verte", None) == "maison-verte-2"
    with transaction() as session:
        session.add(other := _listing("maison-rouge"))
        session.flush()
        with pytest.raises(SlugRefusedError):
            rename_slug(session, other, "maison-verte")


@pytest.mark.usefixtures("empty_app")
def test_a_numbered_former_slug_counts_as_taken() -> None:
    _renamed("maison-verte-2", "maison-verte")
    assert make_slug(db.session(), "Maison verte", None) == "maison-verte-3"


@pytest.mark.usefixtures("empty_app")
def test_every_former_slug_leads_to_the_present_one() -> None:
    _renamed("a", "b", "c", "a", "d")
    with transaction() as session:
        session.scalars(select(Listing)).one().status = ListingStatus.PUBLIEE
    assert map_former_slugs(db.session()) == {"a": "d", "b": "d", "c": "d"}


@pytest.mark.usefixtures("empty_app")
def test_renaming_to_the_same_slug_changes_nothing() -> None:
    _renamed("a", "a")
    assert list_former_slugs(db.session(), "a") == set()


@pytest.mark.usefixtures("empty_app")
@pytest.mark.parametrize("slug", ["", "B", "a b", "a--b", "-a", "a/b", "é", "x" * 101, "pris"])
def test_what_cannot_be_a_slug_is_refused(slug: str) -> None:
    with transaction() as session:
        session.add_all([_listing("a"), _listing("pris")])
        session.flush()
        with pytest.raises(SlugRefusedError):
            rename_slug(session, get_listing(session, "a"), slug)


@pytest.mark.usefixtures("empty_app")
def test_a_listing_with_former_slugs_cannot_be_deleted() -> None:
    _renamed("a", "b")
    with pytest.raises(IntegrityError), transaction() as session:
        session.delete(get_listing(session, "b"))
