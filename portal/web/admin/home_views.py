"""The first page of the staff side: what awaits me today."""

from __future__ import annotations

from flask import render_template

from portal.domain.access import Permission
from portal.web.admin.guard import requires, staff_blueprint

home = staff_blueprint("staff_home")


@home.get("")
@requires(Permission.READ_LISTINGS)
def today() -> str:
    """Show what awaits the person who signed in."""
    return render_template("gestion/accueil.html")
