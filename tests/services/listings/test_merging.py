"""Merging: nothing is lost, the other address leads to the kept listing, and it can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.listing import ListingStatus
from portal.domain.listings.content import as_json
from portal.domain.proposals import ProposalOrigin
from portal.domain.reports import ReportReason, ReportState
from portal.services.audit import changes_of
from portal.services.listings.combining import Choice
from portal.services.listings.editing import (
    RefusedError,
    StaleError,
    change_status,
    edit_listing,
)
from portal.services.listings.history import restore_version
from portal.services.listings.merging import merge, plan_merge
from portal.services.listings.reading import content_of
from portal.services.slugs import rename_slug
from portal.store.audit import list_events_of
from portal.store.campaigns import Campaign, CampaignLink
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import Listing
from portal.store.proposals import Proposal
from portal.store.reports import Report
from portal.store.slugs import map_former_slugs
from tests.conftest import NOW
from tests.services.listings.pairs import published, saved
from tests.staff import ELSEWHERE, actor_of

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def claire(empty_app: Flask) -> Actor:
    del empty_app
    return actor_of(Role.AGENT)


def _merge(kept: Listing, other: Listing, by: Actor, **choices: Choice) -> Listing:
    return merge(kept.id, other.id, (kept.version, other.version), choices, by, NOW)


def test_the_kept_listing_says_what_was_chosen_and_the_other_is_archived(claire: Actor) -> None:
    kept, other = published(claire, "Un"), published(claire, "Deux", description="Jeux.")
    merged = _merge(kept, other, claire, name=Choice.OTHER)
    assert (merged.id, merged.name, merged.description) == (kept.id, "Deux", "Jeux.")
    assert (other.status, other.merged_into_id) == (ListingStatus.ARCHIVEE, kept.id)
    assert other.sites[0].id != merged.sites[0].id


def test_history_tells_the_merge_on_both_sides(claire: Actor) -> None:
    kept, other = published(claire, "Un"), published(claire, "Deux")
    _merge(kept, other, claire, name=Choice.OTHER)
    told, archived = (list_events_of(db.session(), "fiche", x.id)[0] for x in (kept, other))
    assert told.act == "fiche.fusionnee"
    assert [(c.before, c.after) for c in changes_of(told)] == [("Un", "Deux")]
    assert f"fusionnée dans «Deux», fiche n°\xa0{kept.id}" in archived.sentence


def test_a_merge_that_changes_no_word_is_told_all_the_same(claire: Actor) -> None:
    kept, other = published(claire), published(claire)
    merged = _merge(kept, other, claire)
    assert list_events_of(db.session(), "fiche", merged.id)[0].act == "fiche.fusionnee"


def test_the_plan_says_what_would_change_and_writes_nothing(claire: Actor) -> None:
    kept, other = published(claire, "Un"), published(claire, "Deux")
    plan = plan_merge(kept.id, other.id, claire, {"name": Choice.OTHER})
    assert [(c.field, c.before, c.after) for c in plan.changes] == [("Nom", "Un", "Deux")]
    assert (plan.refusal, kept.name) == ("", "Un")


def test_every_address_leads_to_the_last_listing_in_one_step(claire: Actor) -> None:
    first, second, third = (published(claire, name) for name in ("Un", "Deux", "Trois"))
    with transaction() as session:
        rename_slug(session, session.merge(first), "un-autrefois")
    _merge(second, first, claire)
    _merge(third, second, claire)
    assert map_former_slugs(db.session()) == {
        "deux-limoges": third.slug,
        "un-autrefois": third.slug,
        "un-limoges": third.slug,
    }


def test_an_address_leads_nowhere_while_the_kept_listing_is_suspended(claire: Actor) -> None:
    kept, other = published(claire, "Un"), published(claire, "Deux")
    _merge(kept, other, claire)
    change_status(kept.id, ListingStatus.SUSPENDUE, claire, NOW)
    assert map_former_slugs(db.session()) == {}


def test_merges_that_go_round_in_a_circle_lead_nowhere(claire: Actor) -> None:
    one, other = saved(claire, "Un"), saved(claire, "Deux")
    with transaction() as session:
        for listing, target in ((one, other), (other, one)):
            held = session.merge(listing)
            held.status, held.merged_into_id = ListingStatus.ARCHIVEE, target.id
    assert map_former_slugs(db.session()) == {}


def test_a_merge_is_undone_by_a_restore_and_a_reopening(claire: Actor) -> None:
    kept, other = published(claire, "Un"), published(claire, "Deux")
    before, theirs, version = content_of(kept), content_of(other), kept.version
    _merge(kept, other, claire, name=Choice.OTHER, contacts=Choice.OTHER)
    restored = restore_version(kept.id, version, kept.version, claire, LATER)
    change_status(other.id, ListingStatus.BROUILLON, claire, LATER)
    reopened = change_status(other.id, ListingStatus.PUBLIEE, claire, LATER)
    assert (content_of(restored), content_of(reopened)) == (before, theirs)
    assert reopened.slug == "deux-limoges"
    assert map_former_slugs(db.session()) == {}


@pytest.mark.parametrize("edited", [0, 1])
def test_a_listing_that_somebody_saved_since_is_not_merged(claire: Actor, edited: int) -> None:
    pair = published(claire, "Un"), published(claire, "Deux")
    seen = (pair[0].version, pair[1].version)
    changed = replace(content_of(pair[edited]), description="Nouveau")
    edit_listing(pair[edited].id, changed, pair[edited].version, claire, NOW)
    with pytest.raises(StaleError):
        merge(pair[0].id, pair[1].id, seen, {}, claire, NOW)
    assert pair[1].status is ListingStatus.PUBLIEE


def test_nothing_is_merged_across_what_is_out_of_reach(claire: Actor) -> None:
    mine, theirs = published(claire), published(actor_of(Role.AGENT, ELSEWHERE))
    for kept, other in ((mine, theirs), (theirs, mine), (mine, mine)):
        with pytest.raises(NotFoundError):
            _merge(kept, other, claire)


def test_what_the_public_sees_is_not_merged_into_what_it_does_not(claire: Actor) -> None:
    draft, shown = saved(claire, "Un"), published(claire, "Deux")
    with pytest.raises(RefusedError, match="Gardez la fiche publiée"):
        _merge(draft, shown, claire)


def test_an_archived_listing_is_not_merged(claire: Actor) -> None:
    kept, other = published(claire), published(claire)
    archived = change_status(other.id, ListingStatus.ARCHIVEE, claire, NOW)
    with pytest.raises(RefusedError, match="archivée"):
        _merge(kept, archived, claire)


def test_a_published_listing_does_not_lose_its_last_address(claire: Actor) -> None:
    kept, other = published(claire), published(claire, address="9 avenue Foch")
    choices = {f"site:{kept.sites[0].id}": Choice.OTHER}
    with pytest.raises(RefusedError, match="Il manquerait à la fiche gardée : une commune"):
        merge(kept.id, other.id, (kept.version, other.version), choices, claire, NOW)


def _add(*things: object) -> None:
    with transaction() as session:
        session.add_all(things)


def _report(listing: Listing, ticket: str, state: ReportState) -> Report:
    return Report(
        ticket=ticket,
        listing_id=listing.id,
        reason=ReportReason.AUTRE,
        created_at=NOW,
        state=state,
        state_changed_at=NOW,
    )


def test_open_reports_go_along_and_decided_ones_stay(claire: Actor) -> None:
    kept, other = published(claire), published(claire)
    waiting = _report(other, "BBBBBBBBBB", ReportState.RECU)
    decided = _report(other, "CCCCCCCCCC", ReportState.ACCEPTE)
    _add(waiting, decided)
    _merge(kept, other, claire)
    assert (waiting.listing_id, decided.listing_id) == (kept.id, other.id)


def test_links_that_nobody_used_go_along(claire: Actor) -> None:
    kept, other = published(claire), published(claire)
    links = [
        CampaignLink(
            listing_id=other.id, mail="a@exemple.fr", digest=d, expires_at=LATER, used_at=used
        )
        for d, used in (("a", None), ("b", NOW))
    ]
    _add(Campaign(caf_id=kept.caf_id, subject="Vos horaires", created_at=NOW, links=links))
    _merge(kept, other, claire)
    assert [link.listing_id for link in links] == [kept.id, other.id]


def test_a_proposal_that_waits_is_decided_first(claire: Actor) -> None:
    kept, other = published(claire, "Un"), published(claire, "Deux")
    _add(
        Proposal(
            listing_id=other.id,
            origin=ProposalOrigin.LIEN,
            author="a@exemple.fr",
            seen=as_json(content_of(other)),
            content=as_json(content_of(other)),
            created_at=NOW,
        )
    )
    with pytest.raises(RefusedError, match="Une proposition attend pour «Deux»"):
        _merge(kept, other, claire)
