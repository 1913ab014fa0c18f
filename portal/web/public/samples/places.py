"""Samples of what shows a place: in lists and on its page."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from portal.domain.hours import OpeningState
from portal.services.search import Origin, Result
from portal.web.public.cards import happening
from portal.web.public.languages import language
from portal.web.public.listing_dates import weekdays
from portal.web.public.listing_visits import visits
from portal.web.public.listing_where import Whereabouts
from portal.web.public.opening_words import opening_sentence
from portal.web.public.samples import invented
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.world import World
from portal.web.public.wording import distance

_BELLAC = Origin(46.12, 1.05, "87", "Bellac")
_PAGE = "/lieux/fiche-du-catalogue"


def _card(world: World) -> Iterator[Sample]:
    places = (
        ("ouvert, vérifié", invented.verified_place(), 0.35),
        ("fermé, non vérifié, position approximative", invented.unverified_place(), 3.42),
        ("horaires inconnus, démonstration", invented.demonstration_place(), None),
        ("sur rendez-vous", invented.place_on_appointment(), 57.2),
        ("à confirmer", invented.place_to_confirm(), 8.1),
    )
    for caption, listing, km in places:
        place = world.result(listing, km)
        told = happening(place.listing["themes"], world.labels)
        given = place, world.labels, told
        yield Sample(caption, (*given, _state(world, place), _far(place)))


def _state(world: World, place: Result) -> Markup:
    sentence = opening_sentence(place.opening)
    return world.shared.fragments.render("opening", place.opening["etat"], sentence)


def _far(place: Result) -> str:
    return distance(place.distance_km, approximate=place.site["precision"] == "commune")


def _badges(world: World) -> Iterator[Sample]:
    places = (
        ("non vérifié", invented.unverified_place()),
        ("démonstration", invented.demonstration_place()),
        ("vérifié", invented.verified_place()),
        ("à confirmer", invented.place_to_confirm()),
        ("itinérant", invented.van()),
    )
    for caption, listing in places:
        place = world.result(listing)
        yield Sample(caption, (place.listing, place.to_confirm))


def _opening(world: World) -> Iterator[Sample]:
    places = (
        ("ouvert", invented.verified_place()),
        ("fermé", invented.unverified_place()),
        ("inconnu", invented.demonstration_place()),
        ("sur rendez-vous", invented.place_on_appointment()),
    )
    for caption, listing in places:
        opening = world.result(listing).opening
        yield Sample(caption, (opening["etat"], opening_sentence(opening)))
    yield Sample("ferme bientôt", (OpeningState.OUVERT, "Ferme dans 20 minutes"))


def _address(world: World) -> Iterator[Sample]:
    places = (
        ("à la commune seulement", invented.unverified_place()),
        ("à l’adresse", invented.verified_place()),
        ("un arrêt", invented.van()),
        ("à distance : ce qui est desservi", invented.line("Allô parents", None)),
    )
    for caption, listing in places:
        yield Sample(caption, (world.result(listing).site, world.labels))


def _phone(_world: World) -> Iterator[Sample]:
    yield Sample("dix chiffres", ("01 99 00 12 34",))
    yield Sample("outre-mer, forme internationale", ("+262 639 98 12 34",))


def _week(world: World) -> Iterator[Sample]:
    site = world.sites(invented.verified_place())[0]
    yield Sample("la semaine, aujourd’hui mardi", (site.week, weekdays(), site.today))
    yield Sample("un autre jour", (site.week, weekdays(), None))
    unknown = world.sites(invented.demonstration_place())[0]
    yield Sample("horaires inconnus : rien", (unknown.week, weekdays(), None))


def _changes(world: World) -> Iterator[Sample]:
    yield Sample("fermetures à venir", (world.sites(invented.verified_place())[0].changes,))
    yield Sample("rien à venir : rien", ((),))


def _directions(world: World) -> Iterator[Sample]:
    yield Sample("dites par le lieu", (world.result(invented.verified_place()).site,))
    yield Sample("rien n’est dit : rien", (world.result(invented.unverified_place()).site,))


def _visits(world: World) -> Iterator[Sample]:
    facts = world.found(invented.verified_place()).facts
    yield Sample("qui et quand, puis quand seulement", (visits(facts, world.labels),))
    yield Sample("personne d’autre : rien", ((),))


def _stop(world: World) -> Iterator[Sample]:
    captions = ("prochaines dates, distance", "ouvert maintenant", "passages inconnus")
    # In the order of the recorded stops, which is not that of the distances.
    stops = sorted(world.sites(invented.van(), _BELLAC), key=lambda stop: stop.facts["site_id"])
    for caption, stop in zip(captions, stops, strict=True):
        yield Sample(caption, (stop, "fiche-du-catalogue", language().root))


def _near_me(_world: World) -> Iterator[Sample]:
    yield Sample("vide", (_PAGE, Whereabouts()))
    wrong = Whereabouts("Bellacq", error="Nous ne trouvons pas ce lieu.")
    yield Sample("avec une erreur", (_PAGE, wrong))
    choices = (("?code_insee=87011", "Bellac (87300)"), ("?code_insee=23020", "Bellegarde (23190)"))
    yield Sample("plusieurs communes", (_PAGE, Whereabouts("Bell", choices=choices)))


PLACES = Family(
    "Les lieux",
    {
        "card": _card,
        "badges": _badges,
        "opening": _opening,
        "address": _address,
        "phone": _phone,
        "week": _week,
        "changes": _changes,
        "directions": _directions,
        "visits": _visits,
        "stop": _stop,
        "near_me": _near_me,
    },
    right_to_left=frozenset(
        {"card", "badges", "opening", "address", "phone", "week", "stop", "visits"}
    ),
    around={
        "card": '<ol class="cards">{}</ol>',
        "stop": '<ol class="stops">{}</ol>',
        "near_me": '<div class="stack">{}</div>',
    },
)
