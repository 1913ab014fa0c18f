"""The finance view of a year, the same as a file, and the form of the envelope."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import day_in_paris
from portal.services.dossiers.envelopes import (
    NewEnvelope,
    RefusedEnvelopeError,
    StaleEnvelopeError,
    set_envelope,
)
from portal.services.dossiers.finances import Finances, finances_of, reached_caf
from portal.services.dossiers.finances_sheet import sheet_of
from portal.services.exports import csv_of, xlsx_of
from portal.store.agent_reach import list_reached_cafs
from portal.store.db import NotFoundError, db
from portal.store.envelopes import find_envelope
from portal.web.access import directory
from portal.web.admin.finance_page import FinanceQuestion, FinanceView, read_question
from portal.web.admin.forms.envelope_form import EnvelopeForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint

finances = staff_blueprint("staff_finances")

Answer = Response | str | tuple[str, int]

_STALE = "Enveloppe : quelqu’un vient de la changer. Vérifiez le montant, puis recommencez."


@finances.get("/financements")
@requires(Permission.READ_FINANCES)
def view() -> str:
    """Show a year."""
    asked = _asked()
    reached = list_reached_cafs(db.session(), actor())
    view = FinanceView(asked, _finances(asked), reached)
    return render_template("gestion/financements/annee.html", view=view)


@finances.get("/financements.csv")
@requires(Permission.READ_FINANCES)
def as_csv() -> Response:
    """Answer the same as a CSV file."""
    return _file(csv_of(sheet_of(_finances(_asked()))), "csv", "text/csv; charset=utf-8")


@finances.get("/financements.xlsx")
@requires(Permission.READ_FINANCES)
def as_xlsx() -> Response:
    """Answer the same as a workbook."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(xlsx_of(sheet_of(_finances(_asked()))), "xlsx", kind)


@finances.get("/financements/enveloppe")
@requires(Permission.SET_ENVELOPES)
def envelope() -> Answer:
    """Show the form of the envelope; without a Caf and a year, let people choose them first."""
    asked = _asked()
    if not asked.caf or not _names_a_year(asked):
        return redirect(asked.address(), 303)
    form = EnvelopeForm(None)
    caf = reached_caf(db.session(), actor(), asked.caf)
    form.begin(find_envelope(db.session(), caf.id, asked.year))
    return _form(form, asked)


@finances.post("/financements/enveloppe")
@requires(Permission.SET_ENVELOPES)
def save_envelope() -> Answer:
    """Set the envelope."""
    asked, form = _asked(), EnvelopeForm()
    reached_caf(db.session(), actor(), asked.caf)
    if not _names_a_year(asked):
        raise NotFoundError("an envelope is of a year")
    if not form.validate():
        return _form(form, asked), 400
    new = NewEnvelope(asked.caf, asked.year, form.enveloppe.amount, form.seen)
    try:
        set_envelope(new, actor(), now())
    except RefusedEnvelopeError as refusal:
        form.refuse(str(refusal))
        return _form(form, asked), 400
    except StaleEnvelopeError:
        return _changed_meanwhile(form, asked), 409
    flash(f"L’enveloppe {asked.year} est enregistrée.", "succes")
    return redirect(asked.address(), 303)


def _changed_meanwhile(form: EnvelopeForm, asked: FinanceQuestion) -> str:
    """Return the form with what was typed, on what is set now."""
    caf = reached_caf(db.session(), actor(), asked.caf)
    found = find_envelope(db.session(), caf.id, asked.year)
    form.version.data = str(found.version) if found else "0"
    form.refuse(_STALE)
    return _form(form, asked)


def _form(form: EnvelopeForm, asked: FinanceQuestion) -> str:
    found = _finances(asked)
    return render_template(
        "gestion/financements/enveloppe.html",
        form=form,
        errors=form.problems(),
        asked=asked,
        one=found.cafs[0],
    )


def _asked() -> FinanceQuestion:
    return read_question(request.args, _today())


def _names_a_year(asked: FinanceQuestion) -> bool:
    """Tell whether the address names the year itself: none is taken for granted to write to."""
    return request.args.get("annee") == str(asked.year)


def _finances(asked: FinanceQuestion) -> Finances:
    session, by = db.session(), actor()
    cafs = [reached_caf(session, by, asked.caf)] if asked.caf else list_reached_cafs(session, by)
    return finances_of(session, directory().territory, cafs, asked.year, _today())


def _today() -> date:
    return day_in_paris(now())


def _file(content: bytes, ending: str, kind: str) -> Response:
    asked = _asked()
    name = f"financements-{asked.year}{f'-{asked.caf}' if asked.caf else ''}.{ending}"
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
