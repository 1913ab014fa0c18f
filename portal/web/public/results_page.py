"""What the page of results shows: the form as filled, the cards, the filters with their counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from portal.web.public.fragments import Fragments, as_html
from portal.web.public.rendering import Rendering
from portal.web.public.wording import places_found
from portal.web.reading import ParameterError, place_search, read_origin, read_places

_YES = {
    "gratuit": "Gratuit",
    "accessible": "Accessible à tous",
    "anonyme": "Anonyme",
}


NO_CARDS = Markup()
_COUNT = Markup("\x00count\x00")


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
    labels = shared.labels()
    results = search_places(directory, place_search(parameters, origin, directory))
    view.results = results
    view.counted = places_found(results.total)
    view.cards = as_html([shared.cards.render(x, labels) for x in results.places])
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
    labels = shared.labels()
    boxes = _Boxes(parameters, facets, shared.fragments)
    groups = (
        Group("Type de lieu", boxes.counted("type", labels.kinds)),
        Group("Ce que vous cherchez", boxes.counted("theme", labels.themes)),
        Group("Pour qui", boxes.counted("public", labels.publics)),
        Group("Comment", boxes.plain("acces", {way: way.label for way in Access})),
        Group("Et aussi", as_html(boxes.plain(name, {"oui": _YES[name]}) for name in _YES)),
    )
    return Groups(groups, open=bool(parameters.filters or parameters.moment))


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Makes the boxes of a parameter."""

    parameters: PlaceParameters
    facets: Mapping[str, Mapping[str, int]]
    fragments: Fragments

    def counted(self, name: str, words: Mapping[str, str]) -> Markup:
        """Return the boxes that would keep something, and those that are ticked."""
        counts = self.facets.get(name, {})
        chosen = getattr(self.parameters, name)
        pieces: list[str] = []
        for slug in words:
            if slug in counts or slug in chosen:
                before, after = self._box(name, slug, words[slug], slug in chosen)
                pieces += (before, str(counts.get(slug, 0)), after)
        return as_html(pieces)

    def plain(self, name: str, words: Mapping[str, str]) -> Markup:
        """Return boxes without counts."""
        chosen = getattr(self.parameters, name) or ()
        return as_html(
            self.fragments.get("choice", name, slug, word, None, slug in chosen)
            for slug, word in words.items()
        )

    def _box(self, name: str, slug: str, word: str, chosen: bool) -> tuple[str, str]:
        """Return a box cut at its count, which is all that changes between two searches."""
        box = self.fragments.get("choice", name, slug, word, _COUNT, chosen)
        before, _, after = str(box).partition(_COUNT)
        return before, after
