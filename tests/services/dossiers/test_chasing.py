"""A managing body is asked again because an agent wanted it, once a day, in words they read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Actor, Role
from portal.domain.dossiers.deadlines import Delays
from portal.domain.dossiers.states import DossierState
from portal.domain.history import Act
from portal.domain.listing import ContactKind
from portal.services.dossiers.chasing import chase, prepare_chase
from portal.services.dossiers.errors import RefusedStepError
from portal.services.mails import MailError
from portal.store.audit import AuditEvent
from portal.store.contacts import Contact
from portal.store.db import NotFoundError, db, transaction
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import file_at
from tests.mail_server import MailServer, mail_server
from tests.staff import ELSEWHERE, actor_of

S = DossierState
MAIL = "contact@exemple.fr"


@pytest.fixture
def server(app: Flask) -> Iterator[MailServer]:
    with mail_server() as running:
        settings = app.extensions["portal.settings"]
        app.extensions["portal.settings"] = replace(settings, smtp_url=running.url)
        yield running


@pytest.fixture
def head(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def reachable(state: S, head: Actor, *, public: bool = True) -> Dossier:
    """Return a file at a state, whose listing has one address."""
    dossier = file_at(state, head)
    with transaction():
        dossier.listing.contacts = [
            Contact(kind=ContactKind.COURRIEL, value=MAIL, is_public=public)
        ]
    return dossier


def text_for(dossier: Dossier, by: Actor, now: datetime = NOW) -> str:
    return prepare_chase(db.session(), dossier.id, by, now, Delays()).mail.text


def chased() -> list[str]:
    db.session().rollback()
    query = select(AuditEvent).where(AuditEvent.act == Act.DOSSIER_REMINDED)
    return [event.sentence for event in db.session().scalars(query)]


def test_what_the_caf_asked_for_is_said_again(server: MailServer, head: Actor) -> None:
    dossier = reachable(S.PIECES_DEMANDEES, head)

    assert chase(dossier.id, head, NOW, Delays()) == MAIL

    [mail] = server.received
    assert mail["To"] == MAIL
    said = " ".join(mail.get_content().split())
    assert "Pour étudier ce dossier, nous avons besoin de pièces. Notre demande : Vu." in said
    assert "Envoyez-les à responsable.87@exemple.fr avant le 24 décembre 2026." in said
    [told] = chased()
    assert told.endswith(f"(Pièces demandées, non reçues, à {MAIL}).")


def test_documents_that_are_late_are_asked_for_again(head: Actor) -> None:
    dossier = reachable(S.PIECES_DEMANDEES, head)

    said = text_for(dossier, head, NOW + timedelta(days=40))

    assert "Des pièces demandées ne nous sont pas encore arrivées." in said
    assert "Si vous les avez envoyées entre-temps" in said


def test_a_second_click_sends_nothing_more_that_day(server: MailServer, head: Actor) -> None:
    dossier = reachable(S.PIECES_DEMANDEES, head)
    chase(dossier.id, head, NOW, Delays())

    with pytest.raises(RefusedStepError, match="déjà été relancé aujourd’hui"):
        chase(dossier.id, head, NOW, Delays())
    chase(dossier.id, head, NOW + timedelta(days=1), Delays())

    assert len(server.received) == len(chased()) == 2


def test_a_mail_that_did_not_leave_is_not_in_the_history(server: MailServer, head: Actor) -> None:
    dossier = reachable(S.PIECES_DEMANDEES, head)
    server.refused = MAIL

    with pytest.raises(MailError):
        chase(dossier.id, head, NOW, Delays())

    assert chased() == []
    server.refused = "nobody@exemple.fr"
    assert chase(dossier.id, head, NOW, Delays()) == MAIL


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (100, "pas encore reçu le bilan. Il est attendu au plus tard le 30 avril 2027."),
        (200, "pas encore reçu le bilan. Il était attendu au plus tard le 30 avril 2027."),
    ],
)
def test_a_report_is_asked_for_when_its_day_is_near(head: Actor, days: int, words: str) -> None:
    dossier = reachable(S.ACOMPTE_VERSE, head)

    assert words in text_for(dossier, head, NOW + timedelta(days=days))


@pytest.mark.parametrize("state", [S.DEPOSEE, S.AVIS_RENDU, S.CONVENTIONNEE, S.SOLDEE])
def test_nobody_is_asked_for_what_they_do_not_owe_yet(head: Actor, state: S) -> None:
    dossier = reachable(state, head)

    with pytest.raises(RefusedStepError, match="Rien n’est attendu du gestionnaire"):
        text_for(dossier, head)


def test_an_address_kept_for_the_staff_is_not_written_to(head: Actor) -> None:
    dossier = reachable(S.PIECES_DEMANDEES, head, public=False)

    with pytest.raises(RefusedStepError, match="pas d’adresse électronique publique"):
        text_for(dossier, head)


def test_another_caf_asks_nobody(head: Actor) -> None:
    dossier = reachable(S.PIECES_DEMANDEES, head)

    with pytest.raises(NotFoundError):
        text_for(dossier, actor_of(Role.RESPONSABLE, ELSEWHERE))


def test_a_reader_asks_nobody(head: Actor) -> None:
    dossier = reachable(S.PIECES_DEMANDEES, head)

    with pytest.raises(RefusedStepError, match="Votre rôle"):
        text_for(dossier, actor_of(Role.LECTEUR))
