"""What a Caf has of funding, for every route about it: a decided file, its document, a report."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from portal.domain.access import Actor
from portal.domain.dossiers.states import DossierState
from portal.domain.indicators.states import ReportSource, ReportState
from portal.services.accounts.tokens import digest
from portal.services.dossiers.documents import Sent, add_document
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.stepping import take_step
from portal.store.db import db, transaction
from portal.store.dossier_documents import list_documents
from portal.store.dossiers import Dossier
from portal.store.indicators import IndicatorLink, IndicatorReport
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.documents import PDF
from tests.dossiers import PATHS, content, go, seen, signed

YEAR = 2026


def funding_of(listing: Listing, by: Actor, mark: str, folder: Path) -> dict[str, object]:
    """Save a file that funds the listing, with a document, and a report that waits."""
    dossier = _file(listing, by, mark)
    add_document(dossier.id, Sent(f"piece {mark}.pdf", PDF), folder, by, NOW)
    (document,) = list_documents(db.session(), dossier.id)
    _report(listing, mark)
    draft = create_dossier(listing.id, content(), by, NOW)
    return {
        "dossier_id": dossier.id,
        "draft_id": draft.id,
        "document_id": document.id,
        "year": YEAR,
    }


def _file(listing: Listing, by: Actor, mark: str) -> Dossier:
    partners = [{"partenaire": f"partenaire {mark}", "nature": "ensemble"}] * 2
    dossier = create_dossier(listing.id, content(partenariats=partners), by, NOW)
    for wanted in PATHS[DossierState.AVIS_RENDU]:
        dossier = take_step(seen(dossier), wanted, signed(by, f"commentaire {mark}"))
    for wanted in (DossierState.ACCORDEE, DossierState.CONVENTIONNEE):
        dossier = go(dossier, wanted, by)
    return dossier


def _report(listing: Listing, mark: str) -> None:
    report = IndicatorReport(
        listing_id=listing.id,
        year=YEAR,
        state=ReportState.SAISI,
        figures=json.dumps({"familles_accueillies": 12}),
        source=ReportSource.LIEN,
        entered_by=f"lieu {mark}",
        entered_at=NOW,
    )
    link = IndicatorLink(
        report=report,
        mail=f"lieu.{mark}@exemple.fr",
        digest=digest(f"jeton-{mark}"),
        expires_at=NOW + timedelta(days=30),
    )
    with transaction() as session:
        session.add_all((report, link))
