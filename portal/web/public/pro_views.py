"""The professionals' pages: search, files of its results, a selection to print."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request

from portal.services.exports import Sheet, csv_of, xlsx_of
from portal.services.locate import Ambiguous
from portal.web.access import directory, public
from portal.web.public.languages import follow_language, language
from portal.web.public.pro_export import pro_export
from portal.web.public.pro_page import ADDRESS, makers, pro_page, query_of
from portal.web.public.pro_question import read_question
from portal.web.public.pro_selection import MOST, selection
from portal.web.public.rendering import rendering
from portal.web.reading import ParameterError

pro_pages = Blueprint("pro", __name__)
follow_language(pro_pages)

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pro_pages.get("/professionnels")
@public
def search() -> tuple[str, int]:
    """Show the search of professionals."""
    view = pro_page(request.args, directory(), rendering())
    page = render_template("pages/professionnels.html", view=view, most=MOST)
    return page, 400 if view.error else 200


@pro_pages.get("/professionnels/selection")
@public
def chosen() -> str:
    """Show the places that were ticked, to print or to send."""
    _facets, rows = makers(directory(), rendering())
    view = selection(request.args.getlist("id"), request.url, directory(), rows)
    return render_template("pages/selection.html", view=view, most=MOST)


@pro_pages.get("/professionnels/export.csv")
@public
def export_csv() -> Response:
    """Give all results as CSV."""
    return _file("csv", "text/csv; charset=utf-8", csv_of)


@pro_pages.get("/professionnels/export.xlsx")
@public
def export_xlsx() -> Response:
    """Give all results as a workbook."""
    return _file("xlsx", _WORKBOOK, xlsx_of)


def _file(extension: str, kind: str, write: Callable[[Sheet], bytes]) -> Response:
    """Return the file of a search; where it cannot be read, the page says what to mend."""
    try:
        question = read_question(request.args, directory())
    except ParameterError:
        return Response(*search())
    if isinstance(question, Ambiguous):
        return Response(search()[0], 400)
    query = query_of(request.args)
    root = request.url_root.rstrip("/") + language().root
    address = f"{root}{ADDRESS}{'?' if query else ''}{query}"
    export = pro_export(question, address, directory(), rendering())
    disposition = f'attachment; filename="{export.file_name}.{extension}"'
    return Response(
        write(export.sheet), content_type=kind, headers={"Content-Disposition": disposition}
    )
