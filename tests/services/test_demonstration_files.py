"""The invented funding files: through the same steps as real ones, once."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import FUNDING, DossierState
from portal.services.demonstration_files import prepare_demonstration_files
from portal.services.dossiers.reading import money_of
from portal.store.db import db
from portal.store.dossiers import get_reached_dossier, list_dossiers
from tests.conftest import NOW

EVERYWHERE = Actor(None, "Tout le monde", Role.ADMIN)


@pytest.fixture
def made(app: Flask) -> int:
    return prepare_demonstration_files(app.extensions["portal.projection"].territory, NOW)


def test_each_stands_where_its_data_says_with_the_steps_before(made: int) -> None:
    found = list_dossiers(db.session(), EVERYWHERE)
    assert len(found) == made > 0
    assert {each.state for each in found} >= {DossierState.ACOMPTE_VERSE, DossierState.DEPOSEE}
    for each in found:
        dossier = get_reached_dossier(db.session(), each.id, EVERYWHERE)
        assert dossier.listing.demonstration
        assert dossier.steps[-1].state is dossier.state
        assert [step.on for step in dossier.steps] == sorted(step.on for step in dossier.steps)
        assert dossier.created_at.date() < dossier.steps[0].on
        assert money_of(dossier).is_whole
        assert (dossier.decision is not None) is (dossier.state in FUNDING)


def test_a_second_time_makes_no_more(app: Flask, made: int) -> None:
    territory = app.extensions["portal.projection"].territory
    assert prepare_demonstration_files(territory, NOW) == 0
    assert len(list_dossiers(db.session(), EVERYWHERE)) == made
