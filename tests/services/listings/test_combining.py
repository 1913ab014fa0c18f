"""Two listings of one place put together: what is asked, what is proposed, what comes out."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.listing import ContactKind
from portal.domain.listings.content import ContactContent, ListingContent, OfferContent, SiteContent
from portal.services.listings.combining import Choice, Part, combine, parts_of
from tests.services.listings.pairs import content


def _part(kept: ListingContent, other: ListingContent, label: str) -> Part:
    return next(part for part in parts_of(kept, other) if part.label == label)


def _mail(value: str) -> ContactContent:
    return ContactContent(ContactKind.COURRIEL, value)


def _known(site: SiteContent, number: int) -> SiteContent:
    return replace(site, id=number)


def _saved(listing: ListingContent, *numbers: int) -> ListingContent:
    return replace(listing, sites=tuple(map(_known, listing.sites, numbers)))


def test_what_both_say_is_not_asked() -> None:
    assert parts_of(_saved(content(), 1), _saved(content(), 2)) == []


def test_what_only_the_other_knows_is_proposed() -> None:
    kept, other = _saved(content(), 1), _saved(content(description="Jeux et paroles."), 2)
    part = _part(kept, other, "Présentation")
    assert (part.kept, part.other, part.proposed) == ("", "Jeux et paroles.", Choice.OTHER)
    assert combine(kept, other, {}).description == "Jeux et paroles."


def test_what_both_know_stays_until_somebody_chooses() -> None:
    kept, other = _saved(content("Un"), 1), _saved(content("Deux"), 2)
    assert combine(kept, other, {}).name == "Un"
    assert combine(kept, other, {"name": Choice.OTHER}).name == "Deux"


def test_one_place_is_one_site_whose_hours_can_be_taken() -> None:
    kept = _saved(content(address="1 rue des Écoles", hours="Mo 09:00-12:00"), 1)
    other = _saved(content(address="1, Rue des Ecoles", hours="Tu 14:00-18:00"), 2)
    (site,) = combine(kept, other, {"site:1:hours": Choice.OTHER}).sites
    assert (site.id, site.hours, site.address) == (1, "Tu 14:00-18:00", "1 rue des Écoles")


def test_an_address_goes_with_its_position() -> None:
    kept = _saved(content(at=(45.8336, 1.2611), address="1 rue des Écoles"), 1)
    other = _saved(content(at=(45.8340, 1.2612), address="3 rue des Écoles"), 2)
    (site,) = combine(kept, other, {"site:1:address": Choice.OTHER}).sites
    assert (site.address, site.latitude, site.longitude) == ("3 rue des Écoles", 45.8340, 1.2612)


def test_contacts_and_services_are_taken_from_both_without_repeating_any() -> None:
    kept = _saved(content(contacts=(_mail("a@exemple.fr"),), offers=(OfferContent("jeu"),)), 1)
    contacts = (_mail("A@exemple.fr"), _mail("b@exemple.fr"))
    offers = (OfferContent("jeu", details="à deux"), OfferContent("ecoute"))
    result = combine(kept, _saved(content(contacts=contacts, offers=offers), 2), {})
    assert [contact.value for contact in result.contacts] == ["a@exemple.fr", "b@exemple.fr"]
    assert [offer.theme for offer in result.offers] == ["jeu", "ecoute"]
    assert result.offers[0].details is None


def test_a_place_that_only_the_other_knows_is_a_site_of_its_own_if_chosen() -> None:
    kept = _saved(content(address="1 rue des Écoles"), 1)
    other = _saved(content(address="9 avenue Foch"), 2)
    assert combine(kept, other, {}).sites == kept.sites
    old, new = combine(kept, other, {"site:+0": Choice.OTHER}).sites
    assert (old.id, old.stop) == (1, "")
    assert (new.id, new.stop, new.address) == (None, "9 avenue Foch", "9 avenue Foch")
    (alone,) = combine(kept, other, {"site:1": Choice.OTHER, "site:+0": Choice.OTHER}).sites
    assert (alone.id, alone.address) == (None, "9 avenue Foch")


def test_the_stops_of_two_tours_are_put_together() -> None:
    stops = [SiteContent(stop=name, commune="Limoges", code_insee="87085") for name in "ABC"]
    kept = _saved(content(sites=tuple(stops[:2])), 1, 2)
    other = _saved(content(sites=tuple(stops[1:])), 8, 9)
    sites = combine(kept, other, {}).sites
    assert [(site.id, site.stop) for site in sites] == [(1, "A"), (2, "B"), (None, "C")]


def test_a_choice_that_there_is_not_counts_for_nothing() -> None:
    kept, other = _saved(content("Un"), 1), _saved(content("Deux"), 2)
    choices = {"name": Choice.BOTH, "version": Choice.OTHER, "site:99:hours": Choice.OTHER}
    assert combine(kept, other, choices) == kept
