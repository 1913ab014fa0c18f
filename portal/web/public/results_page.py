"""What the page of results shows: the form as filled, the cards, the filters with their counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from portal.domain.moments import NamedMoment
from portal.services.directory import Directory
from portal.services.locate import Ambiguous
from portal.services.search import Origin, Results, search_places
from portal.web.parameters import PlaceParameters
from portal.web.public.boxes import YES
from portal.web.public.fragments import as_html
from portal.web.public.languages import language
from portal.web.public.rendering import Rendering
from portal.web.public.wording import places_found
from portal.web.reading import ParameterError, place_search, read_origin, read_places

NO_CARDS = Markup()


@dataclass(frozen=True, slots=True)
class Group:
    """The boxes of one parameter."""

    legend: str
    boxes: Markup


@dataclass(frozen=True, slots=True)
class Groups:
    """All the filters; ``open`` when one of them is in use."""

    all: tuple[Group, ...] = ()
    open: bool = False


@dataclass(slots=True)
class ResultsView:
    """Everything that the template of the results shows."""

    place: str = ""
    words: str = ""
    title: str = "Les lieux pour les parents"
    error: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    results: Results | None = None
    counted: str = ""
    cards: Markup = NO_CARDS
    groups: Groups = Groups()
    moments: list[tuple[str, str, bool]] = field(default_factory=list)
    last_page: int = 1
    page_address: Callable[[int], str] = str


def results_page(args: MultiDict[str, str], directory: Directory, shared: Rendering) -> ResultsView:
    """Search as the address says and return what to show."""
    view = ResultsView(place=args.get("lieu", "")[:200], words=args.get("q", "")[:200])
    parameters = PlaceParameters()
    facets: Mapping[str, Mapping[str, int]] = {}
    try:
        parameters = read_places(args, directory)
        origin = read_origin(parameters, directory)
        if isinstance(origin, Ambiguous):
            view.choices = _choices(origin, args)
        else:
            facets = _search(view, parameters, origin, directory, shared)
            view.page_address = lambda page: _address(args, page=str(page))
    except ParameterError as error:
        view.error = f"{error.message[:1].upper()}{error.message[1:]}."
    view.groups = _groups(parameters, facets, shared)
    view.moments = [(m, m.label, m == parameters.moment) for m in NamedMoment]
    return view


def _search(
    view: ResultsView,
    parameters: PlaceParameters,
    origin: Origin | None,
    directory: Directory,
    shared: Rendering,
) -> Mapping[str, Mapping[str, int]]:
    labels, code = shared.labels, language().code
    results = search_places(directory, place_search(parameters, origin, directory))
    view.results = results
    view.counted = places_found(results.total)
    view.cards = as_html([shared.cards.render(x, labels, code) for x in results.places])
    view.last_page = -(-results.total // results.per_page)
    if origin and origin.label:
        view.title = f"Les lieux pour les parents près de {origin.label}"
        view.place = view.place or origin.label
    return results.facets


def _choices(ambiguous: Ambiguous, args: MultiDict[str, str]) -> list[tuple[str, str]]:
    return [
        (
            _address(args, lieu="", code_insee=commune.code_insee),
            f"{commune.name} ({commune.postal_codes[0]})",
        )
        for commune in ambiguous.communes
    ]


def _address(args: MultiDict[str, str], **changes: str) -> str:
    kept = [(k, v) for k, v in args.items(multi=True) if k not in changes and k != "page" and v]
    return f"/lieux?{urlencode([*kept, *((k, v) for k, v in changes.items() if v)])}"


def _groups(
    parameters: PlaceParameters, facets: Mapping[str, Mapping[str, int]], shared: Rendering
) -> Groups:
    def counted(name: str) -> Markup:
        return shared.boxes.counted(name, facets.get(name, {}), getattr(parameters, name))

    def plain(name: str) -> Markup:
        return shared.boxes.plain(name, getattr(parameters, name) or ())

    groups = (
        Group("Type de lieu", counted("type")),
        Group("Ce que vous cherchez", counted("theme")),
        Group("Pour qui", counted("public")),
        Group("Comment", plain("acces")),
        Group("Et aussi", as_html(plain(name) for name in YES)),
    )
    return Groups(groups, open=bool(parameters.filters or parameters.moment))
