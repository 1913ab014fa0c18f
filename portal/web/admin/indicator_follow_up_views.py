"""Following the indicators of a year: how far each place is, and asking those that lack."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.days import day_in_paris
from portal.services.indicators.asking import Asked, ask
from portal.services.indicators.errors import RefusedIndicatorsError
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.indicator_follow_up_page import FollowUpPage, follow_up_page
from portal.web.admin.indicator_page import link_address
from portal.web.admin.indicator_words import set_up_indicators

indicator_follow_up = staff_blueprint("staff_indicator_follow_up")
indicator_follow_up.record_once(lambda state: set_up_indicators(state.app))


@indicator_follow_up.get("/indicateurs/suivi")
@requires(Permission.READ_INDICATORS)
def follow() -> str:
    """Show every funded place of a year, and how far it is."""
    return render_template("gestion/indicateurs/suivi.html", page=_page(), now=now())


@indicator_follow_up.post("/indicateurs/demander")
@requires(Permission.VALIDATE_INDICATORS)
def ask_places() -> Response | str:
    """Ask the places that are ticked, or all those that nobody asked yet."""
    page = _page()
    ticked = [int(each) for each in request.form.getlist("lieux") if _is_number(each)]
    wanted = page.found.missing_ids if "tous" in request.form else tuple(dict.fromkeys(ticked))
    try:
        done = ask(wanted, page.found.year, actor(), now(), link_address)
    except RefusedIndicatorsError as refusal:
        flash(str(refusal), "erreur")
        return redirect(page.address, 303)
    if done.handed:
        # No redirect: these links are known to nobody once the answer is gone.
        return render_template(
            "gestion/indicateurs/liens.html", back=page.address, year=page.found.year, done=done
        )
    for message, kind in _told(done):
        flash(message, kind)
    return redirect(page.address, 303)


def _page() -> FollowUpPage:
    return follow_up_page(request.values, actor(), day_in_paris(now()).year)


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 10


def _told(done: Asked) -> list[tuple[str, str]]:
    one = done.sent == 1
    told = [(f"{done.sent} {'lieu sollicité' if one else 'lieux sollicités'}.", "succes")]
    if done.left:
        told.append((f"Il reste {done.left} lieux à solliciter : recommencez.", "erreur"))
    return told
