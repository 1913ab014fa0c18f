"""Steps are the only way on: those of the table, in one piece, with history, within reach."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import TRANSITIONS, DossierState
from portal.services.audit import broken_link, changes_of
from portal.services.dossiers.errors import RefusedStepError, StaleDossierError
from portal.services.dossiers.reading import money_of
from portal.services.dossiers.stepping import Seen, pay, take_step
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db, transaction
from tests.conftest import NOW
from tests.dossiers import ADVANCE, GRANTED, S, file_at, go, read, seen, signed
from tests.staff import ELSEWHERE, actor_of


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def _last_sentence(dossier_id: int) -> str:
    return list_events_of(db.session(), "dossier", dossier_id)[0].sentence


@pytest.mark.parametrize("state", DossierState)
def test_every_step_of_the_table_is_taken_and_no_other(state: DossierState, claire: Actor) -> None:
    dossier = file_at(state, claire)
    for wanted in set(DossierState) - set(TRANSITIONS[state]):
        with pytest.raises(RefusedStepError):
            go(dossier, wanted, claire)
        assert read(dossier, claire).state is state
    for wanted in TRANSITIONS[state]:
        assert go(file_at(state, claire), wanted, claire).state is wanted


def test_each_step_is_dated_signed_and_commented(claire: Actor) -> None:
    dossier = file_at(S.DEPOSEE, claire)
    yesterday = NOW.date() - timedelta(days=1)
    assert dossier.steps[0].on == NOW.date()
    with pytest.raises(RefusedStepError, match="précéder"):
        take_step(seen(dossier), S.EN_INSTRUCTION, signed(claire, on=yesterday))
    take_step(seen(dossier), S.EN_INSTRUCTION, signed(claire, "Dossier complet."))
    step = read(dossier, claire).steps[-1]
    assert (step.actor, step.agent_id) == (claire.name, claire.agent_id)
    assert (step.comment, step.at) == ("Dossier complet.", NOW)
    assert broken_link(db.session()) is None


def test_a_step_is_not_noted_before_its_day(claire: Actor) -> None:
    dossier = file_at(S.DEPOSEE, claire)
    with pytest.raises(RefusedStepError, match="d’avance"):
        take_step(seen(dossier), S.EN_INSTRUCTION, signed(claire, on=date(2026, 11, 25)))


@pytest.mark.parametrize("wanted", [S.PIECES_DEMANDEES, S.AVIS_RENDU, S.ABANDONNEE])
def test_a_step_that_must_be_explained_is_not_taken_in_silence(
    wanted: DossierState, claire: Actor
) -> None:
    dossier = file_at(S.EN_INSTRUCTION, claire)
    with pytest.raises(RefusedStepError, match="expliquée"):
        take_step(seen(dossier), wanted, signed(claire, "  "))


@pytest.mark.parametrize(
    ("state", "wanted"), [(S.EN_INSTRUCTION, S.AVIS_RENDU), (S.AVIS_RENDU, S.ACCORDEE)]
)
def test_nothing_is_advised_or_granted_on_a_budget_that_is_not_balanced(
    state: DossierState, wanted: DossierState, claire: Actor
) -> None:
    dossier = file_at(state, claire)
    with transaction():
        dossier.lines[0].amount += Decimal("0.01")
    with pytest.raises(RefusedStepError, match=f"{wanted.label}», il manque un budget équilibré"):
        go(dossier, wanted, claire)
    assert read(dossier, claire).state is state


def test_a_file_changed_by_somebody_else_is_not_stepped_over(claire: Actor) -> None:
    dossier = file_at(S.DEPOSEE, claire)
    old = seen(dossier)
    go(dossier, S.EN_INSTRUCTION, claire)
    with pytest.raises(StaleDossierError):
        take_step(old, S.ABANDONNEE, signed(claire))
    assert read(dossier, claire).state is S.EN_INSTRUCTION


def test_a_file_of_another_caf_is_not_there(claire: Actor) -> None:
    dossier = file_at(S.DEPOSEE, claire)
    stranger = actor_of(Role.RESPONSABLE, ELSEWHERE)
    with pytest.raises(NotFoundError):
        take_step(seen(dossier), S.EN_INSTRUCTION, signed(stranger))
    with pytest.raises(NotFoundError):
        take_step(Seen(10_000, 1), S.EN_INSTRUCTION, signed(claire))


@pytest.mark.parametrize(
    ("state", "wanted"),
    [(S.AVIS_RENDU, S.ACCORDEE), (S.AVIS_RENDU, S.REFUSEE), (S.CONVENTIONNEE, S.ACOMPTE_VERSE)],
)
def test_who_instructs_neither_decides_nor_pays(
    state: DossierState, wanted: DossierState, claire: Actor
) -> None:
    dossier = file_at(state, claire)
    with pytest.raises(RefusedStepError, match="Votre rôle"):
        go(dossier, wanted, actor_of(Role.INSTRUCTEUR))


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT, Role.CNAF])
def test_who_only_reads_takes_no_step(role: Role, claire: Actor) -> None:
    dossier = file_at(S.DEPOSEE, claire)
    with pytest.raises(RefusedStepError, match="Votre rôle"):
        go(dossier, S.EN_INSTRUCTION, actor_of(role))


def test_an_advance_and_a_balance_pay_what_was_granted(claire: Actor) -> None:
    dossier = file_at(S.SOLDEE, claire)
    kinds = [(str(payment.kind), payment.amount) for payment in dossier.payments]
    assert kinds == [("acompte", ADVANCE), ("solde", GRANTED - ADVANCE)]
    assert money_of(dossier).is_whole
    assert "Solde de 9\u202f000,00\u00a0€" in _last_sentence(dossier.id)


def test_what_a_settled_file_does_not_pay_is_given_up(claire: Actor) -> None:
    dossier = file_at(S.BILAN_RECU, claire)
    pay(seen(dossier), S.SOLDEE, Decimal("0.00"), signed(claire))
    money = money_of(read(dossier, claire))
    assert (money.paid, money.given_up, money.to_pay) == (ADVANCE, GRANTED - ADVANCE, Decimal(0))
    assert money.is_whole


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        (GRANTED + Decimal("0.01"), "dépasse ce qui reste"),
        (Decimal("0.00"), "supérieur à zéro"),
        (Decimal("-1.00"), "supérieur à zéro"),
        (Decimal("0.001"), "deux décimales"),
        (Decimal("NaN"), "deux décimales"),
    ],
)
def test_an_advance_that_makes_money_appear_is_refused(
    amount: Decimal, why: str, claire: Actor
) -> None:
    dossier = file_at(S.CONVENTIONNEE, claire)
    with pytest.raises(RefusedStepError, match=why):
        pay(seen(dossier), S.ACOMPTE_VERSE, amount, signed(claire))
    kept = read(dossier, claire)
    assert (kept.state, kept.payments) == (S.CONVENTIONNEE, [])


def test_history_tells_the_step_and_its_comment(claire: Actor) -> None:
    dossier = file_at(S.REFUSEE, claire)
    newest = list_events_of(db.session(), "dossier", dossier.id)[0]
    told = [(change.field, change.before, change.after) for change in changes_of(newest)]
    assert told == [("Étape", "Avis rendu", "Refusée"), ("Commentaire", "", "Vu.")]


@pytest.mark.parametrize(
    ("state", "wanted"), list(product([S.DEPOSEE, S.AVIS_RENDU], [S.ACCORDEE, S.SOLDEE]))
)
def test_no_decision_and_no_payment_without_its_own_act(
    state: DossierState, wanted: DossierState, claire: Actor
) -> None:
    dossier = file_at(state, claire)
    with pytest.raises(RefusedStepError, match="demande"):
        take_step(seen(dossier), wanted, signed(claire))
