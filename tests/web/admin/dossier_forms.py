"""The forms of a funding file's page, filled as a person would fill them."""

from __future__ import annotations

from werkzeug.test import TestResponse

from portal.domain.dossiers.states import DECISIONS, PAYING, DossierState
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import ADVANCE, GRANTED, S, paid
from tests.staff import StaffBrowser


def address_of(dossier: Dossier, wanted: DossierState) -> str:
    """Return where the form of a step is sent."""
    route = "versement" if wanted in PAYING else "etape"
    if wanted in DECISIONS:
        route = "accord" if wanted is S.ACCORDEE else "refus"
    return f"/gestion/dossiers/{dossier.id}/{route}"


def filled(dossier: Dossier, wanted: DossierState, **changes: str) -> dict[str, str]:
    """Return the fields of a step; ``changes`` are by their names without that of the step."""
    fields = {
        "le": NOW.date().isoformat(),
        "commentaire": "Vu.",
        "montant": _amount(dossier, wanted),
    }
    if wanted is S.ACCORDEE:
        fields |= {"du": "2026-01-01", "au": "2026-12-31"}
    named = {f"{wanted}-{name}": value for name, value in (fields | changes).items()}
    return {"version": str(dossier.version), "etape": str(wanted), **named}


def take(
    browser: StaffBrowser, dossier: Dossier, wanted: DossierState, **changes: str
) -> TestResponse:
    """Send the form of a step."""
    return browser.send(address_of(dossier, wanted), filled(dossier, wanted, **changes))


def _amount(dossier: Dossier, wanted: DossierState) -> str:
    if wanted is S.SOLDEE:
        return str((dossier.granted or GRANTED) - paid(dossier))
    return str(ADVANCE if wanted is S.ACOMPTE_VERSE else GRANTED)
