"""The table of funding files, and the sheet that people take away."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from flask import render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import day_in_paris
from portal.services.dossiers.delays import delays
from portal.services.dossiers.table import due_next, export_files, file_rows
from portal.services.exports import csv_of, xlsx_of
from portal.store.db import db
from portal.store.dossier_table import span_of_years
from portal.web.admin.dossier_list_page import FilesView, read_question
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.putting_off import Again

dossier_list = staff_blueprint("staff_dossiers")

_FORMATS = {
    "csv": (csv_of, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_of, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dossier_list.get("/dossiers")
@requires(Permission.READ_DOSSIERS)
def all_files() -> str:
    """Show the table."""
    session, by = db.session(), actor()
    rows, totals, asked = file_rows(session, by, read_question(request.args))
    span = span_of_years(session, by)
    years = range(span[1], span[0] - 1, -1) if span else ()
    today = day_in_paris(now())
    due = due_next(session, rows, today, delays())
    view = FilesView(asked, rows, totals, years, today, due)
    return render_template("gestion/dossiers/liste.html", view=view)


@dossier_list.post("/dossiers/exporter")
@requires(Permission.READ_DOSSIERS, fresh=True, again=Again("Exporter"))
def export() -> Response:
    """Send every file of the table, on whatever page."""
    chosen = request.form.get("format", "csv")
    file_format = chosen if chosen in _FORMATS else "csv"
    write, kind = _FORMATS[file_format]
    query = urlsplit(request.form.get("vue", "")).query
    sheet = export_files(read_question(MultiDict(parse_qsl(query))), actor(), now())
    answer = Response(write(sheet), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="dossiers.{file_format}"'
    return answer
