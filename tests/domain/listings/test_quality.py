"""Quality: named criteria, and the one fix that is worth most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from portal.domain.hours.grid import GridSpan, InHolidays, WeekGrid
from portal.domain.hours.grid_writing import text_of
from portal.domain.listing import ContactKind, Cost, ListingKind
from portal.domain.listings.content import (
    ContactContent,
    ExceptionContent,
    ListingContent,
    OfferContent,
    SiteContent,
)
from portal.domain.listings.quality import CRITERIA, VERIFIED, assess

BARE = ListingContent(
    ListingKind.LIEU_RESSOURCE,
    "Maison des parents",
    sites=(SiteContent(commune="Limoges", code_insee="87085"),),
)
DESCRIPTION = (
    "Un lieu pour souffler, parler et rencontrer d’autres parents, avec ou sans rendez-vous."
)
Fix = Callable[[ListingContent], ListingContent]


def _site(**facts: object) -> Fix:
    return lambda c: replace(c, sites=tuple(replace(s, **facts) for s in c.sites))  # type: ignore[arg-type]


def _fact(**facts: object) -> Fix:
    return lambda content: replace(content, **facts)  # type: ignore[arg-type]


FIXES: dict[str, Fix] = {
    "position": _site(latitude=45.83, longitude=1.26),
    "telephone": _fact(contacts=(ContactContent(ContactKind.TELEPHONE, "05 36 49 00 00"),)),
    "horaires": _site(hours="Mo-Fr 09:00-17:00"),
    "vacances": _site(exceptions=(ExceptionContent(date(2026, 12, 21), date(2027, 1, 1)),)),
    "presentation": _fact(description=DESCRIPTION),
    "themes": _fact(offers=(OfferContent("repit"),)),
    "publics": _fact(publics=("tous_parents",)),
    "accueil": _fact(modes=("sur_place",)),
    "cout": _fact(cost=Cost.GRATUIT),
    "accessibilite": _fact(accessible=False),
    "source": _fact(source_url="https://exemple.fr/"),
}


def test_the_points_add_up_to_a_hundred() -> None:
    assert sum(criterion.points for criterion in CRITERIA) == 100
    assert len({criterion.slug for criterion in CRITERIA}) == len(CRITERIA)


def test_a_listing_that_says_nothing_has_no_points() -> None:
    assert assess(BARE, up_to_date=False).score == 0


def test_following_the_advice_again_and_again_leads_to_a_hundred() -> None:
    content, up_to_date = BARE, False
    quality = assess(content, up_to_date=up_to_date)
    while advised := quality.best_fix:
        if advised is VERIFIED:
            up_to_date = True
        else:
            content = FIXES[advised.slug](content)
        better = assess(content, up_to_date=up_to_date)
        assert better.score == quality.score + advised.points
        quality = better
    assert quality.score == 100


@pytest.mark.parametrize("slug", FIXES)
def test_each_fix_alone_is_worth_exactly_its_points(slug: str) -> None:
    quality = assess(FIXES[slug](BARE), up_to_date=False)
    assert [criterion.slug for criterion in quality.met] == [slug]


def test_the_advice_is_the_missing_criterion_that_is_worth_most() -> None:
    advised = assess(BARE, up_to_date=True).best_fix
    assert advised
    assert advised.slug == "horaires"
    assert advised.points == max(criterion.points for criterion in CRITERIA)


@pytest.mark.parametrize(
    "description", ["Trop court.", DESCRIPTION.upper(), DESCRIPTION + " Venez !!", "  ", None]
)
def test_a_description_that_is_short_or_shouts_is_not_clear(description: str | None) -> None:
    missing = assess(replace(BARE, description=description), up_to_date=False).missing
    assert "presentation" in {criterion.slug for criterion in missing}


def test_hours_that_nobody_can_read_count_as_missing() -> None:
    unreadable = _site(hours="le mardi, parfois")(BARE)
    missing = {criterion.slug for criterion in assess(unreadable, up_to_date=False).missing}
    assert {"horaires", "vacances"} <= missing


@pytest.mark.parametrize("holidays", [h for h in InHolidays if h is not InHolidays.UNSAID])
def test_every_answer_about_the_holidays_counts(holidays: InHolidays) -> None:
    usual = ((GridSpan(540, 720),), *((),) * 6)
    other = ((GridSpan(600, 720),), *((),) * 6)
    told = _site(hours=text_of(WeekGrid(usual, holidays, other)))(BARE)
    met = {criterion.slug for criterion in assess(told, up_to_date=False).met}
    assert {"horaires", "vacances"} <= met


def test_one_stop_without_hours_is_enough_to_lack_them() -> None:
    stops = (SiteContent(stop="Halle", hours="Tu 09:00-12:00"), SiteContent(stop="Stade"))
    quality = assess(replace(BARE, sites=stops), up_to_date=False)
    assert "horaires" in {criterion.slug for criterion in quality.missing}


def test_a_phone_that_staff_keep_for_themselves_calls_nobody() -> None:
    contact = ContactContent(ContactKind.TELEPHONE, "05 36 49 00 00", is_public=False)
    quality = assess(replace(BARE, contacts=(contact,)), up_to_date=False)
    assert "telephone" in {criterion.slug for criterion in quality.missing}


def test_a_line_is_not_asked_for_an_entrance() -> None:
    line = replace(BARE, kind=ListingKind.ECOUTE_DISTANCE, modes=("telephone",))
    met = {criterion.slug for criterion in assess(line, up_to_date=False).met}
    assert {"position", "accessibilite"} <= met
