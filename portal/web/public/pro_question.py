"""What a professional asks: the parameters of every search, and some that only this page has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from portal.domain.listing import Cost, Mode
from portal.services.directory import Directory
from portal.services.locate import Ambiguous
from portal.services.search import Origin, PlaceSearch, search_places
from portal.web.parameters import PlaceParameters
from portal.web.reading import ParameterError, place_search, read_origin, read_places

PER_PAGE = 50
COUNTED = (
    "theme", "type", "public", "departement", "mode", "acces", "frais", "langue",
    "gratuit", "accessible", "anonyme", "finance",
)  # fmt: skip
"""Every facet of the page."""

_OWN = ("mode", "frais", "langue")
"""The parameters that the search for parents and the API do not have."""

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Question:
    """A search as read from an address."""

    parameters: PlaceParameters
    search: PlaceSearch

    @property
    def origin(self) -> Origin | None:
        """Where it starts from."""
        return self.search.origin


def read_question(args: MultiDict[str, str], directory: Directory) -> Question | Ambiguous:
    """Return the search that an address asks for, or the communes to choose from.

    Raises ``ParameterError`` on the first bad value; what is not known is left aside.
    """
    parameters = read_places(args, directory)
    if not args.get("par_page"):
        parameters = parameters.model_copy(update={"par_page": PER_PAGE})
    own = _read_own(args, directory)
    origin = read_origin(parameters, directory)
    if isinstance(origin, Ambiguous):
        return origin
    search = place_search(parameters, origin, directory)
    return Question(parameters, replace(search, filters={**search.filters, **own}, facets=COUNTED))


def languages_spoken(directory: Directory) -> tuple[str, ...]:
    """Return the languages that places speak, in the order of the alphabet."""
    counts = search_places(directory, PlaceSearch(per_page=1, facets=("langue",))).facets
    return tuple(sorted(counts["langue"], key=str.casefold))


def facet_counts(directory: Directory, search: PlaceSearch, found: Counts) -> Counts:
    """Return how many places each value would keep, given the counts of the search itself.

    Values of one facet are alternatives: those of a facet in use are counted without its own
    filter, so that one can add to what is chosen.
    """
    counts = dict(found)
    for name in search.filters:
        others = {key: values for key, values in search.filters.items() if key != name}
        wider = replace(search, filters=others, facets=(name,), page=1, per_page=1)
        counts |= search_places(directory, wider).facets
    return counts


def _read_own(args: MultiDict[str, str], directory: Directory) -> dict[str, frozenset[str]]:
    own: dict[str, frozenset[str]] = {}
    for name in _OWN:
        values = frozenset(filter(None, args.getlist(name)))
        unknown = sorted(values - _allowed(name, directory)) if values else []
        if unknown:
            raise ParameterError(name, f"valeur inconnue : «{unknown[0][:60]}»")
        if values:
            own[name] = values
    return own


def _allowed(name: str, directory: Directory) -> frozenset[str]:
    if name == "langue":
        return frozenset(languages_spoken(directory))
    return frozenset(Mode if name == "mode" else Cost)
