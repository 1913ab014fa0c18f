"""The form of a funding file for tests: what a browser would send of it."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.access import Actor
from portal.domain.dossiers.content import DossierContent
from portal.services.dossiers.editing import create_dossier
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import content, place_in
from tests.staff import StaffBrowser
from tests.web.admin.listing_pages import Fields, fields_in

_MARK = "data-dossier-form"


def new_address(listing_id: int) -> str:
    """Return the address of the form of a new file."""
    return f"/gestion/dossiers/nouveau?fiche={listing_id}"


def edit_address(dossier: Dossier) -> str:
    """Return the address of the form of a file."""
    return f"/gestion/dossiers/{dossier.id}/modifier"


def preview_address(dossier: Dossier) -> str:
    """Return the address that says what the rules find in a file as it is typed."""
    return f"/gestion/dossiers/{dossier.id}/apercu"


def saved_file(by: Actor, written: DossierContent | None = None) -> Dossier:
    """Save a draft that meets every rule, or that says something else."""
    return create_dossier(place_in().id, written or content(), by, NOW)


def dossier_fields(browser: FlaskClient, address: str) -> Fields:
    """Open the form and return its fields, without its buttons and its token."""
    return fields_of(browser.get(address).text)


def fields_of(page: str) -> Fields:
    """Return the fields of the form on a page."""
    return fields_in(page, _MARK)


def send(browser: StaffBrowser, address: str, fields: Fields, **buttons: Any) -> TestResponse:
    """Post the fields of the form, with the button that was pressed."""
    return browser.send(address, {**fields.to_dict(flat=False), **buttons})
