"""Agents are told of a deadline once, in one mail a day, and only when mails can leave."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.access import Actor, Role
from portal.domain.dossiers.deadlines import Delays
from portal.domain.dossiers.states import DossierState
from portal.services.dossiers.reminding import remind
from portal.services.jobs import run_job
from portal.services.projection import Projection
from portal.store.db import db, transaction
from portal.store.dossier_reminders import DossierReminder
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import file_at
from tests.mail_server import MailServer, mail_server
from tests.staff import ELSEWHERE, add_agent, caf_of

S = DossierState
LATER = NOW + timedelta(days=31)
SITE = "https://annuaire.exemple.fr"


@pytest.fixture
def server(app: Flask) -> Iterator[MailServer]:
    with mail_server() as running:
        settings = app.extensions["portal.settings"]
        app.extensions["portal.settings"] = replace(settings, smtp_url=running.url)
        yield running


@pytest.fixture
def head(app: Flask) -> Actor:
    del app
    return add_agent(Role.RESPONSABLE).actor


@pytest.fixture
def late(head: Actor) -> Dossier:
    """Return a file whose decision is due."""
    return file_at(S.AVIS_RENDU, head)


def told() -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count(DossierReminder.id))) or 0


def to_whom(server: MailServer) -> list[str]:
    return sorted(mail["To"] for mail in server.received)


def test_those_who_follow_files_are_told_what_is_due(server: MailServer, late: Dossier) -> None:
    for role in (Role.INSTRUCTEUR, Role.AGENT, Role.LECTEUR, Role.CNAF, Role.ADMIN):
        add_agent(role)
    add_agent(Role.RESPONSABLE, ELSEWHERE)

    assert remind(LATER, Delays(), SITE) == 2

    assert to_whom(server) == ["instructeur.87@exemple.fr", "responsable.87@exemple.fr"]
    text = server.received[0].get_content()
    assert f"- {late.listing.name}, 2026\u00a0: Décision à prendre, le 24 décembre 2026" in text
    assert f"{SITE}/gestion/dossiers/{late.id}" in text


@pytest.mark.usefixtures("late")
def test_nobody_is_told_before_the_day(server: MailServer) -> None:
    assert remind(NOW + timedelta(days=29), Delays(), SITE) == 0
    assert (server.received, told()) == ([], 0)


@pytest.mark.usefixtures("late")
def test_a_deadline_is_told_once(server: MailServer) -> None:
    remind(LATER, Delays(), SITE)

    assert remind(LATER + timedelta(days=1), Delays(), SITE) == 0
    assert len(server.received) == 1


def test_a_report_is_told_on_its_day_and_not_when_the_convention_ends(
    server: MailServer, head: Actor
) -> None:
    file_at(S.ACOMPTE_VERSE, head)

    assert remind(datetime(2027, 1, 1, 9, tzinfo=UTC), Delays(), SITE) == 0
    assert remind(datetime(2027, 4, 29, 9, tzinfo=UTC), Delays(), SITE) == 0
    assert remind(datetime(2027, 4, 30, 9, tzinfo=UTC), Delays(), SITE) == 1
    assert remind(datetime(2027, 5, 1, 9, tzinfo=UTC), Delays(), SITE) == 0
    assert "Bilan attendu, le 30 avril 2027" in server.received[0].get_content()


def test_a_day_brings_one_mail_at_most(server: MailServer, head: Actor, late: Dossier) -> None:
    del late
    remind(LATER, Delays(), SITE)
    file_at(S.AVIS_RENDU, head)

    assert remind(LATER + timedelta(hours=2), Delays(), SITE) == 0
    assert remind(LATER + timedelta(days=1), Delays(), SITE) == 1
    assert len(server.received) == 2


def test_somebody_of_two_caf_gets_one_mail(server: MailServer, head: Actor) -> None:
    both = add_agent(Role.INSTRUCTEUR)
    elsewhere = add_agent(Role.RESPONSABLE, ELSEWHERE)
    file_at(S.AVIS_RENDU, head)
    file_at(S.AVIS_RENDU, elsewhere.actor, ELSEWHERE)
    with transaction():
        both.cafs = [*both.cafs, caf_of(ELSEWHERE)]

    remind(LATER, Delays(), SITE)

    assert to_whom(server).count("instructeur.87@exemple.fr") == 1
    assert told() == 2


@pytest.mark.usefixtures("late")
def test_a_closed_account_is_not_written_to(server: MailServer) -> None:
    gone = add_agent(Role.INSTRUCTEUR)
    with transaction():
        gone.disabled_at = NOW

    remind(LATER, Delays(), SITE)

    assert to_whom(server) == ["responsable.87@exemple.fr"]


@pytest.mark.usefixtures("late")
def test_what_no_mail_told_is_told_the_next_time(server: MailServer) -> None:
    server.refused = "responsable.87@exemple.fr"
    assert remind(LATER, Delays(), SITE) == 0
    assert told() == 0

    server.refused = "nobody@exemple.fr"
    assert remind(LATER, Delays(), SITE) == 1


@pytest.mark.usefixtures("late")
def test_what_one_of_two_was_told_is_not_told_again(server: MailServer) -> None:
    add_agent(Role.INSTRUCTEUR)
    server.refused = "instructeur.87@exemple.fr"

    assert remind(LATER, Delays(), SITE) == 1
    assert remind(LATER + timedelta(days=1), Delays(), SITE) == 0


@pytest.mark.usefixtures("late")
def test_the_job_sends_nothing_where_mails_cannot_leave(app: Flask, projection: Projection) -> None:
    outcome = run_job("echeances", projection, lambda: LATER)

    assert outcome == "rien n’est envoyé sans SMTP_URL"
    assert told() == 0
    assert not (app.extensions["portal.settings"].instance / "outbox").exists()


@pytest.mark.usefixtures("late")
def test_the_job_says_how_many_mails_left(server: MailServer, projection: Projection) -> None:
    assert run_job("echeances", projection, lambda: LATER) == "courriels envoyés : 1"
    assert len(server.received) == 1


@pytest.mark.usefixtures("late")
def test_two_workers_never_tell_the_same(app: Flask, server: MailServer) -> None:
    ready = Barrier(2)

    def work() -> int:
        with app.app_context():
            ready.wait()
            sent = remind(LATER, Delays(), SITE)
            db.session.remove()
            return sent

    with ThreadPoolExecutor(2) as workers:
        sent = [each.result() for each in [workers.submit(work) for _ in range(2)]]

    assert sorted(sent) == [0, 1]
    assert len(server.received) == told() == 1
