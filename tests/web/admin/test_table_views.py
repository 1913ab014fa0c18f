"""The table of listings: what is shown, sorted and kept, and acts on many at once."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.domain.listing import ListingKind, ListingStatus
from portal.store.audit import AuditEvent, list_events_of
from portal.store.db import db, transaction
from portal.store.listings import Listing
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, caf_of, listing_in, sign_in

WITHOUT_ACCENTS = str.maketrans("éèêÉ", "eeeE")


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def _names(browser: StaffBrowser, query: str = "") -> list[str]:
    page = browser.get(f"/gestion/fiches{query}").text
    return re.findall(r'<th scope="row">\s*<a href="[^"]+">([^<]+)</a>', page)


def _of_caf(code: str) -> list[str]:
    query = select(Listing.name).where(Listing.caf_id == caf_of(code).id)
    return list(db.session().scalars(query))


def _listings_here() -> list[Listing]:
    query = select(Listing).where(Listing.caf_id == caf_of("87").id).order_by(Listing.id)
    return list(db.session().scalars(query))


def _two_listings() -> tuple[Listing, Listing]:
    first, second, *_others = _listings_here()
    return first, second


def _verifying(browser: StaffBrowser, **chosen: object) -> dict[str, object]:
    """Return what the table sends of the listings that it shows now."""
    versions = re.search(r'name="versions" value="([^"]*)"', browser.get("/gestion/fiches").text)
    assert versions
    return {"moyen": "visite", "versions": versions[1], **chosen}


def test_an_agent_sees_the_listings_of_its_caf_and_no_other(browser: StaffBrowser) -> None:
    names = _of_caf("87")
    assert sorted(_names(browser)) == sorted(names)


def test_words_are_found_whatever_their_accents_and_order(browser: StaffBrowser) -> None:
    assert all("Limoges" in n or n for n in _names(browser, "?q=LIMOGES"))
    shown = _names(browser, "?q=familles+limogés+espace")
    assert "Espace Familles de Limoges" in shown
    assert len(shown) < len(_names(browser))


@pytest.mark.parametrize("column", ["nom", "type", "commune", "statut", "modifiee", "verifiee"])
def test_the_other_way_round_is_the_same_rows_backwards(browser: StaffBrowser, column: str) -> None:
    there = _names(browser, f"?tri={column}")
    back = _names(browser, f"?tri={column}&ordre=desc")
    assert sorted(there) == sorted(back)
    if column == "nom":
        assert there == back[::-1]


def test_types_are_sorted_by_the_words_that_are_shown(browser: StaffBrowser) -> None:
    with transaction() as session:
        for listing, kind in zip(_listings_here(), ListingKind, strict=False):
            session.get_one(Listing, listing.id).kind = kind
    page = browser.get("/gestion/fiches?tri=type").text
    shown = [unescape(words) for words in re.findall(r"</th>\s*<td>([^<]+)</td>", page)]
    assert len(set(shown)) > 5
    assert shown == sorted(shown, key=lambda words: words.translate(WITHOUT_ACCENTS).casefold())


def test_what_was_never_verified_comes_before_what_was_long_ago(browser: StaffBrowser) -> None:
    listings = db.session().scalars(select(Listing).where(Listing.caf_id == caf_of("87").id)).all()
    with transaction() as session:
        session.get_one(Listing, listings[0].id).verified_on = date(2020, 1, 1)
    db.session().rollback()
    never = {listing.name for listing in listings if listing.verified_on is None}
    assert never
    assert set(_names(browser, "?tri=verifiee")[: len(never)]) == never
    assert set(_names(browser, "?tri=verifiee&ordre=desc")[-len(never) :]) == never


def test_a_managing_body_does_not_read_whom_a_listing_is_entrusted_to(app: Flask) -> None:
    body = sign_in(app, add_agent(Role.GESTIONNAIRE))
    assert "Confiée à" not in body.get("/gestion/fiches").text


@pytest.mark.parametrize("agent", ["9" * 5000, "9" * 18, "-1", "0", "٣"])
def test_entrusting_to_a_number_that_is_none_is_refused(browser: StaffBrowser, agent: str) -> None:
    fields = {"fiche": str(listing_in().id), "agent": agent}
    assert browser.send("/gestion/fiches/confier", fields).status_code == 303
    assert listing_in().assignee_id is None


@pytest.mark.parametrize(
    "query",
    ["?page=99999999999", "?page=-1", "?tri=x&statut=y&type=&confiee=z", "?verifiee_avant=1"],
)
def test_an_address_without_meaning_shows_the_table(browser: StaffBrowser, query: str) -> None:
    assert browser.get(f"/gestion/fiches{query}").status_code == 200


def test_chosen_listings_are_verified_each_with_its_history(browser: StaffBrowser) -> None:
    listing = listing_in()
    answer = browser.send("/gestion/fiches/verifier", _verifying(browser, fiche=listing.id))
    assert answer.status_code == 303
    acts = [event.act for event in list_events_of(db.session(), "fiche", listing.id)]
    assert acts == ["fiche.verifiee"]


def test_chosen_listings_are_entrusted_to_a_colleague_and_found_again(
    app: Flask, browser: StaffBrowser
) -> None:
    colleague = add_agent(Role.AGENT, mail="colette@exemple.fr")
    listing = listing_in()
    browser.send("/gestion/fiches/confier", {"fiche": listing.id, "agent": colleague.id})
    assert _names(sign_in(app, colleague), "?confiee=moi") == [listing.name]


def test_a_listing_is_not_entrusted_to_an_agent_of_another_caf(browser: StaffBrowser) -> None:
    stranger, listing = add_agent(Role.AGENT, ELSEWHERE), listing_in()
    browser.send("/gestion/fiches/confier", {"fiche": listing.id, "agent": stranger.id})
    assert "ne peut pas tenir" in browser.get("/gestion/fiches").text
    assert db.session().get_one(Listing, listing.id).assignee_id is None


def test_a_listing_that_changed_since_it_was_ticked_is_named_and_nothing_is_verified(
    browser: StaffBrowser,
) -> None:
    first, second = _two_listings()
    fields = _verifying(browser, fiche=[first.id, second.id])
    with transaction() as session:
        session.get_one(Listing, second.id).description = "Autre."
    page = browser.send("/gestion/fiches/verifier", fields, follow_redirects=True).text
    said = f"À relire, car modifié depuis que vous avez ouvert la liste\u00a0: {second.name}."
    assert said in unescape(page)
    assert db.session().scalars(select(AuditEvent)).all() == []
    browser.send("/gestion/fiches/verifier", _verifying(browser, fiche=[first.id, second.id]))
    assert len(db.session().scalars(select(AuditEvent)).all()) == 2


def test_an_archived_listing_among_those_to_verify_is_named(browser: StaffBrowser) -> None:
    first, second = _two_listings()
    with transaction() as session:
        session.get_one(Listing, second.id).status = ListingStatus.ARCHIVEE
    fields = _verifying(browser, fiche=[first.id, second.id])
    page = browser.send("/gestion/fiches/verifier", fields, follow_redirects=True).text
    assert f"Enlevez de votre choix ce qui est archivé\u00a0: {second.name}." in unescape(page)
    assert db.session().scalars(select(AuditEvent)).all() == []


def test_the_table_says_to_whom_listings_went_in_the_right_words(browser: StaffBrowser) -> None:
    listing, colleague = listing_in(), add_agent(Role.INSTRUCTEUR)

    def said(agent: object) -> str:
        fields = {"fiche": listing.id, "agent": agent}
        return browser.send("/gestion/fiches/confier", fields, follow_redirects=True).text

    assert "1 fiche confiée." in said(colleague.id)
    assert "C’était déjà le cas : rien n’a changé." in said(colleague.id)
    assert "1 fiche n’est plus confiée." in said("")


@pytest.mark.parametrize("act", ["verifier", "confier", "exporter"])
def test_where_one_listing_is_out_of_reach_nothing_is_done(browser: StaffBrowser, act: str) -> None:
    mine, theirs = listing_in(), listing_in(ELSEWHERE)
    fields = {"fiche": [mine.id, theirs.id], "moyen": "telephone"}
    assert browser.send(f"/gestion/fiches/{act}", fields).status_code == 404
    assert db.session().scalars(select(AuditEvent)).all() == []


def test_every_listing_of_the_table_is_taken_where_that_is_asked(browser: StaffBrowser) -> None:
    fields = _verifying(browser, toutes="oui", vue="/gestion/fiches?q=limoges")
    browser.send("/gestion/fiches/verifier", fields)
    told = db.session().scalars(select(AuditEvent.subject)).all()
    assert sorted(told) == sorted(_names(browser, "?q=limoges"))


def test_an_export_has_the_chosen_listings_and_history_tells_it(browser: StaffBrowser) -> None:
    listing = listing_in()
    answer = browser.send("/gestion/fiches/exporter", {"fiche": listing.id, "format": "csv"})
    assert listing.name in answer.text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fiches.csv"'
    assert db.session().scalars(select(AuditEvent.act)).all() == ["export.fait"]


def test_filters_are_kept_under_a_name_by_whoever_named_them(
    app: Flask, browser: StaffBrowser
) -> None:
    view = {"nom": "À Limoges", "vue": "/gestion/fiches?q=limoges&tri=type"}
    browser.send("/gestion/fiches/vues", view)
    page = browser.get("/gestion/fiches").text
    assert 'href="/gestion/fiches?q=limoges&amp;tri=type"' in page
    assert "À Limoges" in page
    other = sign_in(app, add_agent(Role.LECTEUR))
    assert "À Limoges" not in other.get("/gestion/fiches").text


def test_nobody_deletes_the_view_of_another(app: Flask, browser: StaffBrowser) -> None:
    browser.send("/gestion/fiches/vues", {"nom": "La mienne", "vue": "/gestion/fiches?q=a"})
    found = re.search(r"/gestion/fiches/vues/\d+/effacer", browser.get("/gestion/fiches").text)
    assert found
    sign_in(app, add_agent(Role.LECTEUR)).send(found[0])
    assert "La mienne" in browser.get("/gestion/fiches").text
    browser.send(found[0])
    assert "La mienne" not in browser.get("/gestion/fiches").text


def test_a_reader_has_nothing_to_do_with_many_listings(app: Flask) -> None:
    reader = sign_in(app, add_agent(Role.LECTEUR))
    assert "Pour les fiches cochées" not in reader.get("/gestion/fiches").text
    assert reader.send("/gestion/fiches/confier", {"fiche": 1}).status_code == 403
