"""What the form of a listing says, with the points of its addresses."""

from __future__ import annotations

from portal.services.listings.placing import Placed, Placer
from portal.store.db import db
from portal.web.access import directory
from portal.web.admin.forms.listing_form import ListingForm


def placed(form: ListingForm, *, only_moved: bool = False) -> Placed:
    """Return what was typed, once it is valid; the geocoder is asked for the points it lacks.

    With ``only_moved``, for those of addresses that are new or elsewhere than they were.
    """
    content, place = form.content(), directory()
    db.session().rollback()  # no transaction stays open while another service is waited for
    return Placer(place.territory, place.geocoder, only_moved).place(content, form.before)
