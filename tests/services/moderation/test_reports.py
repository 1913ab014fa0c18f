"""Deciding on reports: once, whole, with its fix and its history."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.listing import ContactKind, ListingStatus
from portal.domain.moderation import Fix
from portal.domain.reports import ReportReason, ReportState
from portal.services.listings.editing import RefusedError
from portal.services.moderation.decisions import DecidedError
from portal.services.moderation.fixes import PhoneFix, phones_of
from portal.services.moderation.reports import (
    ReportDecision,
    accept_report,
    read_report,
    refuse_report,
    take_report,
)
from portal.services.reports import follow_report
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.moderation import report_on
from tests.staff import ELSEWHERE, actor_of, listing_in

SEEN = ReportState.RECU


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.AGENT)


def _listing_with_a_phone() -> Listing:
    here = listing_in().caf_id
    listings = db.session().query(Listing).filter_by(caf_id=here)
    return next(listing for listing in listings if phones_of(listing))


def test_who_takes_a_report_in_charge_is_known(claire: Actor) -> None:
    report = report_on()
    take_report(report.id, SEEN, claire, NOW)
    found, last = read_report(report.id, claire)
    assert found.state is ReportState.EN_COURS
    assert last
    assert last.actor == claire.name


def test_the_answer_of_an_accepted_report_is_what_its_reporter_reads(claire: Actor) -> None:
    report = report_on()
    accept_report(report.id, ReportDecision(SEEN, "C’est corrigé."), claire, NOW)
    followed = follow_report(report.ticket)
    assert (followed.state, followed.answer) == (ReportState.ACCEPTE, "C’est corrigé.")


def test_a_place_that_closed_leaves_the_public_pages_with_the_answer(claire: Actor) -> None:
    report = report_on(reason=ReportReason.FERME_DEFINITIVEMENT)
    accept_report(report.id, ReportDecision(SEEN, "", Fix.ARCHIVER), claire, NOW)
    assert report.listing.status is ListingStatus.ARCHIVEE
    event = list_events_of(db.session(), "fiche", report.listing_id)[0]
    assert "a archivé la fiche" in event.sentence


@pytest.mark.parametrize(
    ("fix", "said"),
    [
        (Fix.ARCHIVER, "La fiche n’est plus sur le site."),
        (Fix.SUSPENDRE, "La fiche n’est plus visible pour le moment."),
        (Fix.AUCUN, "La fiche est à jour."),
    ],
)
def test_without_an_answer_the_reporter_reads_what_was_done(
    claire: Actor, fix: Fix, said: str
) -> None:
    report = report_on(reason=ReportReason.FERME_DEFINITIVEMENT)
    accept_report(report.id, ReportDecision(SEEN, "", fix), claire, NOW)
    assert follow_report(report.ticket).answer == f"Merci de votre message. {said}"


def test_a_wrong_number_is_replaced_by_the_right_one(claire: Actor) -> None:
    listing = _listing_with_a_phone()
    report = report_on(listing, ReportReason.TELEPHONE_FAUX)
    fix = PhoneFix(phones_of(listing)[0], "01 99 00 12 34")
    accept_report(report.id, ReportDecision(SEEN, "", Fix.TELEPHONE, fix), claire, NOW)
    assert phones_of(listing)[0] == "01 99 00 12 34"


def test_a_wrong_number_without_a_right_one_is_taken_out(claire: Actor) -> None:
    listing = _listing_with_a_phone()
    report = report_on(listing, ReportReason.TELEPHONE_FAUX)
    wrong = phones_of(listing)[0]
    decision = ReportDecision(SEEN, "", Fix.TELEPHONE, PhoneFix(wrong, ""))
    accept_report(report.id, decision, claire, NOW)
    assert wrong not in [c.value for c in listing.contacts if c.kind is ContactKind.TELEPHONE]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [(None, "12", "Bon numéro"), ("00", "01 99 00 12 34", "Numéro faux")],
)
def test_a_number_that_cannot_be_leaves_everything_as_it_was(
    claire: Actor, wrong: str | None, right: str, said: str
) -> None:
    listing = _listing_with_a_phone()
    report, before = report_on(listing, ReportReason.TELEPHONE_FAUX), phones_of(listing)
    decision = ReportDecision(SEEN, "", Fix.TELEPHONE, PhoneFix(wrong or before[0], right))
    with pytest.raises(RefusedError, match=said):
        accept_report(report.id, decision, claire, NOW)
    assert (phones_of(listing), report.state) == (before, ReportState.RECU)


def test_a_fix_that_does_not_answer_the_reason_is_refused(claire: Actor) -> None:
    report = report_on(reason=ReportReason.HORAIRES_FAUX)
    with pytest.raises(RefusedError):
        accept_report(report.id, ReportDecision(SEEN, "", Fix.ARCHIVER), claire, NOW)
    assert report.listing.status is ListingStatus.PUBLIEE


def test_a_report_is_not_refused_without_a_reason(claire: Actor) -> None:
    report = report_on()
    with pytest.raises(RefusedError, match="dites pourquoi"):
        refuse_report(report.id, ReportDecision(SEEN, ""), claire, NOW)


def test_the_second_of_two_moderators_is_told_who_decided(claire: Actor) -> None:
    report = report_on()
    refuse_report(report.id, ReportDecision(SEEN, "Le lieu confirme."), claire, NOW)
    paul = actor_of(Role.RESPONSABLE)
    with pytest.raises(DecidedError) as told:
        accept_report(report.id, ReportDecision(SEEN, ""), paul, NOW)
    assert told.value.last
    assert told.value.last.actor == claire.name
    assert report.state is ReportState.REFUSE


def test_a_report_that_somebody_took_in_charge_since_is_read_again_first(claire: Actor) -> None:
    report = report_on()
    take_report(report.id, SEEN, claire, NOW)
    with pytest.raises(DecidedError):
        accept_report(report.id, ReportDecision(SEEN, ""), actor_of(Role.RESPONSABLE), NOW)
    accept_report(report.id, ReportDecision(ReportState.EN_COURS, ""), claire, NOW)
    assert report.state is ReportState.ACCEPTE


def test_a_report_of_another_caf_does_not_exist(claire: Actor) -> None:
    report = report_on(listing_in(ELSEWHERE))
    with pytest.raises(NotFoundError):
        read_report(report.id, claire)
    with pytest.raises(NotFoundError):
        refuse_report(report.id, ReportDecision(SEEN, "Non."), claire, NOW)


def test_the_history_of_a_report_says_what_it_was_about_and_nothing_of_who_wrote(
    claire: Actor,
) -> None:
    report = report_on(message="Appelez Mme Untel")
    accept_report(report.id, ReportDecision(SEEN, ""), claire, NOW)
    event = list_events_of(db.session(), "signalement", report.id)[0]
    assert "a accepté le signalement sur" in event.sentence
    assert "Untel" not in event.sentence + event.changes
    assert "parent@" not in event.sentence + event.changes
