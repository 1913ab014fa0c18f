"""What a survey counts of the listings in the database."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.listing import ListingKind, ListingStatus, Mode
from portal.domain.territory import Territory
from portal.services.coverage import (
    Question,
    Scope,
    UnknownScopeError,
    caf_scope,
    country,
    departement_scope,
    report,
    survey,
)
from portal.store.db import db
from portal.store.sites import ExceptionalHoursRow
from tests.services.coverage.world import (
    BLOND,
    LIMOGES,
    PARIS_11,
    TODAY,
    line_of,
    publish,
    stop,
    survey_of,
)

pytestmark = pytest.mark.usefixtures("empty_app")


def test_a_published_place_with_hours_covers_the_people_around(territory: Territory) -> None:
    publish()
    line = line_of(survey_of(territory), territory)

    assert (line.tally.places, line.tally.open_places, line.tally.half_days) == (1, 1, 5)
    assert 0 < line.within[0] <= line.within[1] <= line.population


@pytest.mark.parametrize(
    "changes",
    [
        {"status": ListingStatus.BROUILLON},
        {"status": ListingStatus.SUSPENDUE},
        {"kind": ListingKind.LAEP},
        {"demonstration": True},
    ],
)
def test_drafts_partners_and_invented_places_do_not_count(
    territory: Territory, changes: dict[str, object]
) -> None:
    publish(**changes)
    found = survey_of(territory).coverage

    assert (found.total.places, found.within) == (0, (0, 0))


def test_partners_and_invented_places_count_where_asked(territory: Territory) -> None:
    publish(kind=ListingKind.LAEP)
    publish(demonstration=True)
    both = frozenset({ListingKind.LAEP, ListingKind.LIEU_RESSOURCE})

    assert survey_of(territory, kinds=both).coverage.total.places == 1
    assert survey_of(territory, kinds=both, demonstration=True).coverage.total.places == 2


@pytest.mark.parametrize("hours", [None, "off", 'Mo-Fr 09:00-12:00 "sauf vacances"'])
def test_a_place_that_does_not_say_when_it_receives_is_not_open(
    territory: Territory, hours: str | None
) -> None:
    publish(stop(hours=hours))
    found = survey_of(territory).coverage

    assert (found.total.places, found.total.open_places, found.within) == (1, 0, (0, 0))


@pytest.mark.parametrize(
    ("hours", "modes"),
    [(None, (Mode.SUR_RENDEZ_VOUS.value,)), ('Mo 09:00-12:00 "sur rendez-vous"', ())],
)
def test_a_place_that_receives_by_appointment_is_open(
    territory: Territory, hours: str | None, modes: tuple[str, ...]
) -> None:
    publish(stop(hours=hours), modes=modes)

    assert survey_of(territory).coverage.total.open_places == 1


def test_remote_hours_open_nothing(territory: Territory) -> None:
    publish(stop(hours='Mo-Fr 09:00-12:00 "par téléphone"'))
    total = survey_of(territory).coverage.total

    assert (total.open_places, total.half_days) == (0, 0)


def test_a_place_closed_for_the_whole_year_is_not_open(territory: Territory) -> None:
    works = ExceptionalHoursRow(starts_on=date(2026, 1, 1), ends_on=date(2028, 1, 1))
    site = stop()
    site.exceptional_hours = [works]
    publish(site)

    assert survey_of(territory).coverage.total.open_places == 0


def test_unknown_hours_stay_unknown(territory: Territory) -> None:
    publish()
    publish(stop(hours=None))
    line = line_of(survey_of(territory), territory)

    assert line.tally.half_days is None
    assert (line.tally.known_half_days, line.tally.untold) == (5, 1)


def test_an_itinerant_place_is_one_place_in_all_and_one_in_each_area(territory: Territory) -> None:
    publish(
        stop(LIMOGES, "Mo,Tu 09:00-12:00"),
        stop(BLOND, "We 09:00-12:00; Mo 09:00-12:00"),
        itinerant=True,
    )
    found = survey_of(territory)
    lines = [line_of(found, territory, code).tally for code in (LIMOGES, BLOND)]

    assert [(tally.places, tally.stops, tally.half_days) for tally in lines] == [
        (1, 1, 2),
        (1, 1, 2),
    ]
    total = found.coverage.total
    # Monday morning counts once: two stops at the same time are one half-day of the place.
    assert (total.places, total.stops, total.half_days) == (1, 2, 3)


def test_only_the_listings_that_a_file_funds_are_funded(territory: Territory) -> None:
    funded = publish()
    publish(declared_supported=True, declared_caf="87")

    assert survey_of(territory).coverage.total.funded_places == 0
    assert survey_of(territory, funded=frozenset({funded})).coverage.total.funded_places == 1


def test_a_social_centre_is_present_without_being_a_place(territory: Territory) -> None:
    publish(stop(hours=None), kind=ListingKind.CENTRE_SOCIAL)
    line = line_of(survey_of(territory), territory)

    assert (line.social_centre, line.tally.places, line.is_blank) == (True, 0, True)


def test_an_open_place_across_the_border_covers_the_people_near_it(territory: Territory) -> None:
    publish(stop(PARIS_11))
    suburbs = survey_of(territory, "93").coverage

    assert suburbs.total.places == 0
    assert suburbs.within[0] > suburbs.population / 2


def test_an_epci_of_two_departements_counts_the_places_of_its_other_part(
    territory: Territory,
) -> None:
    shared = next(epci for epci in territory.epcis.values() if len(epci.departements) == 2)
    here, there = shared.departements
    inside = next(
        c for c in territory.communes() if (c.epci, c.departement) == (shared.code, there)
    )
    publish(stop(inside.code_insee))
    ours = line_of(survey_of(territory, here), territory, inside.code_insee)
    theirs = line_of(survey_of(territory, there), territory, inside.code_insee)

    assert (ours.tally.places, ours.elsewhere, ours.is_blank) == (0, 1, False)
    assert (theirs.tally.places, theirs.elsewhere) == (1, 0)
    assert ours.population + theirs.population == sum(
        c.population for c in territory.communes() if c.epci == shared.code
    )


def test_the_place_that_helps_most_is_where_nobody_is_covered_yet(territory: Territory) -> None:
    before = report(survey_of(territory), territory)["meilleur_emplacement"]
    publish(stop(before["code_insee"]))
    after = report(survey_of(territory), territory)["meilleur_emplacement"]

    assert before["code_insee"] != after["code_insee"]
    assert before["population_gagnee"] >= after["population_gagnee"] > 0


def test_a_caf_and_the_country_can_be_surveyed(territory: Territory) -> None:
    publish()
    scopes: list[Scope] = [caf_scope(db.session(), "87"), country()]
    found = [survey(db.session(), territory, Question(scope, TODAY)) for scope in scopes]

    assert [each.coverage.total.places for each in found] == [1, 1]
    ours, everyone = (each.coverage for each in found)
    # At 30 km the place also serves people of the next département.
    assert ours.within[0] <= everyone.within[0]
    assert ours.within[1] < everyone.within[1]


@pytest.mark.parametrize("code", ["99", "", "087"])
def test_an_unknown_code_is_told_in_french(territory: Territory, code: str) -> None:
    with pytest.raises(UnknownScopeError, match="aucun n’a le code"):
        departement_scope(territory, code)
    with pytest.raises(UnknownScopeError, match="aucune n’a le code"):
        caf_scope(db.session(), code)


def test_progress_counts_places_and_the_stops_within_reach(territory: Territory) -> None:
    publish(stop(LIMOGES), stop(BLOND))
    publish(stop("16106"))  # Confolens, beyond the border and near enough to serve people inside
    told: list[tuple[int, int]] = []
    scope = departement_scope(territory, "87")
    survey(db.session(), territory, Question(scope, TODAY), lambda *step: told.append(step))

    assert told == [(number, 5) for number in range(1, 6)]
