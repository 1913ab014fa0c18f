"""What a listing says otherwise than its file: shown before anything of it is taken over."""

from __future__ import annotations

from typing import Any

from portal.domain.days import day_in_paris
from portal.domain.dossiers.content import DossierContent
from portal.domain.french import NBSP, period
from portal.domain.history import FieldChange
from portal.domain.labels import LabelledEnum
from portal.domain.referentiel import Facts, Partnership, Stop, label
from portal.services.dossiers.prefilling import differing, said_by
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.vocabulary import load_vocabulary
from portal.web.access import directory
from portal.web.admin.forms.commune_fields import commune_data
from portal.web.admin.forms.dossier_week_text import written_week
from portal.web.admin.guard import now

_SAID = {True: "oui", False: "non", None: "non renseigné"}


def theme_labels() -> dict[str, str]:
    """Return the words of every offer, by slug."""
    return {term.slug: term.label for term in load_vocabulary(db.session()).themes()}


def told_by(listing: Listing, content: DossierContent) -> Facts | None:
    """Return the facts of a content with what the listing says; None where that is the same."""
    today = day_in_paris(now())
    said = said_by(db.session(), listing, directory().territory, theme_labels(), today)
    return differing(content.facts, said, today)


def offered(before: Facts, told: Facts) -> list[FieldChange]:
    """Return what taking it over would change, as people read it."""
    return [
        FieldChange(label(name), _words(getattr(before, name)), _words(value))
        for name, value in told
        if value != getattr(before, name)
    ]


def _words(value: Any) -> str:  # noqa: ANN401 - a fact
    if isinstance(value, tuple):
        return " ; ".join(map(_words, value)) or "aucun"
    if isinstance(value, Stop):
        return _stop(value)
    if isinstance(value, Partnership):
        return " : ".join(filter(None, [value.partenaire, value.nature]))
    if isinstance(value, LabelledEnum):
        return value.label
    return _SAID[value] if value is None or isinstance(value, bool) else str(value)


def _stop(stop: Stop) -> str:
    where = commune_data(stop.code_insee, stop.code_insee)["commune"] or "commune non renseignée"
    when = written_week(stop.horaires) or "horaires non renseignés"
    closed = [
        f"fermé {period(each.du, each.au, year=True)}"
        for each in stop.fermetures or ()
        if each.du and each.au
    ]
    return ", ".join([f"{where}{NBSP}: {when}", *closed])
