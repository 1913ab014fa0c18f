"""The sums of money and of indicators are the same on PostgreSQL as anywhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from portal.domain.access import Role
from portal.domain.dossiers.states import DossierState
from portal.domain.territory import Territory
from portal.services.dossiers.finances import finances_of
from portal.services.indicators.aggregating import TotalsQuestion, aggregate
from portal.services.indicators.areas import reached_area
from portal.services.indicators.catalogue import load_catalogue
from portal.services.seed import seed
from portal.store.db import db
from tests.conftest import NOW
from tests.dossiers import TODAY, place_in
from tests.finances import Filed, file_of
from tests.staff import HERE, actor_of, caf_of
from tests.totals import FAMILIES, YEAR, answer, fund

S = DossierState

pytestmark = pytest.mark.postgresql


@pytest.mark.usefixtures("postgresql_app")
def test_money_and_indicators_add_up_on_postgresql(territory: Territory) -> None:
    seed(territory, NOW.date(), demonstration=True)
    place = place_in()
    two_years = (date(2026, 7, 1), date(2027, 6, 30))
    file_of(place, Filed(S.ACOMPTE_VERSE, "36500.00", *two_years, [("20000.00", TODAY)]))
    file_of(place, Filed(S.ACCORDEE, "0.01"))
    money = finances_of(db.session(), territory, [caf_of(HERE)], 2026, TODAY)
    assert money.total.engaged == Decimal("18400.01")
    assert (money.total.paid, money.total.to_pay) == (Decimal("20000.00"), Decimal("0.01"))
    assert [line.files for line in money.states] == [1, 1]
    answer(fund(place), {FAMILIES: 12})
    by = actor_of(Role.CNAF)
    asked = TotalsQuestion(YEAR, reached_area(db.session(), territory, by, "caf-87"))
    found = aggregate(db.session(), territory, load_catalogue(), asked, by)
    assert found.whole.totals[FAMILIES].value == 12
