"""The indicators of a year over an area, the same as files, and the rows of its places."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import day_in_paris
from portal.services.exports import Sheet, csv_of, xlsx_of
from portal.services.indicators.aggregating import Aggregates, TotalsQuestion, aggregate
from portal.services.indicators.areas import reached_area
from portal.services.indicators.catalogue import catalogue
from portal.services.indicators.totals_sheets import sums_sheet, take_places
from portal.store.agent_reach import list_reached_cafs
from portal.store.db import db
from portal.web.access import directory
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.indicator_totals_page import (
    TotalsView,
    evolution,
    read_year,
    whole_number,
)

indicator_totals = staff_blueprint("staff_indicator_totals")

_FORMATS = {
    "csv": (csv_of, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_of, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@indicator_totals.get("/indicateurs")
@requires(Permission.READ_INDICATORS)
def view() -> str:
    """Show a year of an area."""
    cafs = list_reached_cafs(db.session(), actor())
    view = TotalsView(_found(request.args), catalogue(), cafs, _this_year())
    return render_template(
        "gestion/indicateurs/totaux.html",
        view=view,
        whole_number=whole_number,
        evolution=evolution,
    )


@indicator_totals.get("/indicateurs.csv")
@requires(Permission.READ_INDICATORS)
def as_csv() -> Response:
    """Answer the sums as a CSV file."""
    return _sums("csv")


@indicator_totals.get("/indicateurs.xlsx")
@requires(Permission.READ_INDICATORS)
def as_xlsx() -> Response:
    """Answer the sums as a workbook."""
    return _sums("xlsx")


@indicator_totals.post("/indicateurs/lieux")
@requires(Permission.READ_INDICATORS, fresh=True)
def places() -> Response:
    """Send the rows of the places."""
    found = _found(request.form)
    sheet = take_places(found, catalogue(), actor(), now())
    return _file(sheet, f"indicateurs-lieux-{found.asked.year}", request.form.get("format", ""))


def _sums(ending: str) -> Response:
    found = _found(request.args, in_full=True)
    return _file(sums_sheet(found, catalogue()), f"indicateurs-{found.asked.year}", ending)


def _found(given: MultiDict[str, str], *, in_full: bool = False) -> Aggregates:
    session, by, territory = db.session(), actor(), directory().territory
    area = reached_area(session, territory, by, given.get("zone", ""))
    asked = TotalsQuestion(read_year(given, _this_year()), area, given.get("attente") == "oui")
    return aggregate(session, territory, catalogue(), asked, by, in_full=in_full)


def _this_year() -> int:
    return day_in_paris(now()).year


def _file(sheet: Sheet, name: str, ending: str) -> Response:
    ending = ending if ending in _FORMATS else "csv"
    write, kind = _FORMATS[ending]
    answer = Response(write(sheet), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer
