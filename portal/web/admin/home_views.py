"""The first page of the staff side: what awaits me today."""

from __future__ import annotations

from flask import render_template

from portal.domain.access import Permission, Role
from portal.domain.days import day_in_paris
from portal.services.today import figures, index_state, what_awaits
from portal.store.db import db
from portal.store.listing_table import TableQuestion, list_rows
from portal.store.today import find_last_import
from portal.web.access import directory
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.home_page import Home, cards_of, day_words, in_order

home = staff_blueprint("staff_home")


@home.get("")
@requires(Permission.READ_LISTINGS)
def today() -> str:
    """Show what awaits the person who signed in."""
    view = _of_a_manager() if actor().role is Role.GESTIONNAIRE else _of_staff()
    return render_template("gestion/accueil.html", view=view)


def _of_staff() -> Home:
    session, by, day = db.session(), actor(), day_in_paris(now())
    awaiting = what_awaits(session, by, now(), directory().school)
    imports = by.may(Permission.IMPORT_LISTINGS)
    return Home(
        day_words(day),
        cards_of(awaiting, day),
        in_order(awaiting),
        works=bool(awaiting),
        figures=figures(session, by, day),
        index=index_state(directory()),
        last_import=find_last_import(session, by) if imports else None,
    )


def _of_a_manager() -> Home:
    own, total = list_rows(db.session(), actor(), TableQuestion(), None)
    day = day_in_paris(now())
    return Home(day_words(day), own=own, own_total=total)
