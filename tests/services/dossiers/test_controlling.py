"""A granted file is asked the rules again, with what its listing says today."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.referentiel import Facts, RuleSettings, facts_from
from portal.services.dossiers.controlling import Control, control_of
from portal.store.db import db
from portal.store.dossiers import Dossier
from tests.dossiers import S, file_at
from tests.staff import actor_of

LATER = date(2026, 12, 10)
SETTINGS = RuleSettings()


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def _said(hours: str | None, **facts: object) -> Facts:
    sites = [{"code_insee": "87085", "horaires": hours}]
    return facts_from({"sites": sites if hours else None, **facts})


def _control(dossier: Dossier, said: Facts) -> Control:
    found = control_of(db.session(), dossier, said, SETTINGS, LATER)
    assert found
    return found


def _turned(control: Control) -> dict[str, tuple[str, str]]:
    return {
        turn.now.rule: (turn.before.finding if turn.before else "", turn.now.finding)
        for turn in control.turns
    }


def test_a_place_that_is_as_it_was_finds_what_the_decision_found(claire: Actor) -> None:
    dossier = file_at(S.CONVENTIONNEE, claire)
    control = _control(dossier, _said("Mo-Fr 09:00-12:00"))
    assert _turned(control) == {}
    assert control.evaluation.recevable is True


def test_a_place_that_opens_less_than_when_it_was_granted_is_seen(claire: Actor) -> None:
    dossier = file_at(S.CONVENTIONNEE, claire)
    control = _control(dossier, _said("Mo-We 09:00-12:00"))
    assert _turned(control) == {"L11": ("conforme", "non_conforme")}
    assert control.evaluation.recevable is False


def test_what_the_listing_says_no_more_is_as_the_file_has_it_but_for_the_hours(
    claire: Actor,
) -> None:
    dossier = file_at(S.CONVENTIONNEE, claire)
    control = _control(dossier, _said(None, frais="payant"))
    assert _turned(control) == {
        "L8": ("conforme", "non_conforme"),
        "L11": ("conforme", "indetermine"),
        "L12": ("conforme", "indetermine"),
    }


@pytest.mark.parametrize("state", [S.EN_INSTRUCTION, S.REFUSEE])
def test_a_file_that_was_not_granted_is_not_controlled(state: S, claire: Actor) -> None:
    dossier = file_at(state, claire)
    assert control_of(db.session(), dossier, _said(None), SETTINGS, LATER) is None
