"""Files at random: no state is reached outside the table, not a cent appears or disappears.

``DOSSIER_EXAMPLES=20000`` tries that many of them.
"""

from __future__ import annotations

import os
from decimal import Decimal
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.access import Actor, Role
from portal.domain.dossiers.amounts import NOTHING
from portal.domain.dossiers.states import CLOSED, TRANSITIONS, DossierState
from portal.services.dossiers.deciding import Grant, evaluation_of, grant, refuse
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.errors import RefusedStepError
from portal.services.dossiers.evaluating import evaluate_content
from portal.services.dossiers.reading import money_of
from portal.services.dossiers.stepping import pay, take_step
from portal.store.db import db
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import GRANTED, YEAR, S, content, paid, place_in, read, seen, signed
from tests.staff import actor_of

EXAMPLES = int(os.environ.get("DOSSIER_EXAMPLES", "200"))
AMOUNTS = st.one_of(
    st.integers(0, 3_000_001), st.sampled_from([-1, 0, 1, 2_999_999, 3_000_000, 3_000_001])
).map(lambda cents: Decimal(cents).scaleb(-2))
MOVES = st.lists(st.tuples(st.integers(0, 99), AMOUNTS), min_size=6, max_size=14)


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def _wanted(state: DossierState, drawn: int) -> DossierState:
    """Return a step of the table most of the time, rather one that goes on, else any at all."""
    every, further = list(DossierState), TRANSITIONS[state]
    onward = [wanted for wanted in further if wanted not in CLOSED]
    if drawn < 60:
        every = onward or list(further) or every
    elif drawn < 80:
        every = list(further) or every
    return every[drawn % len(every)]


def _try(dossier: Dossier, wanted: DossierState, amount: Decimal, by: Actor) -> bool:
    """Take a step if it can be taken, and tell whether it was."""
    try:
        if wanted is S.ACCORDEE:
            grant(seen(dossier), Grant(amount, YEAR), signed(by))
        elif wanted is S.REFUSEE:
            refuse(seen(dossier), signed(by))
        elif wanted in (S.ACOMPTE_VERSE, S.SOLDEE):
            pay(seen(dossier), wanted, amount, signed(by))
        else:
            take_step(seen(dossier), wanted, signed(by))
    except RefusedStepError:
        return False
    return True


def _move(dossier: Dossier, move: tuple[int, Decimal], by: Actor) -> Dossier:
    """Try a move and check that exactly what it means has happened."""
    drawn, amount = move
    before = money_of(dossier)
    wanted = _wanted(before.state, drawn)
    taken = _try(dossier, wanted, amount, by)
    dossier = read(dossier, by)
    after = money_of(dossier)
    if not taken:
        assert after == before
        return dossier
    assert after.state is wanted
    assert wanted in TRANSITIONS[before.state]
    pays = wanted in (S.ACOMPTE_VERSE, S.SOLDEE)
    assert after.paid - before.paid == (amount if pays else NOTHING)
    assert after.granted == (amount if wanted is S.ACCORDEE else before.granted)
    return dossier


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(MOVES)
def test_no_walk_leaves_the_table_or_loses_a_cent(
    claire: Actor, moves: list[tuple[int, Decimal]]
) -> None:
    dossier = create_dossier(place_in().id, content(), claire, NOW)
    for move in moves:
        dossier = _move(dossier, move, claire)
        assert money_of(dossier).is_whole
    walked = [S.BROUILLON, *(step.state for step in dossier.steps)]
    assert walked[-1] is dossier.state
    assert all(after in TRANSITIONS[before] for before, after in pairwise(walked))
    assert dossier.asked == GRANTED
    assert paid(dossier) <= (dossier.granted or NOTHING)
    if dossier.decision:
        assert evaluation_of(dossier.decision) == evaluate_content(db.session(), dossier)
