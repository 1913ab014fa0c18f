"""The finance view against sums made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.dossiers.states import DossierState
from portal.domain.listing import ListingKind
from portal.domain.territory import Territory
from portal.services.dossiers.finances import Finances, finances_of, reached_caf
from portal.store.db import NotFoundError, db, transaction
from portal.store.envelopes import Envelope
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.dossiers import TODAY, place_in
from tests.finances import Filed, file_of
from tests.staff import ELSEWHERE, HERE, actor_of, caf_of

S = DossierState


@pytest.fixture
def place(app: Flask) -> Listing:
    del app
    return place_in()


def _year(territory: Territory, year: int = 2026, *codes: str) -> Finances:
    cafs = [caf_of(code) for code in codes or (HERE,)]
    return finances_of(db.session(), territory, cafs, year, TODAY)


def _figures(finances: Finances) -> tuple[str, str, str]:
    total = finances.total
    return str(total.engaged), str(total.paid), str(total.to_pay)


def test_what_is_granted_or_further_is_engaged(place: Listing, territory: Territory) -> None:
    file_of(place, Filed(S.ACCORDEE, "1000.10"))
    file_of(place, Filed(S.CONVENTIONNEE, "2000.20"))
    file_of(place, Filed(S.AVIS_RENDU))
    file_of(place, Filed(S.REFUSEE))
    found = _year(territory)
    assert _figures(found) == ("3000.30", "0.00", "3000.30")
    assert found.total.files == 2


def test_what_closed_files_gave_up_is_not_engaged(place: Listing, territory: Territory) -> None:
    july = date(2026, 7, 1)
    file_of(place, Filed(S.SOLDEE, "1000.00", payments=[("700.00", july), ("250.00", july)]))
    file_of(place, Filed(S.RESILIEE, "500.00", payments=[("100.00", july)]))
    file_of(place, Filed(S.RESILIEE, "500.00"))
    file_of(place, Filed(S.ABANDONNEE, "800.00"))
    found = _year(territory)
    assert _figures(found) == ("1050.00", "1050.00", "0.00")
    assert found.total.files == 2


def test_a_file_of_several_years_is_in_each_for_its_share(
    place: Listing, territory: Territory
) -> None:
    advance = ("20000.00", date(2026, 9, 1))
    dates = (date(2026, 7, 1), date(2027, 6, 30))
    file_of(place, Filed(S.ACOMPTE_VERSE, "36500.00", *dates, payments=[advance]))
    file_of(place, Filed(S.ACCORDEE, "0.01"))
    assert _figures(_year(territory)) == ("18400.01", "20000.00", "0.01")
    assert _figures(_year(territory, 2027)) == ("18100.00", "0.00", "16500.00")
    assert _figures(_year(territory, 2025)) == ("0.00", "0.00", "0.00")


def test_a_payment_counts_in_the_year_of_its_day(place: Listing, territory: Territory) -> None:
    payments = [("700.00", date(2026, 12, 31)), ("300.00", date(2027, 1, 1))]
    file_of(place, Filed(S.SOLDEE, "1000.00", payments=payments))
    assert _figures(_year(territory)) == ("1000.00", "700.00", "0.00")
    assert _figures(_year(territory, 2027)) == ("0.00", "300.00", "0.00")


def test_each_cut_adds_up_to_the_whole(app: Flask, place: Listing, territory: Territory) -> None:
    del app
    other = place_in(ELSEWHERE)
    file_of(place, Filed(S.ACCORDEE, "100.00"))
    file_of(other, Filed(S.ACCORDEE, "0.07"))
    found = _year(territory, 2026, HERE, ELSEWHERE)
    assert _figures(found)[0] == "100.07"
    for cut in (found.kinds, found.axes, found.epcis):
        assert sum(line.sums.engaged for line in cut) == Decimal("100.07")
    assert [line.name for line in found.kinds] == [ListingKind.LIEU_RESSOURCE.label]
    assert [line.name for line in found.epcis] == [
        "Communauté urbaine Limoges Métropole",
        "Bordeaux Métropole",
    ]


def test_files_of_another_caf_do_not_count(place: Listing, territory: Territory) -> None:
    file_of(place_in(ELSEWHERE), Filed(S.ACCORDEE, "100.00"))
    found = _year(territory)
    assert _figures(found)[0] == "0.00"
    assert (found.kinds, found.states) == ((), ())
    del place


def test_an_envelope_is_that_of_its_caf_and_year(place: Listing, territory: Territory) -> None:
    file_of(place, Filed(S.ACCORDEE, "100.00"))
    with transaction() as session:
        session.add(
            Envelope(caf_id=place.caf_id, year=2026, amount=Decimal("99.99"), updated_at=NOW)
        )
    found = _year(territory)
    assert (found.known.envelope, found.known.excess) == (Decimal("99.99"), Decimal("0.01"))
    assert _year(territory, 2027).known.envelope is None
    both = _year(territory, 2026, HERE, ELSEWHERE)
    assert (both.with_envelope, len(both.exceeding)) == (1, 1)


def test_files_by_state_have_their_number_amounts_and_ages(
    place: Listing, territory: Territory
) -> None:
    file_of(place, Filed(S.DEPOSEE, since=date(2026, 11, 23)))
    file_of(place, Filed(S.DEPOSEE, since=date(2026, 11, 14)))
    file_of(place, Filed(S.SOLDEE, "10.00"))
    deposited, settled = _year(territory).states
    assert (deposited.files, str(deposited.asked)) == (2, "2000.00")
    assert deposited.ages
    assert (deposited.ages.median, deposited.ages.oldest) == (5.5, 10)
    assert (settled.files, str(settled.granted), settled.ages) == (1, "10.00", None)


def test_a_caf_out_of_reach_is_not_there(app: Flask) -> None:
    del app
    by = actor_of(Role.LECTEUR)
    assert reached_caf(db.session(), by, HERE).code == HERE
    for code in (ELSEWHERE, "nulle-part", ""):
        with pytest.raises(NotFoundError):
            reached_caf(db.session(), by, code)
