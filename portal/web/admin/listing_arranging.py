"""The buttons of the listing form that save nothing: add, take out, move, place on the map.

Each shows the page again with what was typed, so that none of them needs a script.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from werkzeug.datastructures import MultiDict

from portal.domain.territory import Commune
from portal.services.listings.positions import Position, find_position
from portal.web.access import directory
from portal.web.admin.forms.contact_fields import MOST_CONTACTS
from portal.web.admin.forms.listing_form import ListingForm
from portal.web.admin.forms.rows import moved, rank_in, ranks, reordered
from portal.web.admin.forms.site_fields import SiteForm
from portal.web.admin.forms.site_list import MOST_SITES, degrees

Posted = MultiDict[str, str]

PLACE = "placer"
_SITES, _CONTACTS = "adresses", "contacts"


def _add_site(posted: Posted) -> Posted:
    return _with_blank(posted, _SITES, "arret", MOST_SITES)


def _add_contact(posted: Posted) -> Posted:
    return _with_blank(posted, _CONTACTS, "valeur", MOST_CONTACTS)


def _take_out(posted: Posted) -> Posted:
    rank = rank_in(posted, "retirer_adresse")
    kept = [each for each in ranks(posted, _SITES) if each != rank]
    left = reordered(posted, _SITES, kept)
    return left if kept else _add_site(left)


def _move(posted: Posted, button: str, by: int) -> Posted:
    order = moved(ranks(posted, _SITES), rank_in(posted, button), by)
    return reordered(posted, _SITES, order)


ACTS: Mapping[str, Callable[[Posted], Posted]] = {
    "ajouter_adresse": _add_site,
    "retirer_adresse": _take_out,
    "monter_adresse": lambda posted: _move(posted, "monter_adresse", -1),
    "descendre_adresse": lambda posted: _move(posted, "descendre_adresse", 1),
    "ajouter_contact": _add_contact,
    "preciser": lambda posted: posted,
    PLACE: lambda posted: posted,
}
"""What each button makes of what was posted."""


def arranged(posted: Posted) -> Posted | None:
    """Return what was posted as the button that was pressed wants it; None: it is to be saved."""
    pressed = next((name for name in ACTS if name in posted), None)
    return ACTS[pressed](posted) if pressed else None


def place_asked(form: ListingForm, posted: Posted) -> None:
    """Place the address whose button was pressed, if one was."""
    blocks = [entry.form for entry in form.adresses.entries]
    rank = rank_in(posted, PLACE)
    wanted = dict(zip(ranks(posted, _SITES), blocks, strict=False)).get(rank)
    if wanted is not None:
        _place(wanted)


def _place(block: SiteForm) -> None:
    problem = block.read_commune()
    if block.found is None:
        block.commune.errors = [problem or "Commune : indiquez-la d’abord."]
        return
    position = position_of(block, block.found)
    block.position, block.code_insee.data = position, block.found.code_insee
    block.latitude.data = degrees(position.latitude if position.precise else None)
    block.longitude.data = degrees(position.longitude if position.precise else None)


def position_of(block: SiteForm, commune: Commune) -> Position:
    """Return where the address of a block is in its commune."""
    place = directory()
    return find_position(block.adresse.data or "", commune, place.territory, place.geocoder)


def _with_blank(posted: Posted, prefix: str, field: str, most: int) -> Posted:
    order = ranks(posted, prefix)
    more = reordered(posted, prefix, order)
    if len(order) < most:
        more.add(f"{prefix}-{len(order)}-{field}", "")
    return more
