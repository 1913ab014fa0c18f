"""Duplicates in the browser: pairs, what sets them apart, their merge and where it leads."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string

from portal.domain.access import Actor, Role
from portal.domain.listing import ListingStatus
from portal.services.listings.duplicates import warn_of
from portal.services.listings.editing import change_status
from portal.store.agents import Agent
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.services.listings.pairs import content, published, saved
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in

PHONE = "01 99 00 12 34"


@pytest.fixture
def claire(empty_app: Flask) -> Actor:
    del empty_app
    return actor_of(Role.AGENT)


@pytest.fixture
def browser(empty_app: Flask, claire: Actor) -> StaffBrowser:
    return sign_in(empty_app, db.session().get_one(Agent, claire.agent_id))


@pytest.fixture
def pair(claire: Actor) -> tuple[Listing, Listing]:
    """Give two published listings of one place."""
    return published(claire, "Un", phone=PHONE), published(claire, "Deux", phone=PHONE)


def _versions(pair: tuple[Listing, Listing]) -> dict[str, int]:
    return {"version": pair[0].version, "autre": pair[1].version}


def _address(pair: tuple[Listing, Listing], more: str = "") -> str:
    return f"/gestion/doublons/{pair[0].id}/{pair[1].id}{more}"


def test_pairs_are_shown_with_why(browser: StaffBrowser, pair: tuple[Listing, Listing]) -> None:
    for address in ("/gestion/doublons", f"/gestion/fiches/{pair[0].id}/doublons"):
        page = browser.get(address)
        assert page.status_code == 200
        assert "Même téléphone" in page.text
        assert _address(pair) in page.text


def test_what_is_not_one_place_goes_away(
    browser: StaffBrowser, pair: tuple[Listing, Listing]
) -> None:
    answer = browser.send(_address(pair, "/differents"))
    assert (answer.status_code, answer.location) == (303, "/gestion/doublons")
    assert "Aucune fiche ne semble en double" in browser.get("/gestion/doublons").text


def test_one_comes_back_to_the_listing_that_one_looked_at(
    browser: StaffBrowser, pair: tuple[Listing, Listing]
) -> None:
    answer = browser.send(_address(pair, "/differents"), {"fiche": pair[1].id})
    assert answer.location == f"/gestion/fiches/{pair[1].id}/doublons"


def test_a_merge_is_chosen_previewed_and_done(
    browser: StaffBrowser, pair: tuple[Listing, Listing]
) -> None:
    assert 'name="part.name"' in browser.get(_address(pair)).text
    preview = browser.get(_address(pair, "/apercu?part.name=autre")).text
    assert "<ins>Deux</ins>" in preview
    assert 'name="part.name" value="autre"' in preview
    answer = browser.send(_address(pair), {"part.name": "autre", **_versions(pair)})
    assert answer.status_code == 303
    assert "n’en font plus qu’une : «Deux»" in browser.get(answer.location).text


@pytest.mark.parametrize("address", ["/lieux/{}", "/en/lieux/{}", "/api/v1/lieux/{}?moment=soir"])
def test_the_other_address_leads_to_the_kept_listing_at_once(
    empty_app: Flask, browser: StaffBrowser, pair: tuple[Listing, Listing], address: str
) -> None:
    visitor = empty_app.test_client(use_cookies=False)
    browser.send(_address(pair), _versions(pair))
    answer = visitor.get(address.format(pair[1].slug))
    assert (answer.status_code, answer.location) == (301, address.format(pair[0].slug))
    assert visitor.get(answer.location).status_code == 200


def test_a_listing_reopened_after_a_merge_has_its_own_address_again(
    empty_app: Flask, browser: StaffBrowser, claire: Actor, pair: tuple[Listing, Listing]
) -> None:
    browser.send(_address(pair), _versions(pair))
    for status in (ListingStatus.BROUILLON, ListingStatus.PUBLIEE):
        change_status(pair[1].id, status, claire, NOW)
    empty_app.extensions["portal.projection"].catch_up(db.session())
    visitor = empty_app.test_client(use_cookies=False)
    assert visitor.get(f"/lieux/{pair[1].slug}").status_code == 200


def test_a_merge_of_what_was_not_seen_is_asked_again_with_the_same_choices(
    browser: StaffBrowser, pair: tuple[Listing, Listing]
) -> None:
    seen = {"version": 1, "autre": pair[1].version}
    answer = browser.send(_address(pair), {"part.name": "autre", **seen})
    assert answer.location == _address(pair, "/apercu?part.name=autre")
    assert "Quelqu’un a modifié une des deux fiches" in browser.get(answer.location).text


def test_a_merge_that_would_hide_a_place_is_refused_in_words(
    browser: StaffBrowser, claire: Actor, pair: tuple[Listing, Listing]
) -> None:
    wrong = saved(claire, "Trois"), pair[0]
    assert "Gardez la fiche publiée" in browser.get(_address(wrong)).text
    answer = browser.send(_address(wrong), _versions(wrong))
    page = browser.get(answer.location).text
    assert "Gardez la fiche publiée" in page
    assert "Fusionner</button>" not in page


def test_posted_fields_that_the_form_has_not_change_nothing(
    browser: StaffBrowser, pair: tuple[Listing, Listing]
) -> None:
    caf_id = pair[0].caf_id
    more = {"caf_id": "1", "part.caf_id": "autre", "part.name": "x", "part.": "autre"}
    browser.send(_address(pair), {**more, **_versions(pair)})
    db.session().expire_all()
    assert (pair[0].name, pair[0].caf_id) == ("Un", caf_id)


def test_another_caf_finds_no_pair(empty_app: Flask, pair: tuple[Listing, Listing]) -> None:
    stranger = sign_in(empty_app, add_agent(Role.RESPONSABLE, ELSEWHERE))
    assert "Aucune fiche ne semble en double" in stranger.get("/gestion/doublons").text
    for address in (
        f"/gestion/fiches/{pair[0].id}/doublons",
        _address(pair),
        _address(pair, "/apercu"),
    ):
        assert stranger.get(address).status_code == 404
    assert stranger.send(_address(pair), _versions(pair)).status_code == 404
    assert stranger.send(_address(pair, "/differents")).status_code == 404


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF])
def test_who_only_reads_merges_nothing(
    empty_app: Flask, pair: tuple[Listing, Listing], role: Role
) -> None:
    reader = sign_in(empty_app, add_agent(role))
    assert reader.get("/gestion/doublons").status_code == 403
    assert reader.get(_address(pair)).status_code == 403
    assert reader.send(_address(pair), _versions(pair)).status_code == 403
    assert reader.send(_address(pair, "/differents")).status_code == 403


def test_the_listing_of_another_caf_is_shown_but_not_merged(
    browser: StaffBrowser, claire: Actor, empty_app: Flask
) -> None:
    mine = saved(claire, "Un", phone=PHONE)
    theirs = published(actor_of(Role.AGENT, ELSEWHERE), "Deux", phone=PHONE)
    page = browser.get("/gestion/doublons").text
    assert f'href="/lieux/{theirs.slug}"' in page
    assert "Publiée par une autre Caf" in page
    assert "Comparer et fusionner" not in page
    assert browser.get(f"/gestion/doublons/{mine.id}/{theirs.id}").status_code == 404
    del empty_app


def test_the_warning_names_what_is_alike_and_why(
    empty_app: Flask, claire: Actor, pair: tuple[Listing, Listing]
) -> None:
    source = (
        '{% from "components/gestion/duplicate_warning.html" import duplicate_warning %}'
        "{{ duplicate_warning(pairs) }}"
    )
    found = warn_of(content("Trois", phone=PHONE), pair[0].caf_id, claire)
    with empty_app.test_request_context("/gestion"):
        told = render_template_string(source, pairs=found)
        silent = render_template_string(source, pairs=[])
    assert "2 fiches semblent décrire le même lieu" in told
    assert f'href="/gestion/fiches/{pair[0].id}"' in told
    assert "Même téléphone" in told
    assert silent.strip() == ""
