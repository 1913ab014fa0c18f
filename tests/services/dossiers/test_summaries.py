"""The summary of a file: at any stage what it says, after a decision what it rested on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import DossierState
from portal.domain.referentiel import FundingText, RuleSettings, rulebook
from portal.services.dossiers.deciding import Grant, grant
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.summaries import Summary, summary_of
from portal.store.db import db
from tests.conftest import NOW
from tests.dossiers import (
    GRANTED,
    PATHS,
    YEAR,
    content,
    file_at,
    go,
    place_in,
    read,
    seen,
    signed,
)
from tests.staff import actor_of

S = DossierState


@pytest.fixture
def head(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def summary_at(state: S, head: Actor) -> Summary:
    return summary_of(db.session(), file_at(state, head), RuleSettings())


@pytest.mark.parametrize("state", [S.BROUILLON, S.AVIS_RENDU, S.REFUSEE, S.SOLDEE])
def test_a_file_has_a_summary_at_any_stage(head: Actor, state: S) -> None:
    summary = summary_at(state, head)

    assert len(summary.findings) == 25
    assert [charge.line.label for charge in summary.charges] == ["Fournitures", "Salaires"]
    assert summary.totals.gap == 0
    assert summary.rulebook == rulebook(FundingText.F).version


def test_the_summary_of_a_draft_follows_the_figures_of_the_installation(head: Actor) -> None:
    dossier = file_at(S.BROUILLON, head)

    summary = summary_of(db.session(), dossier, RuleSettings(half_days=6))

    assert {f.rule: f.finding.value for f in summary.findings}["L11"] == "non_conforme"


def test_each_charge_is_told_with_what_becomes_of_it(head: Actor) -> None:
    told = [charge.words for charge in summary_at(S.BROUILLON, head).charges]

    assert told == [
        "éligible : charge habituelle de fonctionnement",
        "éligible : charge de personnel sans autre financement de la Caf",
    ]


def test_no_charge_is_judged_under_a_text_that_does_not_sort_them(head: Actor) -> None:
    said = replace(content(), text=FundingText.R)
    dossier = create_dossier(place_in().id, said, head, NOW)

    summary = summary_of(db.session(), dossier, RuleSettings())

    assert [charge.line for charge in summary.charges] == list(said.budget.charges)
    assert {charge.words for charge in summary.charges} == {""}


def test_the_summary_of_a_decided_file_is_that_of_its_day(head: Actor) -> None:
    dossier = file_at(S.ACCORDEE, head)

    summary = summary_of(db.session(), dossier, RuleSettings(half_days=6))

    assert {f.rule: f.finding.value for f in summary.findings}["L11"] == "conforme"
    assert (summary.money.granted, summary.convention) == (GRANTED, YEAR)


def test_overrides_are_told_with_their_reasons(head: Actor) -> None:
    dossier = create_dossier(place_in().id, content(acces_specifique=False), head, NOW)
    for wanted in PATHS[S.AVIS_RENDU]:
        dossier = go(dossier, wanted, head)
    grant(seen(dossier), Grant(GRANTED, YEAR, {"L9": "Travaux en mai."}), signed(head))

    summary = summary_of(db.session(), read(dossier, head), RuleSettings())

    assert summary.overrides == (("L9", "Travaux en mai."),)


def test_every_step_is_told(head: Actor) -> None:
    summary = summary_at(S.CONVENTIONNEE, head)

    assert [step.state for step in summary.steps] == list(PATHS[S.CONVENTIONNEE])
