"""The table of the states of a file is that of the specification, and holds together."""

from __future__ import annotations

from portal.domain.access import PERMISSIONS, Permission, Role
from portal.domain.dossiers.states import (
    ACTS,
    AXES,
    CLOSED,
    DECISIONS,
    FUNDING,
    NEEDED,
    PAYING,
    TRANSITIONS,
    DossierState,
)
from portal.domain.referentiel.words import FUNDED_KINDS

WANTED = {
    "brouillon": "deposee abandonnee",
    "deposee": "en_instruction abandonnee",
    "en_instruction": "pieces_demandees avis_rendu abandonnee",
    "pieces_demandees": "en_instruction abandonnee",
    "avis_rendu": "accordee refusee en_instruction",
    "accordee": "conventionnee abandonnee",
    "conventionnee": "acompte_verse bilan_recu resiliee",
    "acompte_verse": "bilan_recu resiliee",
    "bilan_recu": "soldee",
    "refusee": "",
    "soldee": "",
    "abandonnee": "",
    "resiliee": "",
}


def test_the_table_is_the_one_that_was_asked_for() -> None:
    found = {str(state): " ".join(further) for state, further in TRANSITIONS.items()}
    assert found == WANTED


def test_a_closed_file_goes_nowhere() -> None:
    assert {str(state) for state in CLOSED} == {"refusee", "soldee", "abandonnee", "resiliee"}


def test_only_what_was_granted_and_not_ended_funds() -> None:
    after_a_grant, reached = {DossierState.ACCORDEE}, set[DossierState]()
    while after_a_grant:
        state = after_a_grant.pop()
        reached.add(state)
        after_a_grant |= set(TRANSITIONS[state]) - reached
    assert reached - {DossierState.ABANDONNEE, DossierState.RESILIEE} == FUNDING


def test_each_state_has_a_permission_and_a_sentence_of_its_own() -> None:
    assert set(NEEDED) == set(ACTS) == set(DossierState)
    assert len(set(ACTS.values())) == len(DossierState)


def test_who_decides_is_who_answers_for_a_caf() -> None:
    for state in DECISIONS | PAYING:
        may = {role for role in Role if NEEDED[state] in PERMISSIONS[role]}
        assert may == {Role.RESPONSABLE, Role.ADMIN}


def test_only_a_responsable_sets_a_rule_aside() -> None:
    may = {role for role in Role if Permission.OVERRIDE_RULES in PERMISSIONS[role]}
    assert may == {Role.RESPONSABLE}


def test_every_funded_kind_has_an_axis() -> None:
    assert set(AXES) == set(FUNDED_KINDS)
