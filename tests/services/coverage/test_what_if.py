"""What a scenario promises is what a survey finds once the place is there."""

from __future__ import annotations

import pytest

from portal.domain.territory import Commune, Territory
from portal.services.coverage.what_if import if_opened, where_most_help
from tests.domain.coverage.brute_force import DEPARTEMENTS, inhabited
from tests.services.coverage.world import BLOND, LIMOGES, publish, stop, survey_of

pytestmark = pytest.mark.usefixtures("empty_app")


def _some(departement: str) -> Commune:
    communes = inhabited(departement)
    return communes[len(communes) // 3]


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_the_gain_is_the_difference_between_two_surveys(
    territory: Territory, departement: str
) -> None:
    publish(stop(inhabited(departement)[-1].code_insee))
    before = survey_of(territory, departement)
    promised = if_opened(before, _some(departement))
    publish(stop(promised.commune.code_insee))
    after = survey_of(territory, departement)

    pairs = zip(before.coverage.within, promised.gained, strict=True)
    assert tuple(was + more for was, more in pairs) == after.coverage.within
    gained = {change.line.area.code: change.gained for change in promised.changes}
    for old, new in zip(before.coverage.lines, after.coverage.lines, strict=True):
        more = gained.get(old.area.code, (0, 0))
        assert tuple(a + b for a, b in zip(old.within, more, strict=True)) == new.within


def test_a_zone_blanche_is_filled_by_a_place_in_it(territory: Territory) -> None:
    publish(stop(LIMOGES))
    found = survey_of(territory)
    blond, limoges = (territory.get_commune(code) for code in (BLOND, LIMOGES))

    filled = if_opened(found, blond).fills
    assert filled is not None
    assert filled.area.code == blond.epci
    assert if_opened(found, limoges).fills is None


def test_shares_go_from_before_to_after(territory: Territory) -> None:
    change = if_opened(survey_of(territory), territory.get_commune(LIMOGES)).changes[0]
    people = change.line.population

    assert change.line.area.name == "Communauté urbaine Limoges Métropole"
    assert change.shares == tuple((0, gained / people) for gained in change.gained)


def test_a_place_beyond_the_territory_may_bring_nobody(territory: Territory) -> None:
    opening = if_opened(survey_of(territory), territory.get_commune("75111"))
    assert (opening.gained, opening.changes, opening.fills) == ((0, 0), (), None)


def test_the_places_that_help_most_bring_what_they_promise_one_after_the_other(
    territory: Territory,
) -> None:
    publish(stop(LIMOGES))
    within = survey_of(territory).coverage.within[0]
    proposals = where_most_help(survey_of(territory), territory, 3)

    assert len(proposals) == 3
    for proposal in proposals:
        publish(stop(proposal.commune.code_insee))
        covered = survey_of(territory).coverage.within[0]
        assert covered - within == proposal.together
    gains = [proposal.gained for proposal in proposals]
    assert gains == sorted(gains, reverse=True)
    assert proposals[-1].together == sum(gains)
