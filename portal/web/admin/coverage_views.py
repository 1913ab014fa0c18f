"""Coverage: who lives near an open place, where nobody does, what one more place would change."""

from __future__ import annotations

from flask import Response, json, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.access import Permission
from portal.services.communes import find_communes
from portal.services.coverage import report
from portal.services.coverage.answering import Answer
from portal.services.coverage.drawing import class_of
from portal.services.coverage.rows import rows_of
from portal.services.coverage.sheet import sheet_of
from portal.services.exports import csv_of, xlsx_of
from portal.web.access import directory
from portal.web.admin.coverage_asking import (
    answer_to,
    asked_for,
    days,
    knows_roads,
    scope_of,
    scopes,
    set_up_surveyor,
)
from portal.web.admin.coverage_page import CoverageView, legend, people, share
from portal.web.admin.coverage_question import MOST_PLACES, Asked
from portal.web.admin.coverage_scenario import (
    ShownScenario,
    as_suggestions,
    scenario_of,
    where_asked,
)
from portal.web.admin.guard import requires, staff_blueprint

coverage = staff_blueprint("staff_coverage")
coverage.record_once(set_up_surveyor)
for _filter in (people, share, class_of):
    coverage.add_app_template_filter(_filter)

_FILE_SECONDS = 20.0
"""A file waits longer than a page, which can say that it is not ready."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@coverage.get("/couverture")
@requires(Permission.READ_COVERAGE)
def read() -> AnyResponse | tuple[str, int]:
    """Show the survey of a territory, or how far it is."""
    return _page(asked_for())


@coverage.get("/couverture/avancement")
@requires(Permission.READ_COVERAGE)
def progress() -> Response:
    """Tell how far the survey of the same question is, as JSON; begin it where need be."""
    asked = asked_for()
    underway = None if asked.problems else answer_to(asked, scope_of(asked), 0).underway
    content: dict[str, bool | int] = {"fini": underway is None}
    if underway is not None:
        content |= {"fait": underway.done, "total": underway.total}
    return Response(json.dumps(content), mimetype="application/json")


@coverage.get("/couverture/communes")
@requires(Permission.READ_COVERAGE)
def communes() -> Response:
    """Complete the name or the postal code of a commune, those of the territory first, as JSON."""
    scope = scope_of(asked_for())
    found = find_communes(directory(), request.args.get("q", "")[:200], scope.departements)
    return Response(json.dumps({"resultats": as_suggestions(found)}), mimetype="application/json")


@coverage.get("/couverture.csv")
@requires(Permission.READ_COVERAGE)
def as_csv() -> AnyResponse | tuple[str, int]:
    """Answer the table as CSV."""
    return _file("csv", "text/csv; charset=utf-8")


@coverage.get("/couverture.xlsx")
@requires(Permission.READ_COVERAGE)
def as_workbook() -> AnyResponse | tuple[str, int]:
    """Answer the table as a workbook."""
    return _file("xlsx", _XLSX)


@coverage.get("/couverture.json")
@requires(Permission.READ_COVERAGE)
def as_json() -> AnyResponse | tuple[str, int]:
    """Answer the survey as the command ``coverage --json`` prints it."""
    return _file("json", "application/json")


def _page(asked: Asked) -> tuple[str, int]:
    scope = scope_of(asked)
    where = where_asked(asked, scope, directory())
    answer = Answer() if asked.problems else answer_to(asked, scope)
    found = answer.straight
    scenario = scenario_of(found, asked, where, directory()) if found else ShownScenario()
    view = CoverageView(asked, scope, scopes(), answer, where, scenario)
    problems = [*asked.problems, *([("ou", where.problem)] if where.problem else [])]
    page = render_template(
        "gestion/couverture/couverture.html",
        view=view,
        problems=problems,
        legend=legend(),
        days=days(),
        by_road=knows_roads(),
        most_places=MOST_PLACES,
    )
    return page, 400 if problems else 200


def _file(kind: str, mimetype: str) -> AnyResponse | tuple[str, int]:
    """Answer a file, or lead to the page that shows what is wrong or how far the survey is."""
    asked = asked_for()
    if asked.problems:
        return _page(asked)
    scope = scope_of(asked)
    answer = answer_to(asked, scope, _FILE_SECONDS)
    if answer.shown is None or answer.underway is not None:
        return redirect(asked.address(), 303)
    if kind == "json":
        content = report(answer.shown, directory().territory)
        body = json.dumps(content, ensure_ascii=False, indent=2).encode()
    else:
        rows = rows_of(answer.shown.coverage, asked.sorting, descending=asked.descending)
        body = (csv_of if kind == "csv" else xlsx_of)(sheet_of(answer.shown, rows))
    file = Response(body, content_type=mimetype)
    name = f"couverture-{scope.slug}-{asked.day.isoformat()}.{kind}"
    file.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return file
