"""A selection: a few places that a professional ticked, to print or to send."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from flask_babel import gettext as _

from portal.domain.hours import Schedule, WeekTable, week_table
from portal.services.directory import Directory
from portal.services.search import NOW, find_listing, opening_facts
from portal.web.public.pro_rows import Row, RowMaker

MOST = 50
_KEY = re.compile(r"(\d{1,18})-([a-z0-9-]{1,120})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One place of a selection, with its week and what its source says of its hours."""

    row: Row
    week: WeekTable | None
    hours_note: str


@dataclass(slots=True)
class Selection:
    """The places in the order of the address; how many were asked for and are not published."""

    places: list[Chosen] = field(default_factory=list)
    missing: int = 0
    too_many: bool = False
    mail: str = ""


def selection(keys: list[str], address: str, directory: Directory, rows: RowMaker) -> Selection:
    """Return the places of an address such as ``?id=12-espace-familles&id=…``."""
    wanted = list(dict.fromkeys(filter(None, keys)))
    view = Selection(too_many=len(wanted) > MOST)
    for key in wanted[:MOST]:
        found = _find(key, directory, rows)
        if found is None:
            view.missing += 1
        else:
            view.places.append(found)
    subject = _("Des lieux pour les parents")
    view.mail = f"mailto:?subject={quote(subject)}&body={quote(address)}"
    return view


def _find(key: str, directory: Directory, rows: RowMaker) -> Chosen | None:
    written = _KEY.fullmatch(key)
    listing = find_listing(directory, written[2]) if written else None
    if written is None or listing is None or int(written[1]) not in listing.site_ids:
        return None
    site = listing.sites[listing.site_ids.index(int(written[1]))]
    now = directory.clock()
    schedule = Schedule.from_key(site["planning"])
    today = NOW.instant(schedule.zone, now).date()
    known = schedule.hours is not None
    return Chosen(
        row=rows.row(listing.facts, site, opening_facts(directory, site, NOW, now)),
        week=week_table(schedule, directory.school, today) if known else None,
        hours_note=site["horaires_texte"] or "",
    )
