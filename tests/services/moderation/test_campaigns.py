"""Campaigns: who is asked, what the mails hold, and what did not leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.campaigns import Unverified
from portal.domain.freshness import FieldGroup, Means
from portal.domain.listing import ListingStatus
from portal.domain.territory import Territory
from portal.services.accounts.tokens import digest
from portal.services.listings.editing import RefusedError, change_status
from portal.services.listings.review_queue import review_queue
from portal.services.moderation.campaigns import CampaignDraft, create_campaign, deliver
from portal.services.moderation.recipients import Audience, Candidate, list_candidates
from portal.services.projection.openings import Openings
from portal.store.audit import list_events_of
from portal.store.campaigns import Campaign, find_link
from portal.store.db import NotFoundError, db
from portal.store.listings import Listing
from tests.campaigns import ROOT, address_of, answers_at, outbox, tokens_in
from tests.conftest import NOW
from tests.mail_server import mail_server
from tests.staff import ELSEWHERE, actor_of, caf_of, listing_in
from tests.verifying import verify

SCHOOL = Openings().school


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.AGENT)


def _two_listings() -> tuple[Listing, Listing]:
    query = db.session().query(Listing).filter_by(caf_id=listing_in().caf_id)
    first, second = query.order_by(Listing.id).limit(2)
    return first, second


def _create(by: Actor, *listings: Listing) -> int:
    ids = tuple(listing.id for listing in listings)
    caf_id = listings[0].caf_id
    return create_campaign(CampaignDraft(caf_id, ids, "Est-ce juste ?", "Bonjour,"), by, NOW)


def _campaign(campaign_id: int) -> Campaign:
    db.session.expire_all()
    return db.session().get_one(Campaign, campaign_id)


def _candidates(
    by: Actor, territory: Territory, now: datetime = NOW, **wanted: Any
) -> dict[int, Candidate]:
    audience = replace(Audience(caf_of("87").id, Unverified.TOUTES), **wanted)
    return {each.listing_id: each for each in list_candidates(audience, by, territory, SCHOOL, now)}


def test_each_listing_gets_a_link_of_its_own_whose_token_is_kept_nowhere(claire: Actor) -> None:
    listing = answers_at(listing_in(), "lieu@exemple.fr")
    campaign = _create(claire, listing)
    deliver(campaign, claire, NOW, address_of)
    (mail,) = outbox()
    (token,) = tokens_in(mail)
    link = find_link(db.session(), digest(token))
    assert link
    assert (link.listing_id, link.sent_at) == (listing.id, NOW)
    assert link.expires_at == NOW + timedelta(days=30)
    assert token not in [link.digest, link.mail]


def test_the_mail_names_the_place_and_leads_to_this_site(claire: Actor) -> None:
    listing = answers_at(listing_in(), "lieu@exemple.fr")
    deliver(_create(claire, listing), claire, NOW, address_of)
    (mail,) = outbox()
    text = mail.get_content()
    assert (mail["To"], mail["Subject"]) == ("lieu@exemple.fr", "Est-ce juste ?")
    assert listing.name in text
    assert f"{ROOT}gestion/confirmation/" in text
    assert "jusqu’au 24 décembre 2026" in text


def test_listings_of_one_address_share_a_mail(claire: Actor) -> None:
    first, second = _two_listings()
    answers_at(first, "asso@exemple.fr")
    answers_at(second, "Asso@exemple.fr")
    done = deliver(_create(claire, first, second), claire, NOW, address_of)
    assert done.sent == 1
    assert len(set(tokens_in(outbox()[0]))) == 2


def test_what_did_not_leave_is_known_and_can_be_sent_again(app: Flask, claire: Actor) -> None:
    first, second = _two_listings()
    answers_at(first, "un@exemple.fr")
    answers_at(second, "nobody@exemple.fr")
    campaign = _create(claire, first, second)
    settings = app.extensions["portal.settings"]
    with mail_server() as server:
        app.extensions["portal.settings"] = replace(settings, smtp_url=server.url)
        done = deliver(campaign, claire, NOW, address_of)
    assert (done.sent, done.failed) == (1, 1)
    assert "n’est pas parti" in done.reason
    assert {link.mail: link.sent_at for link in _campaign(campaign).links} == {
        "un@exemple.fr": NOW,
        "nobody@exemple.fr": None,
    }
    app.extensions["portal.settings"] = settings
    assert deliver(campaign, claire, NOW, address_of).sent == 1
    assert [mail["To"] for mail in outbox()] == ["nobody@exemple.fr"]


def test_the_address_that_only_staff_know_comes_first(claire: Actor, territory: Territory) -> None:
    listing = answers_at(listing_in(), "direction@exemple.fr", is_public=False)
    assert _candidates(claire, territory)[listing.id].mail == "direction@exemple.fr"


def test_a_listing_that_was_just_verified_is_not_asked_about(
    claire: Actor, territory: Territory
) -> None:
    listing = listing_in()
    due: dict[str, Any] = {"unverified": Unverified.A_VERIFIER}
    assert listing.id in _candidates(claire, territory, **due)
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    assert listing.id not in _candidates(claire, territory, **due)
    assert _candidates(claire, territory)[listing.id].verified_on == NOW.date()


def test_a_listing_that_is_queued_because_holidays_are_near_is_asked_about(
    claire: Actor, territory: Territory
) -> None:
    listing = listing_in()
    verify(listing.id, FieldGroup, Means.TELEPHONE, claire, NOW)
    later = NOW + timedelta(weeks=2)
    queue = review_queue(db.session(), claire, later.date(), SCHOOL)
    late = {each.listing_id for each in queue if each.late}
    assert listing.id in late
    due = _candidates(claire, territory, later, unverified=Unverified.A_VERIFIER)
    assert set(due) == late


def test_listings_can_be_narrowed_to_an_intercommunality(
    claire: Actor, territory: Territory
) -> None:
    everywhere = _candidates(claire, territory)
    epci = territory.epcis_of_departement("87")[0].code
    there = _candidates(claire, territory, epci=epci)
    assert set(there) < set(everywhere)


def test_an_open_question_is_shown_beside_the_listing(claire: Actor, territory: Territory) -> None:
    listing = answers_at(listing_in(), "lieu@exemple.fr")
    _create(claire, listing)
    assert _candidates(claire, territory)[listing.id].asked_at == NOW


def test_a_form_that_is_sent_twice_makes_one_campaign(claire: Actor) -> None:
    listing = answers_at(listing_in(), "lieu@exemple.fr")
    _create(claire, listing)
    with pytest.raises(RefusedError, match="vient d’être envoyée"):
        _create(claire, listing)


def test_only_published_listings_within_reach_are_asked_about(claire: Actor) -> None:
    other = answers_at(listing_in(ELSEWHERE), "ailleurs@exemple.fr")
    with pytest.raises(RefusedError, match="Caf"):
        _create(claire, other)
    mine = CampaignDraft(listing_in().caf_id, (other.id,), "Sujet", "Message")
    with pytest.raises(RefusedError, match="cochez au moins une fiche"):
        create_campaign(mine, claire, NOW)
    hidden = answers_at(listing_in(), "lieu@exemple.fr")
    change_status(hidden.id, ListingStatus.SUSPENDUE, claire, NOW)
    with pytest.raises(RefusedError):
        _create(claire, hidden)


def test_the_campaign_of_another_caf_does_not_exist(claire: Actor) -> None:
    campaign = _create(claire, answers_at(listing_in(), "lieu@exemple.fr"))
    with pytest.raises(NotFoundError):
        deliver(campaign, actor_of(Role.AGENT, ELSEWHERE), NOW, address_of)


def test_history_says_who_wrote_and_to_how_many(claire: Actor) -> None:
    campaign = _create(claire, answers_at(listing_in(), "lieu@exemple.fr"))
    event = list_events_of(db.session(), "campagne", campaign)[0]
    expected = f"{claire.name} a envoyé la campagne «Est-ce juste ?» (1 fiche)."
    assert event.sentence == expected
