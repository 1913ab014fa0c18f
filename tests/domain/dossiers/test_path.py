"""The way of a file: what was done, where it is, what is left, and whose turn it is."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.access import Actor, Role
from portal.domain.dossiers.path import Stage, awaited, duties, milestones
from portal.domain.dossiers.states import CLOSED, TRANSITIONS, DossierState

S = DossierState
OPENED, LATER = date(2026, 1, 5), date(2026, 3, 2)


def _way(*states: DossierState) -> list[tuple[DossierState, Stage]]:
    return [(each.state, each.stage) for each in milestones(OPENED, [(s, LATER) for s in states])]


def test_a_draft_has_the_whole_way_before_it() -> None:
    way = milestones(OPENED, [])
    assert (way[0].state, way[0].stage, way[0].on) == (S.BROUILLON, Stage.ICI, OPENED)
    assert [each.state for each in way[1:]] == [
        S.DEPOSEE,
        S.EN_INSTRUCTION,
        S.AVIS_RENDU,
        S.ACCORDEE,
        S.CONVENTIONNEE,
        S.ACOMPTE_VERSE,
        S.BILAN_RECU,
        S.SOLDEE,
    ]
    assert {each.stage for each in way[1:]} == {Stage.A_VENIR}


def test_a_file_that_waits_for_documents_goes_back_to_where_it_was() -> None:
    asked = _way(S.DEPOSEE, S.EN_INSTRUCTION, S.PIECES_DEMANDEES)
    assert asked[3:5] == [(S.PIECES_DEMANDEES, Stage.ICI), (S.EN_INSTRUCTION, Stage.A_VENIR)]
    back = _way(S.DEPOSEE, S.EN_INSTRUCTION, S.PIECES_DEMANDEES, S.EN_INSTRUCTION)
    assert back == _way(S.DEPOSEE, S.EN_INSTRUCTION)


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_file_has_nothing_before_it(state: DossierState) -> None:
    assert _way(S.DEPOSEE, state)[-1] == (state, Stage.ICI)
    assert awaited(state) == ""


def test_an_open_file_always_waits_for_something_that_the_table_has() -> None:
    admin = duties(Actor(None, "", Role.ADMIN))
    for state in set(S) - CLOSED:
        assert awaited(state)
        assert TRANSITIONS[state]
    waiting_elsewhere = {S.PIECES_DEMANDEES, S.ACOMPTE_VERSE}
    assert admin.own | admin.shared == set(S) - CLOSED - waiting_elsewhere


@pytest.mark.parametrize(
    ("role", "own", "shared"),
    [
        (Role.LECTEUR, set(), set()),
        (Role.AGENT, set(), set()),
        (Role.INSTRUCTEUR, {S.BROUILLON, S.DEPOSEE, S.EN_INSTRUCTION}, set()),
        (
            Role.RESPONSABLE,
            {S.BROUILLON, S.DEPOSEE, S.EN_INSTRUCTION},
            {S.AVIS_RENDU, S.ACCORDEE, S.CONVENTIONNEE, S.BILAN_RECU},
        ),
    ],
)
def test_whose_turn_it_is_follows_from_the_role(
    role: Role, own: set[DossierState], shared: set[DossierState]
) -> None:
    found = duties(Actor(1, "", role))
    assert (set(found.own), set(found.shared)) == (own, shared)
