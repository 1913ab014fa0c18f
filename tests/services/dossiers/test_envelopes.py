"""Envelopes: set by whoever answers for the Caf, in history, never over somebody else's change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.services.audit import broken_link, changes_of
from portal.services.dossiers.envelopes import (
    NewEnvelope,
    RefusedEnvelopeError,
    StaleEnvelopeError,
    set_envelope,
)
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db
from portal.store.envelopes import Envelope, find_envelope
from tests.conftest import NOW
from tests.staff import ELSEWHERE, HERE, actor_of, caf_of


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def _new(amount: str, version: int = 0, code: str = HERE) -> NewEnvelope:
    return NewEnvelope(code, 2026, Decimal(amount), version)


def _found(code: str = HERE) -> Envelope | None:
    db.session().rollback()
    return find_envelope(db.session(), caf_of(code).id, 2026)


def test_history_keeps_what_it_was_and_what_it_is(claire: Actor) -> None:
    first = set_envelope(_new("1000.00"), claire, NOW)
    set_envelope(_new("2500.50", first.version), claire, NOW)
    told = list_events_of(db.session(), "enveloppe", first.id)
    changes = [change for event in told for change in changes_of(event)]
    assert [(change.before, change.after) for change in changes] == [
        ("1\u202f000,00\u00a0€", "2\u202f500,50\u00a0€"),
        ("non renseignée", "1\u202f000,00\u00a0€"),
    ]
    assert "Caf de la Haute-Vienne, 2026" in told[0].sentence
    assert told[0].caf_id == caf_of(HERE).id
    assert broken_link(db.session()) is None


@pytest.mark.parametrize("version", [0, 2])
def test_an_envelope_changed_by_somebody_else_is_not_overwritten(
    claire: Actor, version: int
) -> None:
    set_envelope(_new("1000.00"), claire, NOW)
    with pytest.raises(StaleEnvelopeError):
        set_envelope(_new("2.00", version), claire, NOW)
    kept = _found()
    assert kept
    assert kept.amount == Decimal("1000.00")


def test_the_same_amount_again_makes_no_history(claire: Actor) -> None:
    first = set_envelope(_new("1000.00"), claire, NOW)
    again = set_envelope(_new("1000.00", first.version), claire, NOW)
    assert again.version == first.version
    assert len(list_events_of(db.session(), "enveloppe", first.id)) == 1


def test_nothing_is_an_amount_too(claire: Actor) -> None:
    assert set_envelope(_new("0"), claire, NOW).amount == Decimal("0.00")


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "NaN", "Infinity", "1000000000000.00"])
def test_what_is_no_amount_is_refused(claire: Actor, amount: str) -> None:
    with pytest.raises(RefusedEnvelopeError, match=r"^Enveloppe : "):
        set_envelope(_new(amount), claire, NOW)
    assert _found() is None


def test_the_envelope_of_another_caf_is_not_there(claire: Actor) -> None:
    with pytest.raises(NotFoundError):
        set_envelope(_new("1.00", code=ELSEWHERE), claire, NOW)
    assert _found(ELSEWHERE) is None
