"""The deadlines of files: those of one's reach, late ones first."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.deadlines import DeadlineKind, Delays
from portal.domain.dossiers.states import DossierState
from portal.domain.indicators.states import ReportState
from portal.services.dossiers.deadlines import all_deadlines, deadlines_of
from portal.services.dossiers.editing import renew_dossier
from portal.store.db import db, transaction
from portal.store.indicators import IndicatorReport
from tests.conftest import NOW
from tests.dossiers import TODAY, file_at
from tests.staff import ELSEWHERE, HERE, actor_of

S, K = DossierState, DeadlineKind


@pytest.fixture
def head(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def kinds(by: Actor | None, today: date = TODAY) -> list[K]:
    found = all_deadlines(db.session(), by, today, Delays())
    return [each.deadline.kind for each in found]


def test_the_first_day_comes_first(head: Actor) -> None:
    file_at(S.AVIS_RENDU, head)
    file_at(S.CONVENTIONNEE, head, on=date(2026, 3, 2))

    assert kinds(head) == [K.RENOUVELLEMENT, K.DECISION, K.BILAN]


@pytest.mark.parametrize("state", [S.BROUILLON, S.REFUSEE, S.ABANDONNEE, S.RESILIEE])
def test_drafts_and_closed_files_wait_for_nothing(head: Actor, state: S) -> None:
    file_at(state, head)

    assert kinds(head) == []


def test_a_settled_file_is_renewed_while_its_convention_lasts(head: Actor) -> None:
    file_at(S.SOLDEE, head)

    assert kinds(head) == [K.RENOUVELLEMENT]
    assert kinds(head, date(2027, 1, 1)) == []


def test_what_was_renewed_is_renewed_no_more(head: Actor) -> None:
    dossier = file_at(S.SOLDEE, head)

    renew_dossier(dossier.id, head, NOW)

    assert kinds(head) == []


def test_the_files_of_another_caf_are_not_told(head: Actor) -> None:
    file_at(S.AVIS_RENDU, head)
    elsewhere = actor_of(Role.RESPONSABLE, ELSEWHERE)
    file_at(S.DEPOSEE, elsewhere, ELSEWHERE)

    assert kinds(head) == [K.DECISION]
    assert kinds(elsewhere) == [K.INSTRUCTION]
    assert kinds(None) == [K.DECISION, K.INSTRUCTION]


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (ReportState.DEMANDE, [date(2027, 4, 30), date(2028, 4, 30)]),
        (ReportState.SAISI, [date(2028, 4, 30)]),
        (ReportState.VALIDE, [date(2028, 4, 30)]),
    ],
)
def test_indicators_report_on_a_year_once_they_were_sent(
    head: Actor, state: ReportState, due: list[date]
) -> None:
    dossier = file_at(S.ACOMPTE_VERSE, head)
    with transaction() as session:
        dossier.last_year, dossier.ends_on = 2027, date(2027, 12, 31)
        entered = {"state": state, "entered_at": NOW}
        session.add(IndicatorReport(listing_id=dossier.listing_id, year=2026, **entered))

    found = deadlines_of(db.session(), dossier.id, TODAY, Delays())

    assert [each.due for each in found if each.kind is K.BILAN] == due


def test_one_file_tells_its_own(head: Actor) -> None:
    dossier = file_at(S.PIECES_DEMANDEES, head, HERE)
    file_at(S.AVIS_RENDU, head)

    found = deadlines_of(db.session(), dossier.id, TODAY, Delays())

    assert [each.kind for each in found] == [K.PIECES, K.INSTRUCTION]
