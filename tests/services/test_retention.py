"""What concerns people is kept for as long as the table says, and then goes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.access import Role
from portal.domain.dossiers.states import Axis, DossierState
from portal.domain.indicators.states import ReportState as Progress
from portal.domain.referentiel import FundingText
from portal.domain.reports import ReportReason, ReportState
from portal.domain.retention import RETENTIONS, Kept
from portal.services import retention
from portal.services.accounts.attempts import KNOWN_FOR
from portal.services.accounts.sessions import LONGEST
from portal.services.moderation.retention import AFTER_DECISION
from portal.store.agents import Agent
from portal.store.campaigns import Campaign, CampaignLink
from portal.store.credentials import AccountLink, LinkPurpose, Passkey, RecoveryCode
from portal.store.db import Model, db, transaction
from portal.store.dossier_trail import DossierDocument, DossierStep
from portal.store.dossiers import Dossier
from portal.store.import_batches import ImportBatch
from portal.store.indicators import IndicatorLink, IndicatorReport
from portal.store.reports import Report
from portal.store.staff_sessions import StaffSession
from portal.store.throttling import ThrottledAct
from portal.store.workbench import DossierDraft, ListingDraft
from tests.conftest import NOW
from tests.staff import HERE, add_agent, caf_of, listing_in

_DAY = timedelta(days=1)


def _aged(kind: Kept, agent: Agent) -> list[Model]:
    """Return rows of a kind, made now by an agent."""
    listing_id = listing_in().id
    campaign = Campaign(subject="Votre fiche", created_at=NOW)
    made: dict[Kept, list[Model]] = {
        Kept.SESSIONS: [StaffSession(digest="s", agent_id=agent.id, started_at=NOW, fresh_at=NOW)],
        Kept.LINKS: [
            AccountLink(agent_id=agent.id, purpose=LinkPurpose.RESET, digest="l", expires_at=NOW)
        ],
        Kept.ATTEMPTS: [ThrottledAct(purpose="code", subject="x", done_at=NOW)],
        Kept.DRAFTS: [
            ListingDraft(agent_id=agent.id, listing_id=listing_id, fields="[]", saved_at=NOW),
            DossierDraft(agent_id=agent.id, listing_id=listing_id, fields="[]", saved_at=NOW),
        ],
        Kept.IMPORTS: [
            ImportBatch(
                agent_id=agent.id,
                file_name="lieux.csv",
                content=b"nom",
                report="{}",
                undo="[]",
                created_at=NOW,
            )
        ],
        Kept.CORRESPONDENCE: [
            Report(
                ticket="T",
                listing_id=listing_id,
                reason=ReportReason.AUTRE,
                message="Bonjour",
                mail="claire@exemple.fr",
                created_at=NOW,
                state=ReportState.ACCEPTE,
                state_changed_at=NOW,
            )
        ],
        Kept.CAMPAIGN_LINKS: [
            CampaignLink(
                campaign=campaign,
                listing_id=listing_id,
                mail="lieu@exemple.fr",
                digest="c",
                expires_at=NOW,
            ),
            IndicatorLink(
                report=IndicatorReport(listing_id=listing_id, year=2026, state=Progress.DEMANDE),
                mail="lieu@exemple.fr",
                digest="i",
                expires_at=NOW,
            ),
        ],
        Kept.DISABLED_ACCOUNTS: [
            RecoveryCode(agent_id=agent.id, digest="r"),
            Passkey(
                agent_id=agent.id,
                credential_id=b"k",
                public_key=b"k",
                sign_count=0,
                name="Clé",
                created_at=NOW,
            ),
        ],
    }
    return made.get(kind, [])


def _document_of_a_closed_file(session: Session) -> DossierDocument:
    given_up = DossierState.ABANDONNEE
    dossier = Dossier(
        listing_id=listing_in().id,
        caf_id=caf_of(HERE).id,
        text=FundingText.F,
        axis=Axis.AXE_1,
        first_year=2026,
        last_year=2026,
        state=given_up,
        created_at=NOW,
        updated_at=NOW,
        steps=[DossierStep(state=given_up, on=NOW.date(), at=NOW, actor="Claire")],
    )
    session.add(dossier)
    session.flush()
    return DossierDocument(
        dossier_id=dossier.id,
        name="statuts.pdf",
        media_type="application/pdf",
        size=1,
        sha256="s",
        added_at=NOW,
        actor="Claire",
        stored_as="x",
    )


def _run(now: datetime) -> dict[Kept, int]:
    with transaction() as session:
        return retention.run(session, now)


@pytest.fixture
def agent(app: Flask) -> Agent:
    del app
    return add_agent(Role.AGENT)


def _save(kind: Kept, agent: Agent) -> None:
    with transaction() as session:
        session.add_all(_aged(kind, agent))
        if kind is Kept.DOCUMENTS:
            session.add(_document_of_a_closed_file(session))
        if kind is Kept.DISABLED_ACCOUNTS:
            kept = session.merge(agent)
            kept.password_hash, kept.totp_secret, kept.disabled_at = "hash", "secret", NOW


@pytest.mark.parametrize("kind", list(Kept))
def test_each_kind_is_kept_until_its_day_and_gone_on_it(agent: Agent, kind: Kept) -> None:
    _save(kind, agent)
    day = NOW + RETENTIONS[kind].kept_for
    assert _run(day - timedelta(seconds=1)) == {}
    several = {Kept.CAMPAIGN_LINKS: {Kept.CORRESPONDENCE: 2}, Kept.DRAFTS: {Kept.DRAFTS: 2}}
    assert _run(day) == several.get(kind, {kind: 1})
    assert _run(day) == {}


def test_an_import_keeps_its_report_without_its_file(agent: Agent) -> None:
    _save(Kept.IMPORTS, agent)
    _run(NOW + 90 * _DAY)
    batch = db.session().scalars(select(ImportBatch)).one()
    assert (batch.content, batch.undo, batch.report) == (b"", None, "{}")


def test_a_disabled_account_loses_what_signs_in_and_keeps_its_name(agent: Agent) -> None:
    _save(Kept.DISABLED_ACCOUNTS, agent)
    _run(NOW + 365 * _DAY)
    kept = db.session().scalars(select(Agent).where(Agent.id == agent.id)).one()
    assert (kept.password_hash, kept.totp_secret) == (None, None)
    assert kept.name == "Agent 87"
    assert db.session().scalars(select(RecoveryCode)).all() == []
    assert db.session().scalars(select(Passkey)).all() == []


def test_an_account_in_use_keeps_everything_for_ever(agent: Agent) -> None:
    with transaction() as session:
        session.add(RecoveryCode(agent_id=agent.id, digest="r"))
        session.merge(agent).password_hash = "hash"
    assert _run(NOW + 3650 * _DAY) == {}


def test_a_report_that_waits_is_kept(agent: Agent) -> None:
    with transaction() as session:
        (report,) = _aged(Kept.CORRESPONDENCE, agent)
        session.add(report)
        report.state = ReportState.RECU  # type: ignore[attr-defined]
    assert _run(NOW + 3650 * _DAY) == {}


def test_nothing_goes_while_it_still_counts() -> None:
    assert RETENTIONS[Kept.SESSIONS].kept_for >= LONGEST
    assert RETENTIONS[Kept.ATTEMPTS].kept_for >= KNOWN_FOR
    assert RETENTIONS[Kept.CORRESPONDENCE].kept_for == AFTER_DECISION


def test_the_public_page_says_how_long_reports_are_kept(app: Flask) -> None:
    said = RETENTIONS[Kept.CORRESPONDENCE].duration.capitalize()
    assert said in app.test_client().get("/donnees-personnelles").text
