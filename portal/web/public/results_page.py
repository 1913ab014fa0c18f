"""What the page of results shows: the form as filled, the list, the filters with their counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from portal.domain.french import NBSP
from portal.domain.hours import OpeningState
from portal.domain.listing import Access, ListingKind
from portal.services.directory import Directory
from portal.services.locate import Ambiguous
from portal.services.search import Origin, PlaceSearch, Results, search_places
from portal.web.paging import last_page
from portal.web.parameters import PlaceParameters
from portal.web.public.error_words import told
from portal.web.public.languages import language
from portal.web.public.rendering import Rendering
from portal.web.public.results_address import MAP, Asked, asked, this_point
from portal.web.public.results_choices import EXACT
from portal.web.public.results_filters import FACETS, Counts, InUse, filters, in_use, live_counts
from portal.web.public.results_help import WayOn, nearest_beyond, ways_on
from portal.web.reading import ParameterError, place_search, read_origin, read_places

NOTHING = Markup()
_FIRST = 3
"""How many places people see at once: when none is open, listening lines come before them."""


@dataclass(slots=True)
class ResultsView:
    """Everything that the template of the results shows."""

    asked: Asked
    title: str = ""
    place: str = ""
    words: str = ""
    error: str = ""
    wrong: str = ""
    """The parameter that the error is about."""
    choices: list[tuple[str, str]] = field(default_factory=list)
    filters: Markup = NOTHING
    in_use: list[InUse] = field(default_factory=list)
    departement: str = ""
    """The code of the one that the search starts from, or ""."""
    results: Results | None = None
    counted: str = ""
    cards: Markup = NOTHING
    listening: Markup = NOTHING
    listening_first: bool = True
    last_page: int = 1
    ways_on: tuple[WayOn, ...] = ()
    beyond: Markup = NOTHING

    @property
    def page_address(self) -> Callable[[int], str]:
        """What gives the address of a page."""
        return self.asked.page

    @property
    def map_address(self) -> str:
        """The address that shows the map, or hides it."""
        return self.asked.changed({MAP: None if self.asked.with_map else "oui"})

    @property
    def points(self) -> str:
        """Where the map finds its places."""
        found = self.results
        return self.asked.points(found.page, found.per_page) if found and found.total else ""


def results_page(args: MultiDict[str, str], directory: Directory, shared: Rendering) -> ResultsView:
    """Search as the address says and return what to show."""
    question = asked(args, language().root)
    view = ResultsView(question)
    given = question.args
    view.place, view.words = given.get("lieu", "")[:200], given.get("q", "")[:200]
    parameters = PlaceParameters()
    counts: Counts = {}
    try:
        parameters = _read(given, directory)
        origin = read_origin(parameters, directory)
        if isinstance(origin, Ambiguous):
            view.choices = _choices(origin, question)
        else:
            view.departement = origin.departement if origin else ""
            counts = _fill(view, parameters, origin, directory, shared)
    except ParameterError as error:
        view.error, view.wrong = told(error), error.parameter
    view.filters = filters(question, parameters, counts, shared, view.wrong)
    view.title = view.title or _("Les lieux pour les parents")
    view.in_use = in_use(question, parameters, shared.boxes)
    return view


def _read(given: MultiDict[str, str], directory: Directory) -> PlaceParameters:
    if given.get("moment") == EXACT:
        raise ParameterError("moment_le", _("choisissez une date et une heure"))
    return read_places(given, directory)


def _fill(
    view: ResultsView,
    parameters: PlaceParameters,
    origin: Origin | None,
    directory: Directory,
    shared: Rendering,
) -> Counts:
    """Put the places into the view, or what to do where there is none; return the counts."""
    search = replace(place_search(parameters, origin, directory), facets=FACETS)
    results = search_places(directory, search)
    view.results = results
    view.counted = counted(results.total)
    view.cards = shared.cards.all(results.places, shared.labels)
    view.last_page = last_page(results.total, results.per_page)
    _name_place(view, parameters, origin, directory)
    _add_listening(view, search, directory, shared)
    if not results.total:
        view.ways_on = ways_on(directory, search, view.asked, shared.boxes)
        view.beyond = shared.cards.all(nearest_beyond(directory, search), shared.labels)
    return live_counts(directory, search, results.facets)


def counted(total: int) -> str:
    """Say how many places were found."""
    if total == 0:
        return str(_("Aucun lieu trouvé"))
    shown = f"{total:,}".replace(",", NBSP)
    return str(ngettext("%(shown)s lieu trouvé", "%(shown)s lieux trouvés", total, shown=shown))


def _name_place(
    view: ResultsView, parameters: PlaceParameters, origin: Origin | None, directory: Directory
) -> None:
    if origin is None:
        return
    name = origin.label
    if parameters.lat is not None and parameters.lon is not None:
        near = directory.territory.nearest_commune(parameters.lat, parameters.lon)
        name = f"{near.name} ({near.departement})"
        view.place = this_point()
    view.title = _("Les lieux pour les parents près de %(place)s", place=name)
    view.place = view.place or name


def _add_listening(
    view: ResultsView, search: PlaceSearch, directory: Directory, shared: Rendering
) -> None:
    """Add the listening lines to the first page, unless the list itself is of such services."""
    remote = search.filters.get("acces") == frozenset({str(Access.A_DISTANCE)})
    if remote or ListingKind.ECOUTE_DISTANCE in search.filters.get("type", ()) or search.page > 1:
        return
    origin = search.origin
    view.listening = shared.listening.get(directory, origin.departement if origin else None)
    first = view.results.places[:_FIRST] if view.results else ()
    view.listening_first = not any(place.opening["etat"] == OpeningState.OUVERT for place in first)


def _choices(ambiguous: Ambiguous, question: Asked) -> list[tuple[str, str]]:
    return [
        (
            question.changed({"lieu": None, "code_insee": commune.code_insee}),
            f"{commune.name} ({commune.postal_codes[0]})",
        )
        for commune in ambiguous.communes
    ]
