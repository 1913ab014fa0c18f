"""The moderation queue in the browser: who sees what, and what a decision changes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.listing import ContactKind, ListingStatus
from portal.domain.reports import ReportReason, ReportState
from portal.store.contacts import Contact
from portal.store.db import db, transaction
from portal.store.reports import Report
from tests.conftest import NOW
from tests.moderation import operated_listing, proposal_for, report_on
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, listing_in, sign_in

QUEUE = "/gestion/moderation"


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def _report_address(report: Report, act: str = "") -> str:
    return f"{QUEUE}/signalements/{report.id}{act}"


def test_the_queue_shows_reports_and_proposals_the_oldest_first(agent: StaffBrowser) -> None:
    old = report_on(created_at=NOW - timedelta(days=9))
    proposal = proposal_for(operated_listing(), name="La Maison")
    page = agent.get(QUEUE).text
    first = page.index(_report_address(old))
    assert first < page.index(f"{QUEUE}/propositions/{proposal.id}")
    assert "9 jours" in page


def test_the_queue_of_another_caf_is_not_shown(agent: StaffBrowser) -> None:
    report_on(listing_in(ELSEWHERE))
    assert "Tout est traité" in agent.get(QUEUE).text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("nature=proposition", False),
        ("nature=signalement", True),
        ("motif=demenage", False),
        ("motif=horaires_faux", True),
        ("attente=semaine", False),
        ("etat=accepte", False),
        ("etat=tout", True),
        ("etat=inconnu&motif=x&attente=y&page=-3", True),
    ],
)
def test_the_queue_can_be_narrowed(agent: StaffBrowser, asked: str, *, shown: bool) -> None:
    report = report_on()
    assert (_report_address(report) in agent.get(f"{QUEUE}?{asked}").text) is shown


def test_a_long_queue_has_pages(agent: StaffBrowser) -> None:
    for _ in range(26):
        report_on()
    assert "Page 1 sur 2" in agent.get(QUEUE).text
    assert agent.get(f"{QUEUE}?page=2").text.count("/signalements/") == 1


def test_a_report_stands_beside_its_listing_with_the_mail_of_who_wrote(
    agent: StaffBrowser,
) -> None:
    page = agent.get(_report_address(report_on())).text
    assert "Fermé le lundi" in page
    assert "parent@exemple.fr" in page
    assert listing_in().name in page


def test_an_accepted_report_suspends_its_listing_and_answers(
    app: Flask, agent: StaffBrowser
) -> None:
    report = report_on(reason=ReportReason.FERME_DEFINITIVEMENT)
    fields = {"vu": "recu", "suite": "suspendre", "reponse": "Le lieu a fermé en juin."}
    assert agent.send(_report_address(report, "/accepter"), fields).status_code == 303
    visitor = app.test_client(use_cookies=False)
    assert "Le lieu a fermé en juin." in visitor.get(f"/signalements/{report.ticket}").text
    db.session.expire_all()
    assert report.listing.status is ListingStatus.SUSPENDUE
    assert visitor.get(f"/lieux/{report.listing.slug}").status_code in (404, 410)


@pytest.mark.parametrize(
    "reason",
    [
        ReportReason.FERME_DEFINITIVEMENT,
        ReportReason.RETRAIT_PAR_LE_LIEU,
        ReportReason.TELEPHONE_FAUX,
        ReportReason.AUTRE,
    ],
)
def test_nothing_that_changes_the_listing_is_chosen_beforehand(
    agent: StaffBrowser, reason: ReportReason
) -> None:
    listing = listing_in()
    with transaction() as session:
        phone = Contact(kind=ContactKind.TELEPHONE, value="01 99 00 98 76")
        session.merge(listing).contacts = [phone]
    page = agent.get(_report_address(report_on(listing, reason))).text
    chosen = re.findall(r'<input[^>]*\bchecked\b[^>]*value="(\w+)"', page)
    assert chosen == (["aucun"] if reason is ReportReason.AUTRE else [])


def test_a_report_is_not_accepted_until_what_to_do_was_chosen(agent: StaffBrowser) -> None:
    report = report_on(reason=ReportReason.FERME_DEFINITIVEMENT)
    answer = agent.send(_report_address(report, "/accepter"), {"vu": "recu"})
    assert answer.status_code == 400
    assert "Suite\u00a0: choisissez ce qui est à faire dans la fiche." in answer.text
    assert 'href="#suite-0"' in answer.text
    assert (report.state, report.listing.status) == (ReportState.RECU, ListingStatus.PUBLIEE)


@pytest.mark.parametrize(
    ("fix", "done"),
    [
        ("archiver", "La fiche est archivée, le public ne la voit plus."),
        ("suspendre", "La fiche est suspendue, le public ne la voit plus."),
        ("aucun", "La fiche n’a pas changé."),
    ],
)
def test_who_accepts_is_told_what_was_done_and_led_to_where_it_is_undone(
    agent: StaffBrowser, fix: str, done: str
) -> None:
    report = report_on(reason=ReportReason.FERME_DEFINITIVEMENT)
    address, fields = _report_address(report, "/accepter"), {"vu": "recu", "suite": fix}
    page = agent.send(address, fields, follow_redirects=True).text
    said = page.split('role="status">', 1)[1].split("</p>", 1)[0]
    assert done in said
    assert f'<a href="/gestion/fiches/{report.listing_id}">Voir la fiche' in said


def test_what_cannot_be_done_is_said_and_changes_nothing(agent: StaffBrowser) -> None:
    report = report_on(reason=ReportReason.TELEPHONE_FAUX)
    fields = {"vu": "recu", "suite": "telephone", "numero_faux": "00", "bon_numero": "12"}
    answer = agent.send(_report_address(report, "/accepter"), fields)
    assert answer.status_code == 400
    assert report.state is ReportState.RECU


def test_a_refusal_needs_a_reason_beside_its_field(agent: StaffBrowser) -> None:
    report = report_on()
    answer = agent.send(_report_address(report, "/refuser"), {"vu": "recu", "raison": " "})
    assert answer.status_code == 400
    assert 'href="#raison"' in answer.text
    assert "dites pourquoi la fiche ne change pas" in answer.text


def test_the_second_moderator_reads_who_decided(app: Flask, agent: StaffBrowser) -> None:
    report = report_on()
    agent.send(_report_address(report, "/refuser"), {"vu": "recu", "raison": "C’est exact."})
    other = sign_in(app, add_agent(Role.RESPONSABLE))
    late = {"vu": "recu", "suite": "aucun"}
    page = other.send(_report_address(report, "/accepter"), late, follow_redirects=True).text
    assert "Agent 87 vient de s’en occuper" in page
    assert "C’est exact." in page


def test_a_report_is_taken_in_charge_in_one_click(agent: StaffBrowser) -> None:
    report = report_on()
    page = agent.send(
        _report_address(report, "/prendre"), {"vu": "recu"}, follow_redirects=True
    ).text
    assert "a pris en charge le signalement" in page
    assert report.state is ReportState.EN_COURS


def test_another_caf_finds_nothing_there(app: Flask) -> None:
    report, stranger = report_on(), sign_in(app, add_agent(Role.AGENT, ELSEWHERE))
    proposal = proposal_for(operated_listing(), name="La Maison")
    for address in (_report_address(report), f"{QUEUE}/propositions/{proposal.id}"):
        assert stranger.get(address).status_code == 404
        for act in ("accepter", "refuser"):
            answer = stranger.send(f"{address}/{act}", {"raison": "Non.", "suite": "aucun"})
            assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF, Role.GESTIONNAIRE])
def test_who_may_not_moderate_does_not_open_the_queue(app: Flask, role: Role) -> None:
    browser = sign_in(app, add_agent(role))
    report = report_on()
    assert browser.get(QUEUE).status_code == 403
    assert browser.get(_report_address(report)).status_code == 403
    assert browser.send(_report_address(report, "/refuser"), {"raison": "x"}).status_code == 403
