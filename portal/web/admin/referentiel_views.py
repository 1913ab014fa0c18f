"""The rules of volet 3, as people read them."""

from __future__ import annotations

from flask import render_template, request

from portal.domain.access import Permission
from portal.domain.referentiel import RULES, FundingText, rulebook
from portal.domain.referentiel.examples import ceiling_example, half_day_example
from portal.domain.referentiel.figures import duration, percent
from portal.web.admin.guard import requires, staff_blueprint
from portal.web.admin.referentiel_page import read_question, rules_by_family
from portal.web.admin.rule_settings import rule_settings

referentiel_pages = staff_blueprint("staff_referentiel")


@referentiel_pages.get("/referentiel")
@requires(Permission.READ_DOSSIERS)
def rules() -> str:
    """Show the rules that are looked for, and how half-days and the ceiling are counted."""
    asked, settings = read_question(request.args), rule_settings()
    families, ceiling = rules_by_family(asked, settings), ceiling_example(settings)
    return render_template(
        "gestion/referentiel.html",
        asked=asked,
        families=families,
        found=sum(len(shown) for _, shown in families),
        total=len(RULES),
        rulebooks=[rulebook(text) for text in FundingText],
        settings=settings,
        half_days=half_day_example(settings),
        ceiling=ceiling,
        rate=percent(settings.ceiling),
        share=percent(ceiling.ceiling.share or settings.ceiling),
        least=duration(settings.minimum_minutes),
    )
