"""A slug reads like the place, is unique, and is made once."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.listing import ListingKind
from portal.services.slugs import make_slug
from portal.store.db import db, transaction
from portal.store.listings import Listing


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
