"""The table of listings, and what is done to many of them at once."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from flask import flash, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.french import NBSP
from portal.domain.freshness import Means
from portal.services.exports import csv_of, xlsx_of
from portal.services.listings.bulk import (
    MOST,
    SomeRefusedError,
    assign_all,
    colleagues,
    export_all,
    verify_all,
)
from portal.services.listings.editing import RefusedError
from portal.services.listings.table import all_ids, listing_rows, versions_seen
from portal.services.saved_views import forget_view, save_view
from portal.store.db import db
from portal.store.saved_views import list_views
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.naming import first_of
from portal.web.admin.publishing import show_to_public
from portal.web.admin.putting_off import Again, take_up
from portal.web.admin.table_page import (
    TableView,
    address,
    read_question,
    read_versions,
    written_versions,
)
from portal.web.forms.filters import clean_line
from portal.web.row_numbers import typed_row_number

table = staff_blueprint("staff_table")

_PAGE = "fiches"
_FORMATS = {
    "csv": (csv_of, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_of, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@table.get("/fiches")
@requires(Permission.READ_LISTINGS)
def all_listings() -> str:
    """Show the table."""
    session, by = db.session(), actor()
    rows, total, asked = listing_rows(session, by, read_question(request.args, by))
    whole = len(rows) < total <= MOST
    return render_template(
        "gestion/fiches/toutes.html",
        view=TableView(
            asked, rows, total, colleagues(session, by), by.may(Permission.READ_HISTORY)
        ),
        saved=list_views(session, by.agent_id, _PAGE),
        means=Means,
        whole=whole,
        seen=written_versions(versions_seen(session, by, asked, rows, whole=whole)),
        mine=by.agent_id,
        kept=take_up(),
    )


@table.post("/fiches/verifier")
@requires(Permission.VERIFY_LISTINGS)
def verify_chosen() -> Response:
    """Record that what is said in the chosen listings is right."""
    means = request.form.get("moyen", "")
    if means not in set(Means):
        return _back("Vérifier : choisissez comment vous avez vérifié.")
    seen = read_versions(request.form.get("versions", ""))
    return _do(
        lambda ids: verify_all(ids, Means(means), actor(), now(), seen), "vérifiée", "vérifiées"
    )


@table.post("/fiches/confier")
@requires(Permission.EDIT_LISTINGS)
def assign_chosen() -> Response:
    """Entrust the chosen listings to somebody."""
    agent_id = typed_row_number(request.form.get("agent", ""))
    told = ("confiée", "confiées")
    if agent_id is None:
        told = ("n’est plus confiée", "ne sont plus confiées")
    return _do(lambda ids: assign_all(ids, agent_id, actor(), now()), *told)


@table.post("/fiches/exporter")
@requires(Permission.EXPORT_LISTINGS, fresh=True, again=Again("Exporter", ("fiche", "toutes")))
def export_chosen() -> Response:
    """Send the chosen listings as a file."""
    file_format = request.form.get("format", "csv")
    write, kind = _FORMATS.get(file_format, _FORMATS["csv"])
    try:
        export = export_all(_chosen(), actor(), now())
    except RefusedError as refusal:
        return _back(str(refusal))
    name = f"fiches.{file_format if file_format in _FORMATS else 'csv'}"
    if export.left_out:
        flash(f"Laissées de côté, sans adresse : {first_of(export.left_out)}.", "erreur")
    answer = Response(write(export.sheet), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@table.post("/fiches/vues")
@requires(Permission.READ_LISTINGS)
def keep_view() -> Response:
    """Save the filters of the table under a name."""
    asked = read_question(_asked(), actor())
    try:
        save_view(_PAGE, clean_line(request.form.get("nom")), address(asked), actor())
    except RefusedError as refusal:
        return _back(str(refusal))
    flash("Vue enregistrée.")
    return redirect(address(asked), 303)


@table.post("/fiches/vues/<int:view_id>/effacer")
@requires(Permission.READ_LISTINGS)
def drop_view(view_id: int) -> Response:
    """Delete a saved view."""
    forget_view(view_id, actor())
    return redirect("/gestion/fiches", 303)


def _do(act: Callable[[list[int]], int], one: str, many: str) -> Response:
    try:
        number = act(_chosen())
    except SomeRefusedError as refusal:
        return _back(f"{refusal}{NBSP}: {first_of(refusal.names)}. Rien n’est enregistré.")
    except RefusedError as refusal:
        return _back(str(refusal))
    show_to_public()
    told = f"{number} fiches {many}." if number > 1 else f"1 fiche {one}."
    flash(told if number else "C’était déjà le cas : rien n’a changé.")
    return redirect(address(read_question(_asked(), actor())), 303)


def _chosen() -> list[int]:
    """Return the listings that were ticked, or all those of the table where that was asked."""
    if request.form.get("toutes") == "oui":
        return list(all_ids(db.session(), actor(), read_question(_asked(), actor())))
    given = (typed_row_number(typed) for typed in request.form.getlist("fiche"))
    return sorted({number for number in given if number is not None})


def _asked() -> MultiDict[str, str]:
    """Return the filters of the table that the form was on."""
    return MultiDict(parse_qsl(urlsplit(request.form.get("vue", "")).query))


def _back(message: str) -> Response:
    flash(message, "erreur")
    return redirect(address(read_question(_asked(), actor())), 303)
