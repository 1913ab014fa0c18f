"""flask index rebuilds the index, catches up with the database, and tells differences."""

from __future__ import annotations

import shutil

import pytest
from click.testing import Result
from flask import Flask

from portal.domain.listing import ListingStatus
from portal.services.projection import Projection
from portal.store.db import db, transaction
from portal.store.listings import count_published, get_listing

SLUG = "espace-familles-de-limoges"


def _index(app: Flask, command: str) -> Result:
    return app.test_cli_runner().invoke(args=["index", command])


def _rename() -> None:
    with transaction() as session:
        get_listing(session, SLUG).name = "Espace renommé"


def test_an_index_that_follows_is_said_to_be_the_same(app: Flask) -> None:
    result = _index(app, "check")
    assert (result.exit_code, result.stdout) == (0, "L’index et la base disent la même chose.\n")


def test_a_difference_is_told_and_ends_with_an_error(app: Flask) -> None:
    _rename()
    result = _index(app, "check")
    assert result.exit_code == 1
    assert f"la fiche {SLUG} n’est pas la même dans l’index" in result.stdout
    assert "l’index est à la révision" in result.stdout


def test_a_listing_that_should_be_gone_is_told(app: Flask) -> None:
    with transaction() as session:
        listing = get_listing(session, SLUG)
        listing_id, listing.status = listing.id, ListingStatus.SUSPENDUE
    result = _index(app, "check")
    assert result.exit_code == 1
    assert f"la fiche n° {listing_id} est dans l’index mais n’est plus publiée" in result.stdout


def test_catching_up_ends_the_differences(app: Flask) -> None:
    _rename()
    caught = _index(app, "catch-up")
    assert (caught.exit_code, caught.stdout) == (0, "Index à jour : 1 fiche reprise.\n")
    assert _index(app, "check").exit_code == 0


def test_a_missing_index_is_told_then_rebuilt(app: Flask, projection: Projection) -> None:
    shutil.rmtree(projection.folder)
    missing = _index(app, "check")
    assert missing.exit_code == 1
    assert "index inutilisable" in missing.stderr
    assert _index(app, "catch-up").exit_code == 0
    assert _index(app, "check").exit_code == 0


def test_rebuilding_counts_every_listing(app: Flask) -> None:
    _rename()
    result = _index(app, "rebuild")
    assert result.stdout == f"Index refait : {count_published(db.session())} fiches.\n"
    assert _index(app, "check").exit_code == 0


@pytest.mark.parametrize("name", ["manifest.json", "*.columns", "*.facts"])
def test_a_damaged_index_is_told_then_rebuilt(
    app: Flask, projection: Projection, name: str
) -> None:
    for path in projection.folder.rglob(name):
        path.write_bytes(b"?")
    assert _index(app, "check").exit_code == 1
    assert _index(app, "rebuild").exit_code == 0
    assert _index(app, "check").exit_code == 0
