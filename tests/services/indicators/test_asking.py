"""Asking for a year: each funded place by a link of its own, that nobody else can guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.history import SubjectKind
from portal.domain.indicators.letters import expiry
from portal.domain.indicators.states import ReportState
from portal.services.accounts.tokens import digest
from portal.services.indicators.asking import ask
from portal.services.indicators.errors import RefusedIndicatorsError
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db
from portal.store.indicators import IndicatorLink
from tests.campaigns import answers_at, outbox
from tests.conftest import NOW
from tests.indicators import (
    YEAR,
    address_of,
    ask_for,
    chief,
    funded_place,
    report_of,
    sent_report,
    token_for,
    validated_report,
)
from tests.staff import ELSEWHERE, actor_of, listing_in

LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("app")


def _links() -> list[IndicatorLink]:
    db.session().expire_all()
    return db.session().query(IndicatorLink).order_by(IndicatorLink.id).all()


def test_a_place_is_asked_by_a_mail_that_says_the_year_and_until_when() -> None:
    place = funded_place()
    assert ask_for(place).sent == 1
    (mail,) = outbox()
    assert mail["To"] == "lieu.87@exemple.fr"
    assert mail["Subject"] == "Vos indicateurs 2026"
    text = mail.get_content()
    assert place.name in text
    assert "jusqu’au 23 janvier 2027" in text
    assert chief().name not in text
    assert "responsable.87@exemple.fr" in text


def test_only_the_digest_of_the_token_is_kept_for_sixty_days() -> None:
    token = token_for(funded_place())
    (link,) = _links()
    assert link.digest == digest(token)
    assert link.expires_at == expiry(NOW)
    assert (link.sent_at, link.used_at) == (NOW, None)


def test_asking_makes_the_report_of_the_year_and_tells_history() -> None:
    place = funded_place()
    ask_for(place)
    report = report_of(place)
    assert report is not None
    assert (report.state, report.figures, report.entered_at) == (ReportState.DEMANDE, "{}", None)
    (event,) = list_events_of(db.session(), SubjectKind.INDICATORS, report.id)
    assert event.sentence == (f"Responsable 87 a demandé les indicateurs de «{place.name}, 2026».")


def test_asking_again_ends_the_link_that_was_sent_before() -> None:
    place = funded_place()
    ask_for(place)
    ask([place.id], YEAR, chief(), LATER, address_of)
    former, new = _links()
    assert former.expires_at == LATER
    assert new.expires_at == expiry(LATER)


def test_a_form_that_is_sent_twice_asks_once() -> None:
    place = funded_place()
    ask_for(place)
    with pytest.raises(RefusedIndicatorsError, match="viennent d’être sollicités"):
        ask_for(place)
    assert len(outbox()) == 1


def test_a_place_without_an_address_gives_its_link_to_the_agent() -> None:
    place = answers_at(funded_place(), "")
    asked = ask_for(place)
    (handed,) = asked.handed
    assert asked.sent == 0
    assert asked.reason == "Ce lieu n’a pas d’adresse électronique."
    assert handed.place == place.name
    (link,) = _links()
    assert handed.address == address_of(handed.address.rpartition("/")[2])
    assert link.digest == digest(handed.address.rpartition("/")[2])
    assert link.sent_at is None


def test_several_places_without_an_address_are_spoken_of_as_several() -> None:
    first, second = answers_at(funded_place(), ""), answers_at(funded_place(ELSEWHERE), "")
    asked = ask([first.id, second.id], YEAR, actor_of(Role.ADMIN), NOW, address_of)
    assert asked.reason == "Ces lieux n’ont pas d’adresse électronique."


def test_without_a_mail_server_every_link_is_given_to_the_agent(app: Flask) -> None:
    settings = app.extensions["portal.settings"]
    app.extensions["portal.settings"] = replace(settings, development=False, smtp_url="")
    place = funded_place()
    asked = ask_for(place)
    assert [each.mail for each in asked.handed] == ["lieu.87@exemple.fr"]
    assert "SMTP_URL" in asked.reason
    assert [link.sent_at for link in _links()] == [None]


def test_what_is_not_funded_in_the_year_is_not_asked() -> None:
    with pytest.raises(RefusedIndicatorsError, match="n’étaient pas financés"):
        ask_for(listing_in())
    with pytest.raises(RefusedIndicatorsError):
        ask([funded_place().id], YEAR - 1, chief(), NOW, address_of)


def test_a_place_of_another_caf_does_not_exist() -> None:
    theirs = funded_place(ELSEWHERE)
    with pytest.raises(NotFoundError):
        ask_for(theirs)
    assert report_of(theirs) is None


def test_who_answered_is_not_asked_again() -> None:
    place = funded_place()
    sent_report(place)
    with pytest.raises(RefusedIndicatorsError, match="ont répondu"):
        ask_for(place)


def test_a_validated_year_is_not_asked_again() -> None:
    place = funded_place()
    validated_report(place)
    with pytest.raises(RefusedIndicatorsError):
        ask_for(place)


def test_one_has_to_choose_somebody() -> None:
    with pytest.raises(RefusedIndicatorsError, match="Cochez au moins un lieu"):
        ask_for()
