"""The papers of a file: the letter of its decision and its summary, to print or as PDF."""

from __future__ import annotations

from typing import cast

from flask import current_app, render_template
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.dossiers.letters import UndecidedError, letter_of
from portal.services.dossiers.summaries import summary_of
from portal.settings import Settings
from portal.store.db import db
from portal.store.dossiers import get_reached_dossier
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.paper_pdf import PdfUnavailableError, pdf_of
from portal.web.admin.rule_settings import rule_settings

dossier_papers = staff_blueprint("staff_dossier_papers")

Answer = Response | str | tuple[str, int]


@dossier_papers.get("/dossiers/<int:dossier_id>/lettre")
@requires(Permission.READ_DOSSIERS)
def letter(dossier_id: int) -> Answer:
    """Show the letter of a decision, to print."""
    return _letter(dossier_id)


@dossier_papers.get("/dossiers/<int:dossier_id>/lettre.pdf")
@requires(Permission.READ_DOSSIERS)
def letter_as_pdf(dossier_id: int) -> Answer:
    """Answer the same as a PDF."""
    return _as_pdf("lettre", dossier_id, _letter(dossier_id, pdf=True))


@dossier_papers.get("/dossiers/<int:dossier_id>/synthese")
@requires(Permission.READ_DOSSIERS)
def summary(dossier_id: int) -> Answer:
    """Show a file as it stands, to print."""
    return _summary(dossier_id)


@dossier_papers.get("/dossiers/<int:dossier_id>/synthese.pdf")
@requires(Permission.READ_DOSSIERS)
def summary_as_pdf(dossier_id: int) -> Answer:
    """Answer the same as a PDF."""
    return _as_pdf("synthese", dossier_id, _summary(dossier_id, pdf=True))


def _letter(dossier_id: int, *, pdf: bool = False) -> str | tuple[str, int]:
    dossier = get_reached_dossier(db.session(), dossier_id, actor())
    recourse = cast("Settings", current_app.extensions["portal.settings"]).recourse
    try:
        shown = letter_of(dossier, recourse)
    except UndecidedError:
        return render_template(
            "gestion/dossiers/sans_papier.html",
            heading="La décision n’est pas encore prise",
            explanation="La lettre se fait une fois le dossier accordé ou refusé.",
            ways=[(f"/gestion/dossiers/{dossier_id}/synthese", "Voir la synthèse du dossier")],
        ), 409
    return render_template("gestion/dossiers/lettre.html", letter=shown, pdf=pdf)


def _summary(dossier_id: int, *, pdf: bool = False) -> str:
    dossier = get_reached_dossier(db.session(), dossier_id, actor())
    shown = summary_of(db.session(), dossier, rule_settings())
    return render_template("gestion/dossiers/synthese.html", summary=shown, now=now(), pdf=pdf)


def _as_pdf(name: str, dossier_id: int, page: str | tuple[str, int]) -> Answer:
    if not isinstance(page, str):
        return page
    try:
        content = pdf_of(page)
    except PdfUnavailableError:
        return render_template(
            "gestion/dossiers/sans_papier.html",
            heading="Le PDF ne peut pas être fait sur ce serveur",
            explanation="Il manque une bibliothèque. La page à imprimer dit la même chose.",
            ways=[(f"/gestion/dossiers/{dossier_id}/{name}", "Ouvrir la page à imprimer")],
        ), 503
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="{name}-dossier-{dossier_id}.pdf"'
    )
    return answer
