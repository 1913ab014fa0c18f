"""The page of deadlines, and the mail that asks a managing body again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from flask import Flask

from portal.domain.access import PERMISSIONS, Actor, Permission, Role
from portal.domain.dossiers.deadlines import Delays
from portal.domain.dossiers.states import DossierState
from portal.domain.listing import ContactKind
from portal.services.dossiers.deadlines import all_deadlines
from portal.store.contacts import Contact
from portal.store.db import db, transaction
from portal.store.dossiers import Dossier
from portal.web.admin.deadline_page import deadlines_view
from tests.dossiers import file_at
from tests.mail_server import mail_server
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in

S = DossierState
PAGE = "/gestion/dossiers/echeances"


@pytest.fixture
def head(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


SINCE_LONG = date(2026, 3, 2)


def awaited(head: Actor) -> Dossier:
    """Return a file whose documents are awaited of somebody who can be written to."""
    dossier = file_at(S.PIECES_DEMANDEES, head)
    with transaction():
        dossier.listing.contacts = [
            Contact(kind=ContactKind.COURRIEL, value="contact@exemple.fr", is_public=True)
        ]
    return dossier


def instructor(app: Flask, code: str = "87") -> StaffBrowser:
    return sign_in(app, add_agent(Role.INSTRUCTEUR, code))


def instructor_again(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.INSTRUCTEUR, mail="autre@exemple.fr"))


def shown_today(browser: StaffBrowser) -> str:
    return " ".join(unescape(browser.get("/gestion").text).split())


def shown(browser: StaffBrowser, query: str = "") -> str:
    return " ".join(unescape(browser.get(f"{PAGE}{query}").text).split())


def test_late_ones_come_first_then_those_within_reach(app: Flask, head: Actor) -> None:
    file_at(S.AVIS_RENDU, head)
    file_at(S.ACOMPTE_VERSE, head, on=SINCE_LONG)

    page = shown(instructor(app))

    assert page.index("53 jours de retard") < page.index("Dans les 60 jours")
    assert page.index("Dans les 60 jours") < page.index("dans 30 jours")
    assert "Bilan attendu" not in page


def test_a_kind_is_looked_for(app: Flask, head: Actor) -> None:
    file_at(S.AVIS_RENDU, head)
    file_at(S.ACOMPTE_VERSE, head, on=SINCE_LONG)

    page = shown(instructor(app), "?nature=decision")

    assert "dans 30 jours" in page
    assert "53 jours de retard" not in page
    assert shown(instructor_again(app), "?nature=inconnue").count("<tbody>") == 2


def test_nothing_waits(app: Flask) -> None:
    assert "Aucune échéance n’est arrivée" in shown(instructor(app))


def test_another_caf_sees_nothing(app: Flask, head: Actor) -> None:
    dossier = awaited(head)
    elsewhere = instructor(app, ELSEWHERE)

    assert "Aucune échéance n’est arrivée" in shown(elsewhere)
    assert elsewhere.get(f"/gestion/dossiers/{dossier.id}/relance").status_code == 404
    assert elsewhere.send(f"/gestion/dossiers/{dossier.id}/relance").status_code == 404


def test_today_tells_how_many_are_due(app: Flask, head: Actor) -> None:
    browser = instructor(app)
    assert "les échéances des dossiers." in shown_today(browser)

    file_at(S.ACOMPTE_VERSE, head, on=SINCE_LONG)  # to be renewed since the 2nd of October
    page = shown_today(browser)

    assert "échéance arrivée dans les dossiers" in page
    assert f'href="{PAGE}"' in page
    assert "La plus ancienne : il y a 53 jours" in page


def test_a_report_is_announced_before_its_day_and_late_only_after_it(head: Actor) -> None:
    file_at(S.ACOMPTE_VERSE, head, on=SINCE_LONG)

    def at(today: date) -> tuple[list[str], list[str]]:
        view = deadlines_view(all_deadlines(db.session(), head, today, Delays()), {}, today, {})
        return [line.when for line in view.late], [line.when for line in view.coming]

    assert at(date(2027, 3, 2)) == ([], ["dans 59 jours"])
    assert at(date(2027, 5, 1)) == (["1 jour de retard"], [])


def test_the_mail_is_read_before_it_leaves(app: Flask, head: Actor) -> None:
    dossier = awaited(head)

    page = unescape(instructor(app).get(f"/gestion/dossiers/{dossier.id}/relance").text)

    assert "contact@exemple.fr" in page
    assert "nous avons besoin de pièces" in page


def test_the_mail_leaves_and_the_history_says_so(app: Flask, head: Actor) -> None:
    dossier = awaited(head)
    with mail_server() as server:
        settings = app.extensions["portal.settings"]
        app.extensions["portal.settings"] = replace(settings, smtp_url=server.url)

        answer = instructor(app).send(
            f"/gestion/dossiers/{dossier.id}/relance", {"mail": "ailleurs@exemple.fr"}
        )

    assert (answer.status_code, answer.location) == (303, f"/gestion/dossiers/{dossier.id}")
    assert [mail["To"] for mail in server.received] == ["contact@exemple.fr"]


def test_what_is_owed_by_nobody_leads_back_to_the_file(app: Flask, head: Actor) -> None:
    dossier = file_at(S.AVIS_RENDU, head)

    answer = instructor(app).get(f"/gestion/dossiers/{dossier.id}/relance")

    assert (answer.status_code, answer.location) == (303, f"/gestion/dossiers/{dossier.id}")


@pytest.mark.parametrize("role", Role)
def test_who_may_read_and_who_may_ask_again(app: Flask, head: Actor, role: Role) -> None:
    dossier = awaited(head)
    browser = sign_in(app, add_agent(role, mail="autre@exemple.fr"))
    reads, asks = (
        permission in PERMISSIONS[role]
        for permission in (Permission.READ_DOSSIERS, Permission.INSTRUCT_DOSSIERS)
    )

    assert browser.get(PAGE).status_code == (200 if reads else 403)
    before = browser.get(f"/gestion/dossiers/{dossier.id}/relance")
    assert before.status_code == (200 if asks else 403)
    sent = browser.send(f"/gestion/dossiers/{dossier.id}/relance")
    assert sent.status_code == (303 if asks else 403)
