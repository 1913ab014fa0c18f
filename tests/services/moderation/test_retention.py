"""What moderation forgets: who wrote, a year after the answer; addresses, once links expire."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from portal.domain.listings.proposing import visible
from portal.domain.reports import ReportState
from portal.services.accounts.tokens import digest
from portal.services.listings.reading import content_of
from portal.services.moderation.links import propose_by_link
from portal.services.moderation.proposals import ProposalDraft
from portal.services.moderation.retention import AFTER_DECISION, forget_old
from portal.store.campaigns import find_link
from portal.store.db import db, transaction
from portal.store.proposals import Proposal
from tests.campaigns import token_for
from tests.conftest import NOW
from tests.moderation import report_on
from tests.staff import listing_in

YEAR_LATER = NOW + AFTER_DECISION

pytestmark = pytest.mark.usefixtures("app")


def _forget(now: datetime) -> int:
    with transaction() as session:
        count = forget_old(session, now)
    db.session.expire_all()
    return count


def test_who_reported_is_forgotten_a_year_after_the_decision() -> None:
    decided = {"state": ReportState.ACCEPTE, "state_changed_at": NOW, "answer": "C’est corrigé."}
    report = report_on(**decided)
    assert _forget(YEAR_LATER - timedelta(seconds=1)) == 0
    assert _forget(YEAR_LATER) == 1
    assert (report.mail, report.message, report.answer) == (None, "", "C’est corrigé.")
    assert _forget(YEAR_LATER) == 0


def test_a_report_that_nobody_decided_is_kept() -> None:
    report = report_on()
    _forget(NOW + 3 * AFTER_DECISION)
    assert report.message == "Fermé le lundi"


def test_the_address_of_a_link_is_forgotten_once_it_expired() -> None:
    token = token_for()
    _forget(NOW + timedelta(days=29))
    assert _mail(token) == "lieu@exemple.fr"
    _forget(NOW + timedelta(days=30))
    assert _mail(token) == ""


def test_who_proposed_by_a_link_is_forgotten_a_year_after_the_decision() -> None:
    listing = listing_in()
    seen = visible(content_of(listing))
    draft = ProposalDraft(seen, replace(seen, name="Autre"), "Appelez-moi")
    propose_by_link(token_for(listing), draft, ("somewhere",), NOW)
    proposal = db.session().query(Proposal).one()
    _forget(YEAR_LATER)
    assert proposal.author == "lieu@exemple.fr"
    with transaction():
        proposal.decided_at = NOW
    _forget(YEAR_LATER)
    assert "@" not in proposal.author
    assert proposal.message == ""


def _mail(token: str) -> str:
    link = find_link(db.session(), digest(token))
    assert link
    return link.mail
