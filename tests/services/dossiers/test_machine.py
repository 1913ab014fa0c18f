"""Files at random: no state is reached outside the table, not a cent appears or disappears.

``DOSSIER_EXAMPLES=20000`` tries that many of them.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from portal.domain.access import Actor, Role
from portal.domain.dossiers.amounts import NOTHING
from portal.domain.dossiers.content import DossierContent
from portal.domain.dossiers.states import AXES, CLOSED, EDITABLE, TRANSITIONS, DossierState
from portal.domain.listing import ListingKind
from portal.domain.referentiel import RULES, Finding, facts_from
from portal.services.dossiers.deciding import Grant, evaluation_of, grant, refuse
from portal.services.dossiers.editing import create_dossier, edit_dossier
from portal.services.dossiers.errors import RefusedStepError
from portal.services.dossiers.evaluating import evaluate_facts, judged_facts, required
from portal.services.dossiers.reading import content_of, money_of
from portal.services.dossiers.stepping import pay, take_step
from portal.store.db import db
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import YEAR, S, paid, place_in, read, seen, signed, twin_of
from tests.services.dossiers.drawn import CENT, SHARES, contents, part_of
from tests.staff import actor_of

EXAMPLES = int(os.environ.get("DOSSIER_EXAMPLES", "200"))
EVERY_RULE = {rule.id: "Dérogation écrite." for rule in RULES}
Move = tuple[int, int, int]
MOVES = st.lists(
    st.tuples(st.integers(0, 99), SHARES | st.sampled_from([0, 1000]), st.sampled_from([0, -1, 1])),
    min_size=6,
    max_size=14,
)


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def _wanted(state: DossierState, drawn: int) -> DossierState:
    """Return a step of the table most of the time, rather one that goes on, else any at all."""
    every, further = list(DossierState), TRANSITIONS[state]
    onward = [wanted for wanted in further if wanted not in CLOSED]
    if drawn < 74:
        every = onward or list(further) or every
    elif drawn < 82:
        every = list(further) or every
    return every[drawn % len(every)]


def _amount(dossier: Dossier, wanted: DossierState, move: Move) -> Decimal:
    """Return a part of what may be granted or paid, a cent less or more at times."""
    whole = dossier.asked if wanted is S.ACCORDEE else money_of(dossier).to_pay
    return part_of(whole, move[1]) + move[2] * CENT


def _try(dossier: Dossier, wanted: DossierState, move: Move, by: Actor) -> bool:
    """Take a step if it can be taken, and tell whether it was."""
    amount = _amount(dossier, wanted, move)
    overrides = EVERY_RULE if move[0] % 4 else {}
    try:
        if wanted is S.ACCORDEE:
            grant(seen(dossier), Grant(amount, YEAR, overrides), signed(by))
        elif wanted is S.REFUSEE:
            refuse(seen(dossier), signed(by))
        elif wanted in (S.ACOMPTE_VERSE, S.SOLDEE):
            pay(seen(dossier), wanted, amount, signed(by))
        else:
            take_step(seen(dossier), wanted, signed(by))
    except RefusedStepError:
        return False
    return True


def _step(dossier: Dossier, move: Move, by: Actor) -> Dossier:
    """Try a step and check that exactly what it means has happened."""
    before = money_of(dossier)
    wanted = _wanted(before.state, move[0])
    amount = _amount(dossier, wanted, move)
    taken = _try(dossier, wanted, move, by)
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


def _correct(dossier: Dossier, wanted: DossierContent, by: Actor) -> Dossier:
    """Try to write another content and check that it is all there, or nothing of it."""
    before, kept = money_of(dossier), content_of(dossier)
    if dossier.state in EDITABLE:
        edit_dossier(dossier.id, wanted, dossier.version, by, NOW)
        kept = wanted
    else:
        with pytest.raises(RefusedStepError):
            edit_dossier(dossier.id, wanted, dossier.version, by, NOW)
    dossier = read(dossier, by)
    after = money_of(dossier)
    assert content_of(dossier) == kept
    assert (after.state, after.granted, after.paid) == (before.state, before.granted, before.paid)
    return dossier


def _check_decision(dossier: Dossier, written: DossierContent) -> None:
    """Check that the decision found what the preview of the same words, not saved, finds."""
    assert dossier.decision
    typed = Dossier(id=dossier.id, listing=dossier.listing)
    facts = judged_facts(db.session(), typed, written, dossier.granted)
    preview = evaluate_facts(db.session(), facts)
    assert evaluation_of(dossier.decision) == preview
    assert facts_from(json.loads(dossier.decision.facts)) == facts
    unmet = (*required(preview, Finding.NON_CONFORME), *required(preview, Finding.INDETERMINE))
    aside = set(json.loads(dossier.decision.overrides))
    assert aside == (set(unmet) if dossier.granted else set())
    event(f"decided: {'granted' if dossier.granted else 'refused'}, {len(unmet)} rules unmet")


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(list(AXES)), contents(), contents(), MOVES)
def test_no_walk_leaves_the_table_or_loses_a_cent(
    claire: Actor,
    kind: ListingKind,
    written: DossierContent,
    correction: DossierContent,
    moves: list[Move],
) -> None:
    dossier = read(create_dossier(twin_of(place_in(), kind).id, written, claire, NOW), claire)
    assert content_of(dossier) == written
    for move in moves:
        if move[0] >= 90:
            if dossier.state is not S.BROUILLON:
                correction = replace(correction, text=written.text)
            written = correction if dossier.state in EDITABLE else written
            dossier = _correct(dossier, correction, claire)
        else:
            dossier = _step(dossier, move, claire)
        assert money_of(dossier).is_whole
        assert dossier.asked == written.budget.asked
    walked = [S.BROUILLON, *(step.state for step in dossier.steps)]
    assert walked[-1] is dossier.state
    assert all(after in TRANSITIONS[before] for before, after in pairwise(walked))
    assert paid(dossier) <= (dossier.granted or NOTHING) <= dossier.asked
    if dossier.decision:
        _check_decision(dossier, written)
    event(f"ends: {dossier.state}")
