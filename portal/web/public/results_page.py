"""What the page of results shows: the form as filled, the cards, the filters with their counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from portal.domain.listing import Access
from portal.domain.moments import NamedMoment
from portal.services.directory import Directory
from portal.services.locate import Ambiguous
from portal.services.search import Origin, Results, search_places
from portal.web.parameters import PlaceParameters
from portal.web.public.cards import Cards
from portal.web.public.labels import Labels
from portal.web.public.wording import places_found
from portal.web.reading import ParameterError, place_search, read_origin, read_places

_YES = {
    "gratuit": "Gratuit",
    "accessible": "Accessible à tous",
    "anonyme": "Anonyme",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick; ``count`` is what ticking it would keep, None where it is not counted."""

    slug: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The boxes of one parameter."""

    name: str
    legend: str
    choices: tuple[Choice, ...]


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
    cards: list[Markup] = field(default_factory=list)
    groups: Groups = Groups()
    moments: list[tuple[str, str, bool]] = field(default_factory=list)
    last_page: int = 1
    page_address: Callable[[int], str] = str


def results_page(
    args: MultiDict[str, str], directory: Directory, cards: Cards, labels: Labels
) -> ResultsView:
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
            facets = _search(view, parameters, origin, directory, cards, labels)
            view.page_address = lambda page: _address(args, page=str(page))
    except ParameterError as error:
        view.error = f"{error.message[:1].upper()}{error.message[1:]}."
    view.groups = _groups(parameters, facets, labels)
    view.moments = [(m, m.label, m == parameters.moment) for m in NamedMoment]
    return view


def _search(
    view: ResultsView,
    parameters: PlaceParameters,
    origin: Origin | None,
    directory: Directory,
    cards: Cards,
    labels: Labels,
) -> Mapping[str, Mapping[str, int]]:
    results = search_places(directory, place_search(parameters, origin, directory))
    view.results = results
    view.counted = places_found(results.total)
    view.cards = [cards.render(result, labels) for result in results.places]
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
    parameters: PlaceParameters, facets: Mapping[str, Mapping[str, int]], labels: Labels
) -> Groups:
    counted = (
        _counted("type", "Type de lieu", labels.kinds, parameters.type, facets),
        _counted("theme", "Ce que vous cherchez", labels.themes, parameters.theme, facets),
        _counted("public", "Pour qui", labels.publics, parameters.public, facets),
    )
    ways = tuple(Choice(w, w.label, None, w in parameters.acces) for w in Access)
    yes = tuple(
        Group(name, label, (Choice("oui", label, None, getattr(parameters, name) == "oui"),))
        for name, label in _YES.items()
    )
    groups = (*counted, Group("acces", "Comment", ways), *yes)
    return Groups(groups, open=bool(parameters.filters or parameters.moment))


def _counted(
    name: str,
    legend: str,
    words: Mapping[str, str],
    chosen: Iterable[str],
    facets: Mapping[str, Mapping[str, int]],
) -> Group:
    counts = facets.get(name, {})
    kept = [slug for slug in words if counts.get(slug) or slug in chosen]
    return Group(
        name,
        legend,
        tuple(Choice(slug, words[slug], counts.get(slug, 0), slug in chosen) for slug in kept),
    )
