"""School holidays of Corse and overseas, which are entered by hand."""

from __future__ import annotations

from itertools import groupby

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.calendar.entered import ENTERED_ZONES
from portal.services.listings.editing import RefusedError
from portal.services.school_holidays import add_holiday, remove_holiday
from portal.store.db import db
from portal.store.school_holidays import SchoolHoliday, list_school_holidays
from portal.web.admin.forms.reference_forms import HolidayForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.publishing import show_to_public

holiday_pages = staff_blueprint("staff_holidays")

_HOLIDAYS = "/gestion/vacances"

Answer = Response | str | tuple[str, int]


@holiday_pages.get("/vacances")
@requires(Permission.EDIT_CALENDAR)
def all_holidays() -> str:
    """Show the holidays that were entered, and ask for one more."""
    return _page(HolidayForm(None))


@holiday_pages.post("/vacances")
@requires(Permission.EDIT_CALENDAR)
def add() -> Answer:
    """Add a holiday."""
    form = HolidayForm()
    if not form.validate():
        return _page(form), 400
    try:
        add_holiday(form.holiday, actor(), now())
    except RefusedError as refusal:
        form.refuse(str(refusal))
        return _page(form), 400
    show_to_public()
    flash(f"Ajouté : {form.nom.data}.", "succes")
    return redirect(_HOLIDAYS, 303)


@holiday_pages.post("/vacances/<int:holiday_id>/retirer")
@requires(Permission.EDIT_CALENDAR)
def remove(holiday_id: int) -> Response:
    """Remove a holiday."""
    remove_holiday(holiday_id, actor(), now())
    show_to_public()
    flash("Ces vacances sont retirées.", "succes")
    return redirect(_HOLIDAYS, 303)


def _page(form: HolidayForm) -> str:
    rows = groupby(list_school_holidays(db.session()), key=lambda row: row.zone)
    by_zone: dict[str, list[SchoolHoliday]] = {zone: list(group) for zone, group in rows}
    return render_template(
        "gestion/vacances.html",
        form=form,
        errors=form.problems(),
        zones=[(name, by_zone[zone]) for zone, name in ENTERED_ZONES.items() if zone in by_zone],
        empty=[name for zone, name in ENTERED_ZONES.items() if zone not in by_zone],
    )
