"""What a new listing looks like is asked about once, and the answer is remembered."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Actor, Role
from portal.services.listings.duplicates import duplicates_of, find_duplicates
from portal.store.agents import Agent
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.workbench import NotDuplicate
from tests.services.listings.pairs import saved
from tests.staff import StaffBrowser, actor_of, sign_in
from tests.web.admin.listing_pages import Fields, fields_in, fields_on, submit

NEW = "/gestion/fiches/nouvelle"
PHONE, OTHER_PHONE = "01 99 00 12 34", "01 99 00 56 78"


@pytest.fixture
def claire(empty_app: Flask) -> Actor:
    del empty_app
    return actor_of(Role.AGENT)


@pytest.fixture
def browser(empty_app: Flask, claire: Actor) -> StaffBrowser:
    return sign_in(empty_app, db.session().get_one(Agent, claire.agent_id))


def _filled(browser: StaffBrowser, phone: str) -> Fields:
    fields = fields_on(browser, NEW)
    fields["identite-nom"], fields["contacts-0-valeur"] = "La Roulotte", phone
    return fields


def _warned(browser: StaffBrowser, fields: Fields) -> Fields:
    answer = submit(browser, NEW, fields)
    assert answer.status_code == 409
    return fields_in(answer.text)


def _made() -> Listing:
    db.session().rollback()
    return db.session().scalars(select(Listing).where(Listing.name == "La Roulotte")).one()


def test_what_was_saved_all_the_same_is_remembered_as_two_places(
    browser: StaffBrowser, claire: Actor
) -> None:
    saved(claire, "Tilleul", phone=PHONE)
    saved(claire, "Bouleau", phone=PHONE)
    again = _warned(browser, _filled(browser, PHONE))
    assert submit(browser, NEW, again).status_code == 303
    assert duplicates_of(_made().id, claire) == []
    assert [pair.second.name for pair in find_duplicates(claire)] == ["Bouleau"]


def test_another_look_alike_is_asked_about_though_the_first_was_seen(
    browser: StaffBrowser, claire: Actor
) -> None:
    saved(claire, "Tilleul", phone=PHONE)
    saved(claire, "Bouleau", phone=OTHER_PHONE)
    again = _warned(browser, _filled(browser, PHONE))
    again["contacts-0-valeur"] = OTHER_PHONE
    assert len(_warned(browser, again).getlist("doublon_vu")) == 2


def test_what_was_seen_is_not_asked_again_after_a_mistake(
    browser: StaffBrowser, claire: Actor
) -> None:
    saved(claire, "Tilleul", phone=PHONE)
    again = _warned(browser, _filled(browser, PHONE))
    again["adresses-0-commune"] = "Nullepartville"
    corrected = fields_in(submit(browser, NEW, again).text)
    corrected["adresses-0-commune"] = "Bellac"
    assert submit(browser, NEW, corrected).status_code == 303


def test_only_what_looks_alike_is_set_apart(browser: StaffBrowser, claire: Actor) -> None:
    stranger = saved(claire, "Tilleul", phone=PHONE)
    fields = _filled(browser, OTHER_PHONE)
    fields.setlist("doublon_vu", [str(stranger.id), "oui", "999999"])
    assert submit(browser, NEW, fields).status_code == 303
    assert db.session().scalars(select(NotDuplicate)).all() == []
