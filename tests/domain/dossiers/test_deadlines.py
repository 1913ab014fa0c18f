"""Deadlines: what a file must not wait for longer than, from where it stands and its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.deadlines import (
    CHASED,
    Deadline,
    DeadlineKind,
    Delays,
    FollowedFile,
    deadlines,
)
from portal.domain.dossiers.states import CLOSED, DossierState

S, K = DossierState, DeadlineKind
DAY = date(2026, 3, 2)
YEAR = Convention(date(2026, 1, 1), date(2026, 12, 31))
THREE_YEARS = Convention(date(2026, 1, 1), date(2028, 12, 31))


def due(
    file: FollowedFile, today: date = DAY, delays: Delays | None = None
) -> list[tuple[K, date]]:
    return [(each.kind, each.due) for each in deadlines(file, today, delays or Delays())]


def granted(state: S, convention: Convention = YEAR, **more: object) -> FollowedFile:
    steps = ((S.DEPOSEE, date(2025, 10, 1)), (state, DAY))
    return FollowedFile(state, steps, convention, **more)  # type: ignore[arg-type]


def test_a_draft_has_no_deadline() -> None:
    assert due(FollowedFile(S.BROUILLON, ())) == []


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_file_waits_for_nothing(state: S) -> None:
    assert due(granted(state), today=date(2028, 1, 1)) == []


@pytest.mark.parametrize("state", [S.DEPOSEE, S.EN_INSTRUCTION])
def test_the_instruction_ends_within_sixty_days_of_the_deposit(state: S) -> None:
    file = FollowedFile(state, ((S.DEPOSEE, DAY), (state, DAY + timedelta(days=9))))

    assert due(file) == [(K.INSTRUCTION, date(2026, 5, 1))]


def test_documents_are_awaited_for_thirty_days_from_the_last_time_they_were_asked() -> None:
    file = FollowedFile(
        S.PIECES_DEMANDEES,
        (
            (S.DEPOSEE, date(2026, 1, 5)),
            (S.PIECES_DEMANDEES, date(2026, 1, 10)),
            (S.EN_INSTRUCTION, date(2026, 2, 1)),
            (S.PIECES_DEMANDEES, DAY),
        ),
    )

    assert due(file) == [(K.INSTRUCTION, date(2026, 3, 6)), (K.PIECES, date(2026, 4, 1))]


def test_a_decision_follows_the_opinion_within_thirty_days() -> None:
    assert due(FollowedFile(S.AVIS_RENDU, ((S.AVIS_RENDU, DAY),))) == [
        (K.DECISION, date(2026, 4, 1))
    ]


def test_a_convention_follows_the_grant_within_sixty_days() -> None:
    assert (K.CONVENTION, date(2026, 5, 1)) in due(granted(S.ACCORDEE))


def test_the_balance_follows_the_report_within_sixty_days() -> None:
    assert (K.SOLDE, date(2026, 5, 1)) in due(granted(S.BILAN_RECU))


@pytest.mark.parametrize("state", [S.CONVENTIONNEE, S.ACOMPTE_VERSE])
def test_the_report_is_due_at_the_end_of_the_april_that_follows(state: S) -> None:
    assert (K.BILAN, date(2027, 4, 30)) in due(granted(state))


def test_each_covered_year_is_reported_on() -> None:
    told = due(granted(S.CONVENTIONNEE, THREE_YEARS))

    assert [day for kind, day in told if kind is K.BILAN] == [
        date(2027, 4, 30),
        date(2028, 4, 30),
        date(2029, 4, 30),
    ]


def test_a_year_whose_indicators_were_entered_is_reported_on() -> None:
    told = due(granted(S.CONVENTIONNEE, THREE_YEARS, reported=frozenset({2026, 2028})))

    assert [day for kind, day in told if kind is K.BILAN] == [date(2028, 4, 30), date(2029, 4, 30)]


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (date(2027, 4, 30), False),
        (date(2027, 5, 1), True),
    ],
)
def test_the_report_is_late_once_its_own_day_is_over_and_not_when_the_convention_ends(
    today: date, late: bool
) -> None:
    [found] = deadlines(granted(S.ACOMPTE_VERSE, renewed=True), today, Delays())

    assert (found.kind, found.due) == (K.BILAN, date(2027, 4, 30))
    assert found.is_late(today) is late


def test_nobody_is_late_with_a_renewal_on_the_day_of_a_late_grant() -> None:
    late = FollowedFile(S.ACCORDEE, ((S.ACCORDEE, date(2026, 11, 20)),), YEAR)
    assert (K.RENOUVELLEMENT, date(2026, 12, 20)) in due(late)


def test_the_renewal_is_prepared_ninety_days_before_the_end() -> None:
    assert (K.RENOUVELLEMENT, date(2026, 10, 2)) in due(granted(S.BILAN_RECU))


@pytest.mark.parametrize(
    ("today", "renewed"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)]
)
def test_what_was_renewed_or_ended_is_renewed_no_more(today: date, renewed: bool) -> None:
    found = due(granted(S.ACOMPTE_VERSE, renewed=renewed), today)

    assert K.RENOUVELLEMENT not in [kind for kind, _ in found]


def test_a_settled_file_is_renewed_before_its_convention_ends() -> None:
    assert due(granted(S.SOLDEE)) == [(K.RENOUVELLEMENT, date(2026, 10, 2))]


def test_delays_are_adjustable_and_say_so() -> None:
    file = FollowedFile(S.AVIS_RENDU, ((S.AVIS_RENDU, DAY),))

    found = deadlines(file, DAY, Delays(decision=10))

    assert found == (Deadline(date(2026, 3, 12), K.DECISION, "10 jours après l’avis (choix)"),)


def test_a_day_is_late_once_it_is_over() -> None:
    deadline = Deadline(DAY, K.DECISION, "")

    assert not deadline.is_late(DAY)
    assert deadline.is_late(DAY + timedelta(days=1))


def test_only_what_the_managing_body_owes_is_asked_for_again() -> None:
    assert {K.PIECES, K.BILAN} == CHASED
