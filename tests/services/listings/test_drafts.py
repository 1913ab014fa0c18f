"""Drafts of forms: one for each agent and listing, which nobody else ever reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.access import Actor, Role
from portal.services.listings.drafts import forget_draft, keep_draft
from portal.services.posted_fields import TooLongError, unpacked
from portal.store.db import NotFoundError, db
from portal.store.workbench import ListingDraft, find_draft
from tests.conftest import NOW
from tests.staff import ELSEWHERE, HERE, actor_of, listing_in


@pytest.fixture
def claire(app: Flask) -> Actor:
    """Return an agent of this Caf."""
    del app
    return actor_of(Role.AGENT)


def _draft(by: Actor, listing_id: int | None) -> ListingDraft | None:
    assert by.agent_id
    return find_draft(db.session(), by.agent_id, listing_id)


@pytest.mark.parametrize("new", [True, False])
def test_the_last_draft_of_a_form_is_the_one_that_is_kept(claire: Actor, new: bool) -> None:
    listing_id = None if new else listing_in().id
    keep_draft(listing_id, [("nom", "Un")], 1, claire, NOW)
    keep_draft(listing_id, [("nom", "Deux"), ("nom", "Trois")], 1, claire, NOW + timedelta(1))
    draft = _draft(claire, listing_id)
    assert draft
    assert unpacked(draft.fields) == [("nom", "Deux"), ("nom", "Trois")]
    assert draft.saved_at == NOW + timedelta(1)
    assert db.session().scalar(select(func.count()).select_from(ListingDraft)) == 1


def test_an_agent_never_finds_the_draft_of_another(claire: Actor) -> None:
    listing_id = listing_in().id
    keep_draft(listing_id, [("nom", "Un")], 1, claire, NOW)
    assert _draft(actor_of(Role.RESPONSABLE), listing_id) is None


def test_a_draft_that_is_forgotten_is_gone(claire: Actor) -> None:
    keep_draft(None, [("nom", "Un")], None, claire, NOW)
    forget_draft(None, claire)
    forget_draft(None, claire)
    assert _draft(claire, None) is None


def test_there_is_no_draft_of_a_listing_out_of_reach(claire: Actor) -> None:
    with pytest.raises(NotFoundError):
        keep_draft(listing_in(ELSEWHERE).id, [], 1, claire, NOW)
    assert listing_in(HERE)


def test_a_draft_that_is_far_too_long_is_refused(claire: Actor) -> None:
    with pytest.raises(TooLongError, match="trop long"):
        keep_draft(None, [("note", "x" * 300_000)], None, claire, NOW)
