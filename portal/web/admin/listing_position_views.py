"""What the script of the listing form asks for while one types: a position, a preview of hours."""

from __future__ import annotations

from flask import request

from portal.domain.access import Permission
from portal.web.admin.forms.site_fields import SiteForm
from portal.web.admin.guard import requires, staff_blueprint
from portal.web.admin.hours_views import show_preview
from portal.web.admin.listing_arranging import position_of

listing_helpers = staff_blueprint("staff_listing_helpers")


@listing_helpers.post("/fiches/position")
@requires(Permission.READ_LISTINGS)
def position() -> tuple[dict[str, object], int]:
    """Answer where an address is; 422 where its commune is not known, or is several."""
    block = SiteForm(request.form, prefix=request.form.get("prefixe", "")[:100])
    problem = block.read_commune()
    if block.found is None:
        return {"message": problem or "Indiquez d’abord la commune."}, 422
    found = position_of(block, block.found)
    codes = block.found.postal_codes
    return {
        "latitude": found.latitude,
        "longitude": found.longitude,
        "precise": found.precise,
        "message": found.sentence,
        "code_insee": block.found.code_insee,
        "code_postal": codes[0] if len(codes) == 1 else "",
    }, 200


@listing_helpers.post("/fiches/horaires/apercu")
@requires(Permission.READ_LISTINGS)
def hours() -> str | tuple[str, int]:
    """Answer what the public would read of the hours that are being typed."""
    return show_preview()
