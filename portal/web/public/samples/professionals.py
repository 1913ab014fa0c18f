"""Samples of the professionals' pages."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.hours import Schedule, week_table
from portal.domain.listing import Cost
from portal.domain.moments import NamedMoment
from portal.services.search import Result
from portal.web.public.languages import language
from portal.web.public.pro_facets import FacetGroup, FacetMaker
from portal.web.public.pro_page import RADII, ProPage, makers
from portal.web.public.pro_rows import Row
from portal.web.public.pro_selection import MOST, Chosen
from portal.web.public.samples import invented
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.world import AT, World

_COUNTS = {
    "theme": {"repit": 12, "separation": 7, "ecoute_individuelle": 23},
    "frais": {str(Cost.GRATUIT): 18, str(Cost.PARTICIPATION): 4},
}


def _facet(world: World) -> Iterator[Sample]:
    groups = _groups(world, repit=True)
    yield Sample("replié, une valeur cochée", (groups[1], False))
    yield Sample("déplié", (groups[0], True))


def _filters(_world: World) -> Iterator[Sample]:
    yield Sample("deux filtres", ([("Autour de", "Limoges"), ("Coût", "Gratuit")],))
    yield Sample("aucun", ([],))


def _form(world: World) -> Iterator[Sample]:
    yield Sample("vide", (_page(world), language().root))
    asked = _page(world)
    asked.asked, asked.words, asked.place, asked.radius = True, "atelier", "Limoges", "20"
    asked.hidden = [("lat", "45.83"), ("lon", "1.26")]
    yield Sample("rempli", (asked, language().root))


def _table(world: World) -> Iterator[Sample]:
    page = _page(world)
    page.counted, page.page, page.last_page = "123 lieux", 2, 3
    page.data_of, page.rows = "24 novembre 2026", [row for _, row in _rows(world)]
    yield Sample("une page de résultats", (page, language().root, MOST))


def _row(world: World) -> Iterator[Sample]:
    for caption, row in _rows(world):
        yield Sample(caption, (row, language().root))


def _sheet(world: World) -> Iterator[Sample]:
    place = world.result(invented.verified_place(), 0.35)
    schedule = Schedule.from_key(place.site["planning"])
    week = week_table(schedule, world.directory.school, AT.date())
    root = language().root
    yield Sample("avec ses horaires", (Chosen(_row_of(world, place), week, ""), root))
    unknown = _row_of(world, world.result(invented.demonstration_place()))
    yield Sample("horaires inconnus, démonstration", (Chosen(unknown, None, ""), root))
    remote = _row_of(world, world.result(invented.line("Allô parents", None)))
    yield Sample("à distance, horaires relevés", (Chosen(remote, None, "le soir"), root))


def _rows(world: World) -> Iterator[tuple[str, Row]]:
    verified = world.result(invented.verified_place(), 0.35)
    yield "ouvert, vérifié", _row_of(world, verified)
    yield "fermé, non vérifié", _row_of(world, world.result(invented.unverified_place(), 3.42))
    yield "démonstration", _row_of(world, world.result(invented.demonstration_place()))


def _row_of(world: World, place: Result) -> Row:
    _facets, rows = makers(world.directory, world.shared)
    return rows.of_result(place)


def _groups(world: World, *, repit: bool = False) -> tuple[FacetGroup, ...]:
    chosen = {"theme": frozenset({"repit"})} if repit else {}
    return FacetMaker(world.directory.vocabulary, world.labels).groups(_COUNTS, chosen)


def _page(world: World) -> ProPage:
    return ProPage(
        groups=_groups(world),
        radii=[str(radius) for radius in RADII],
        moments=[(str(moment), moment.label, False) for moment in NamedMoment],
    )


PROFESSIONALS = Family(
    "Les professionnels",
    {
        "pro_form": _form,
        "pro_facet": _facet,
        "pro_filters": _filters,
        "pro_table": _table,
        "pro_row": _row,
        "pro_sheet": _sheet,
    },
    around={
        "pro_facet": "<form>{}</form>",
        "pro_row": '<div class="pro-table"><table><tbody>{}</tbody></table></div>',
        "pro_sheet": '<ul class="pro-sheets">{}</ul>',
    },
)
