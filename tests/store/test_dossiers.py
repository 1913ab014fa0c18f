"""The database itself keeps files, their steps and their money, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError

from portal.domain.dossiers.budget import Side
from portal.domain.dossiers.convention import PaymentKind
from portal.domain.dossiers.states import Axis, DossierState
from portal.domain.listing import ListingKind
from portal.domain.referentiel.words import BudgetPart, FundingText
from portal.services.seed import seed_references
from portal.store.cafs import list_cafs
from portal.store.db import db, transaction
from portal.store.dossier_trail import DossierDecision, DossierPayment, DossierStep
from portal.store.dossiers import Dossier, DossierLine
from portal.store.listings import Listing
from tests.conftest import NOW

S = DossierState


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def _any_app(request: pytest.FixtureRequest) -> Flask:
    if request.param == "sqlite":
        empty: Flask = request.getfixturevalue("empty_app")
        return empty
    app: Flask = request.getfixturevalue("postgresql_app")
    seed_references()
    return app


pytestmark = pytest.mark.usefixtures("_any_app")

REPLACE = "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"


def _kept(state: DossierState = S.BROUILLON, **changes: object) -> Dossier:
    """Save a file with a line and, but for a draft, everything that happens to one."""
    values: dict[str, object] = {
        "text": FundingText.F,
        "axis": Axis.AXE_1,
        "first_year": 2026,
        "last_year": 2026,
        "asked": Decimal("0.30"),
        "granted": Decimal("0.20"),
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
    }
    with transaction() as session:
        dossier = Dossier(
            listing=Listing(slug="une", kind=ListingKind.LIEU_RESSOURCE, name="Une"),
            caf=list_cafs(session)[0],
            state=state,
            created_at=NOW,
            updated_at=NOW,
            **(values | changes),
        )
        dossier.lines = [_line("0.10", 0), _line("0.20", 1)]
        session.add(dossier)
        if state is not S.BROUILLON:
            _add_trail(dossier)
    return dossier


def _line(amount: str, position: int, **changes: object) -> DossierLine:
    values: dict[str, object] = {"side": Side.CHARGE, "heading": "60", "part": BudgetPart.LIEU}
    return DossierLine(amount=Decimal(amount), position=position, **(values | changes))


def _add_trail(dossier: Dossier) -> None:
    step = DossierStep(state=dossier.state, on=NOW.date(), at=NOW, actor="Claire")
    dossier.steps.append(step)
    session = db.session()
    session.flush()
    made = {"step_id": step.id}
    dossier.decision = DossierDecision(rulebook="F/1", facts="{}", evaluation="{}", **made)
    amount = Decimal("0.10")
    dossier.payments.append(
        DossierPayment(kind=PaymentKind.ACOMPTE, amount=amount, paid_on=NOW.date(), **made)
    )


def test_amounts_come_back_exact_and_add_up_in_the_database() -> None:
    dossier = _kept()
    db.session().expire_all()
    assert [line.amount for line in dossier.lines] == [Decimal("0.10"), Decimal("0.20")]
    total = db.session().scalar(select(func.sum(DossierLine.amount)))
    assert (total, str(dossier.asked)) == (Decimal("0.30"), "0.30")


def test_the_highest_amount_is_kept_to_the_cent() -> None:
    highest = Decimal("999999999999.99")
    assert _kept(asked=highest).asked == highest


def test_less_than_a_cent_is_refused() -> None:
    with pytest.raises(StatementError, match="two decimals"):
        _kept(asked=Decimal("0.305"))


@pytest.mark.parametrize("state", sorted(set(S) - {S.BROUILLON}))
def test_a_file_that_was_submitted_is_never_deleted(state: DossierState) -> None:
    _kept(state)
    bare = "DELETE FROM dossier WHERE id NOT IN (SELECT id FROM dossier WHERE state = 'brouillon')"
    with pytest.raises(DatabaseError, match="never deleted"), transaction() as session:
        session.execute(text(bare))
    with pytest.raises(DatabaseError), transaction() as session:
        session.execute(text("DELETE FROM listing"))


def test_a_draft_may_go_with_its_lines() -> None:
    dossier = _kept()
    with transaction() as session:
        session.delete(session.get_one(Dossier, dossier.id))
    assert db.session().scalar(select(func.count()).select_from(DossierLine)) == 0


@pytest.mark.parametrize("table", ["dossier_step", "dossier_decision", "dossier_payment"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET id = id", REPLACE])
def test_what_happened_to_a_file_is_only_ever_added_to(table: str, act: str) -> None:
    if act == REPLACE and db.engine.dialect.name == "postgresql":
        act = "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id"
    _kept(S.CONVENTIONNEE)
    with pytest.raises(DatabaseError, match="only ever added"), transaction() as session:
        session.execute(text(act.format(table)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"asked": Decimal("-0.01"), "granted": None},
        {"granted": Decimal("0.31")},
        {"granted": Decimal("0.00")},
        {"granted": None},
        {"starts_on": None},
        {"ends_on": date(2025, 12, 31)},
        {"first_year": 2027},
    ],
)
def test_a_file_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
        _kept(S.ACCORDEE, **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": Decimal("-0.01")},
        {"heading": "74"},
        {"heading": "69"},
        {"funder": "caf_volet3"},
        {"side": Side.PRODUIT, "heading": "74", "nature": "personnel"},
    ],
)
def test_a_line_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    dossier = _kept()
    values = {"amount": "1.00", "position": 2} | wrong
    with pytest.raises(IntegrityError, match=r"(?i)check constraint"), transaction() as session:
        session.get_one(Dossier, dossier.id).lines.append(
            _line(str(values.pop("amount")), int(str(values.pop("position"))), **values)
        )
