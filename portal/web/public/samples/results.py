"""Samples of what the page of results is made of, beside its cards."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from portal.domain.moments import NamedMoment
from portal.web.public.boxes import YES
from portal.web.public.fragments import as_html
from portal.web.public.languages import language
from portal.web.public.results_address import Asked
from portal.web.public.results_filters import InUse
from portal.web.public.results_help import WayOn
from portal.web.public.samples import invented
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.world import World

_COUNTS = {
    "acces": {"sur_place": 41, "a_distance": 6, "itinerant": 2},
    "theme": {"repit": 12, "separation": 7, "ecoute_individuelle": 23},
    "public": {"futurs_parents": 9, "parents_adolescents": 15},
    "type": {"lieu_ressource": 30, "maison_1000_jours": 11},
    **{name: {"oui": 18} for name in YES},
}
_NAMES = ("acces", "yes", "moments", "services", "publics", "types")


def _filters(world: World) -> Iterator[Sample]:
    nothing = tuple((name, 0) for name in _NAMES)
    yield Sample("repliés", (False, nothing, "", _row(world, None), *_boxes(world, ())))
    ticked = tuple((name, int(name == "services")) for name in _NAMES)
    row = _row(world, NamedMoment.MERCREDI)
    chosen = _boxes(world, ("ecoute_individuelle",))
    yield Sample("dépliés, un filtre coché", (True, ticked, "", row, *chosen))


def _row(world: World, moment: str | None) -> Markup:
    return world.shared.fragments.render("filter_row", moment, None, False)


def _boxes(world: World, chosen: tuple[str, ...]) -> Iterator[Markup]:
    boxes = world.shared.boxes
    yield boxes.counted("acces", _COUNTS["acces"], ())
    yield as_html(boxes.counted(name, _COUNTS[name], ()) for name in YES)
    yield boxes.counted("theme", _COUNTS["theme"], chosen, boxes.moments)
    yield boxes.counted("theme", _COUNTS["theme"], chosen, boxes.services)
    yield boxes.counted("public", _COUNTS["public"], ())
    yield boxes.counted("type", _COUNTS["type"], ())


def _in_use(world: World) -> Iterator[Sample]:
    asked = _asked()
    words = world.shared.boxes.words("theme")["repit"]
    without = asked.without(("theme", "repit")), asked.changed({"q": None})
    filters = [InUse(words, without[0]), InUse("« atelier »", without[1])]
    yield Sample("deux filtres", (filters,))


def _no_results(world: World) -> Iterator[Sample]:
    asked = _asked()
    ways = (
        WayOn("À 40 km au plus", asked.changed({"rayon_km": "40"}), 3),
        WayOn("Sans les mots « atelier »", asked.changed({"q": None}), 1234),
    )
    beyond = world.cards(world.result(invented.verified_place(), 23.4))
    yield Sample("des changements, et le plus proche au-delà", (ways, beyond))
    yield Sample("des changements seulement", (ways, ""))


def _pager(_world: World) -> Iterator[Sample]:
    address = _asked().page
    yield Sample("au milieu", (2, 5, address))
    yield Sample("la première page", (1, 5, address))
    yield Sample("la dernière page", (5, 5, address))
    yield Sample("une seule page : rien", (1, 1, address))


def _pages(_world: World) -> Iterator[Sample]:
    address = _asked().page
    yield Sample("dans le composant pager", (True, True, address(1), address(3), 2, 5))


def _map_panel(_world: World) -> Iterator[Sample]:
    yield Sample("montrée : son script dessine la carte", (True, language().root))
    yield Sample("cachée", (False, language().root))


def _map_toggle(_world: World) -> Iterator[Sample]:
    yield Sample("carte cachée", (False, _asked().changed({"carte": "oui"})))
    yield Sample("carte montrée", (True, _asked().changed({"carte": None})))


def _asked() -> Asked:
    """Return a search; made when it is asked for, since its addresses follow the language."""
    pairs = (("lieu", "Limoges"), ("theme", "repit"), ("q", "atelier"))
    return Asked(language().root, pairs)


RESULTS = Family(
    "Les résultats",
    {
        "filters": _filters,
        "in_use": _in_use,
        "no_results": _no_results,
        "pager": _pager,
        "pages": _pages,
        "map_toggle": _map_toggle,
        "map_panel": _map_panel,
    },
    right_to_left=frozenset({"filters", "in_use", "no_results", "pager"}),
    around={"filters": "<form>{}</form>", "no_results": '<div class="stack">{}</div>'},
)
