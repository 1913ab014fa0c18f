"""The page of a funding file, and the tab of a listing with its files."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import render_template

from portal.domain.access import Permission
from portal.domain.dossiers.funding import funds_on
from portal.domain.dossiers.path import awaited
from portal.domain.dossiers.states import AXES
from portal.domain.dossiers.words import years
from portal.services.dossiers.document_types import ENDINGS
from portal.services.dossiers.documents import LARGEST, MOST
from portal.services.dossiers.funded import periods_of
from portal.services.listings.verifying import zone_of
from portal.store.db import db
from portal.store.dossiers import get_reached_dossier, list_dossiers
from portal.store.listings import get_reached
from portal.web.admin.dossier_page import file_view, open_file, weight
from portal.web.admin.dossier_step_page import OpenFile
from portal.web.admin.forms.dossier_step_forms import StepForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.rule_settings import rule_settings

dossier_pages = staff_blueprint("staff_dossier")


@dossier_pages.get("/dossiers/<int:dossier_id>")
@requires(Permission.READ_DOSSIERS)
def show(dossier_id: int) -> str:
    """Show a file."""
    return file_page(dossier_id)


@dossier_pages.get("/fiches/<int:listing_id>/dossiers")
@requires(Permission.READ_DOSSIERS)
def files_of_listing(listing_id: int) -> str:
    """Show the files of a listing, and whether it is funded today."""
    session = db.session()
    listing = get_reached(session, listing_id, actor())
    dossiers = list_dossiers(session, actor(), listing_id=listing_id)
    today = now().astimezone(ZoneInfo(zone_of(listing).time_zone)).date()
    return render_template(
        "gestion/dossiers/fiche_lieu.html",
        listing=listing,
        dossiers=dossiers,
        funded=funds_on(periods_of(dossiers), today),
        fundable=listing.kind in AXES,
        years=years,
        awaited=awaited,
    )


def opened(dossier_id: int) -> OpenFile:
    """Return a file within reach, as it is now."""
    session = db.session()
    return open_file(session, get_reached_dossier(session, dossier_id, actor()), rule_settings())


def file_page(
    dossier_id: int, posted: StepForm | None = None, refused_document: str = "", notice: str = ""
) -> str:
    """Return the page of a file; ``posted`` is a form with something to correct in it.

    ``notice`` says what happened in between, where the file is no more as its author saw it.
    """
    view = file_view(db.session(), opened(dossier_id), actor(), now(), posted)
    shown = posted is None or posted.wanted in {step.state for step in view.next.mine}
    errors = posted.problems() if posted is not None else []
    if not shown:
        errors = [("", message) for _anchor, message in errors]
    if refused_document:
        errors.append(("fichier", refused_document))
    return render_template(
        "gestion/dossiers/dossier.html",
        view=view,
        dossier=view.dossier,
        errors=errors,
        notice=notice,
        typed=[] if shown or posted is None else posted.typed(),
        refused_document=refused_document,
        endings=ENDINGS,
        most=MOST,
        weight=weight,
        megabytes=LARGEST // 1024 // 1024,
    )
