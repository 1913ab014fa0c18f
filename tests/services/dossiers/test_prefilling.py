"""A new file begins with what its listing says, and with nothing that it does not say."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.listing import (
    Cost,
    LegalStatus,
    ListingKind,
    ListingStatus,
    Mode,
    NearbyService,
    Premises,
)
from portal.domain.referentiel import Facts, FundingText, facts_from
from portal.domain.referentiel.words import AgeBand, Mission
from portal.domain.territory import Territory
from portal.services.dossiers.asked import asked_of
from portal.services.dossiers.prefilling import differing, prefilled, said_by
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.sites import ExceptionalHoursRow, Site
from tests.conftest import NOW

TODAY = NOW.date()
LABELS = {"pmi_antenne": "Permanence de PMI"}


@pytest.fixture
def listing(empty_app: Flask) -> Listing:
    """Return a listing that says nothing yet."""
    del empty_app
    return _saved(Listing(slug="tilleuls", kind=ListingKind.LIEU_RESSOURCE, name="Les Tilleuls"))


def _saved(listing: Listing) -> Listing:
    db.session().add(listing)
    db.session().commit()
    return listing


def _said(listing: Listing, territory: Territory) -> Facts:
    return said_by(db.session(), listing, territory, LABELS, TODAY)


def _centre(code_insee: str, **more: object) -> Listing:
    site = Site(code_insee=code_insee)
    return _saved(
        Listing(
            slug=f"centre-{code_insee}",
            kind=ListingKind.CENTRE_SOCIAL,
            name="Centre social",
            status=ListingStatus.PUBLIEE,
            sites=[site],
            **more,
        )
    )


def test_what_the_listing_does_not_say_stays_unknown(
    listing: Listing, territory: Territory
) -> None:
    assert _said(listing, territory) == facts_from({})


def test_a_new_file_counts_the_twelve_months_from_today(
    listing: Listing, territory: Territory
) -> None:
    found = prefilled(db.session(), listing, territory, LABELS, FundingText.F, TODAY)
    assert (found.text, found.first_year, found.last_year) == (FundingText.F, 2026, 2026)
    assert found.facts.a_partir_du == TODAY
    assert found.budget.charges == ()


def test_everything_that_the_listing_knows_is_taken_over(
    listing: Listing, territory: Territory
) -> None:
    listing.operator = Operator(name="Les Tilleuls", legal_status=LegalStatus.ASSOCIATION)
    listing.cost, listing.accessible = Cost.GRATUIT, True
    listing.publics = ("tous_parents", "futurs_parents", "parent_handicap", "enfant_handicap")
    listing.premises = (Premises.ESPACE_COLLECTIF.value, Premises.ACCES_SPECIFIQUE.value)
    listing.nearby_services = (NearbyService.ECOLE.value,)
    listing.offers = [
        Offer(theme="information", position=0),
        Offer(theme="groupe_naissance", position=1),
        Offer(theme="separation", position=2),
        Offer(theme="pmi_antenne", position=3, partner="PMI de Limoges", schedule="le mardi"),
    ]
    facts = _said(listing, territory)
    assert (facts.statut_juridique, facts.frais) == (LegalStatus.ASSOCIATION, Cost.GRATUIT)
    assert facts.missions == (Mission.INFORMATION,)
    assert facts.partenariats
    assert facts.partenariats[0].partenaire == "PMI de Limoges"
    assert facts.partenariats[0].nature == "Permanence de PMI, le mardi"
    assert (facts.ouvert_a_tous, facts.collectifs_parents) == (True, True)
    assert (facts.accompagne_moments_cles, facts.prise_en_compte_handicap) == (True, True)
    assert (facts.espace_collectif, facts.acces_specifique) == (True, True)
    assert facts.services_familles_proches == ("École",)


def test_a_word_that_is_not_in_the_listing_is_no_no(listing: Listing, territory: Territory) -> None:
    listing.publics, listing.premises = ("tous_parents",), (Premises.ESPACE_COLLECTIF.value,)
    listing.accessible = True
    facts = _said(listing, territory)
    assert (facts.ouvert_a_tous, facts.espace_confidentiel) == (None, None)
    assert facts.accessibilite_universelle is None


def test_a_place_that_is_not_accessible_is_not_universally_so(
    listing: Listing, territory: Territory
) -> None:
    listing.accessible = False
    assert _said(listing, territory).accessibilite_universelle is False


@pytest.mark.parametrize(
    ("publics", "ages"),
    [
        (("parents_0_3_ans", "parents_3_6_ans"), (AgeBand.AGE_0_3, AgeBand.AGE_3_6)),
        (("tous_parents", "parents_0_3_ans"), None),
        (
            (
                "tous_parents",
                "parents_0_3_ans",
                "parents_3_6_ans",
                "parents_6_11_ans",
                "parents_adolescents",
            ),
            tuple(AgeBand),
        ),
    ],
)
def test_ages_beside_all_parents_are_only_examples(
    publics: tuple[str, ...],
    ages: tuple[AgeBand, ...] | None,
    listing: Listing,
    territory: Territory,
) -> None:
    listing.publics = publics
    assert _said(listing, territory).tranches_age == ages


def test_sites_come_with_their_hours_and_the_closures_to_come(
    listing: Listing, territory: Territory
) -> None:
    listing.sites = [
        Site(
            code_insee="87085",
            hours="Mo-Fr 09:00-12:00; PH off",
            exceptional_hours=[
                ExceptionalHoursRow(starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 20)),
                ExceptionalHoursRow(starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 31)),
                ExceptionalHoursRow(
                    starts_on=date(2027, 1, 9), ends_on=date(2027, 1, 9), hours="10:00-12:00"
                ),
            ],
        ),
        Site(stop="En ligne", departements=("87",), position=1),
        Site(stop="Mal notés", code_insee="87011", hours="quand on peut", position=2),
    ]
    stops = _said(listing, territory).sites
    assert stops
    assert [stop.code_insee for stop in stops] == ["87085", "87011"]
    assert (stops[0].horaires, stops[1].horaires) == ("Mo-Fr 09:00-12:00; PH off", None)
    assert [(each.du, each.au) for each in stops[0].fermetures or ()] == [
        (date(2026, 12, 24), date(2026, 12, 31))
    ]


def test_a_social_centre_of_the_epci_is_known_and_its_absence_is_not(
    listing: Listing, territory: Territory
) -> None:
    listing.sites = [Site(code_insee="87085")]
    _centre("33063")
    _centre("87085", demonstration=True)
    assert _said(listing, territory).centre_social_sur_territoire is None
    _centre("87114")
    assert _said(listing, territory).centre_social_sur_territoire is True


def test_an_anonymous_line_says_so(listing: Listing, territory: Territory) -> None:
    listing.kind, listing.modes = ListingKind.ECOUTE_DISTANCE, (Mode.ANONYME.value,)
    facts = _said(listing, territory)
    assert (facts.anonymat, facts.sites, facts.missions) == (True, None, None)


def test_nothing_is_told_that_no_rule_of_the_type_reads(app: Flask, territory: Territory) -> None:
    del app
    for listing in db.session().scalars(select(Listing)):
        said = _said(listing, territory)
        told = {name for name, value in said if value is not None}
        assert told <= asked_of(listing.kind)
        assert facts_from(said.model_dump(mode="json", exclude_none=True)) == said


def test_only_what_the_listing_says_otherwise_is_offered() -> None:
    kept = facts_from({"frais": "payant", "lieu_dedie": True, "missions": ["diagnostic_besoins"]})
    said = facts_from({"frais": "gratuit", "missions": ["information"], "acces_specifique": True})
    told = differing(kept, said, TODAY)
    assert told == facts_from(
        {
            "frais": "gratuit",
            "lieu_dedie": True,
            "missions": ["diagnostic_besoins", "information"],
            "acces_specifique": True,
        }
    )
    assert differing(told, said, TODAY) is None


def test_partnerships_of_the_file_stay_beside_those_of_the_listing() -> None:
    kept = facts_from({"partenariats": [{"partenaire": "École"}, {"partenaire": "PMI"}]})
    said = facts_from({"partenariats": [{"partenaire": "PMI", "nature": "le mardi"}]})
    assert differing(kept, said, TODAY) is None


def test_a_closure_that_is_over_makes_no_difference() -> None:
    site = {"code_insee": "87085", "horaires": "Mo 09:00-12:00"}
    over = [{"du": "2026-08-01", "au": "2026-08-20"}]
    kept = facts_from({"sites": [site | {"fermetures": over}]})
    assert differing(kept, facts_from({"sites": [site]}), TODAY) is None
    moved = facts_from({"sites": [site | {"horaires": "Tu 09:00-12:00"}]})
    told = differing(kept, moved, TODAY)
    assert told
    assert told.sites == moved.sites


def test_what_the_listing_does_not_say_of_a_place_takes_nothing_away() -> None:
    closed = [{"du": "2026-12-24", "au": "2026-12-31"}]
    here = {"code_insee": "87085", "horaires": "Mo 09:00-12:00", "fermetures": closed}
    elsewhere = {"code_insee": "87011", "horaires": "Tu 09:00-12:00"}
    kept = facts_from({"sites": [here, elsewhere]})
    assert differing(kept, facts_from({"sites": [{"code_insee": "87085"}]}), TODAY) is None
    said = facts_from({"sites": [{"code_insee": "87065"}, {"code_insee": "87011"}]})
    told = differing(kept, said, TODAY)
    assert told == facts_from({"sites": [here, elsewhere, {"code_insee": "87065"}]})
