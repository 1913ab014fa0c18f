"""The preview of hours while they are typed: a fragment of HTML for ``hours_grid.js``."""

from __future__ import annotations

from flask import render_template, request

from portal.domain.calendar import LocalZone, zone_of_commune, zone_of_departement
from portal.web.access import directory
from portal.web.admin.forms.hours_fields import HoursForm
from portal.web.admin.hours_preview import preview

_FRAGMENT = "gestion/hours_preview.html"
_ELSEWHERE = "75"
"""Whose clock and holidays are shown as long as nobody said where the place is."""


def show_preview() -> str | tuple[str, int]:
    """Answer what the public would read of the posted hours, or what is wrong with status 422.

    The body of ``POST /gestion/fiches/horaires/apercu``; it writes nothing. The post holds the
    fields of one ``HoursForm``, the prefix of their names (``prefixe``) and where the place is
    (``lieu``: an INSEE code, else a département). The route asks for the right to edit listings.
    """
    form = HoursForm(request.form, prefix=request.form.get("prefixe", "")[:100])
    if not form.validate():
        return render_template(_FRAGMENT, problems=form.problems()), 422
    zone = _zone(request.form.get("lieu", ""))
    found = preview(
        form.text(),
        form.exceptional_hours(),
        zone or zone_of_departement(_ELSEWHERE),
        directory().clock(),
        directory().school,
    )
    return render_template(_FRAGMENT, preview=found, located=zone is not None)


def _zone(place: str) -> LocalZone | None:
    """Return the zone of an INSEE code or a département; None where it is neither."""
    code = place.strip().upper()
    try:
        return zone_of_commune(code) if len(code) == 5 else zone_of_departement(code)
    except ValueError:
        return None
