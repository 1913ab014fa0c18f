"""What the professionals' page shows: the search, its facets, a dense table, what to take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from portal.domain.french import NBSP
from portal.domain.moments import NamedMoment
from portal.services.directory import Directory
from portal.services.locate import Ambiguous
from portal.services.search import Results, search_places
from portal.web.paging import last_page
from portal.web.public.error_words import told
from portal.web.public.languages import language
from portal.web.public.pro_facets import FacetGroup, FacetMaker
from portal.web.public.pro_question import Question, facet_counts, read_question
from portal.web.public.pro_rows import Row, RowMaker
from portal.web.public.rendering import Rendering
from portal.web.public.results_choices import moment_words
from portal.web.public.wording import day
from portal.web.reading import ParameterError

Filter = tuple[str, str]
"""What is asked about, and what was asked."""

ADDRESS = "/professionnels"
RADII = (5, 10, 20, 30, 50, 100)
_PAGING = ("page", "par_page")


@dataclass(slots=True)
class ProPage:
    """Everything that the template shows."""

    place: str = ""
    words: str = ""
    radius: str = ""
    error: str = ""
    wrong: str = ""
    asked: bool = False
    choices: list[Filter] = field(default_factory=list)
    radii: list[str] = field(default_factory=list)
    moments: list[tuple[str, str, bool]] = field(default_factory=list)
    groups: tuple[FacetGroup, ...] = ()
    filters: list[Filter] = field(default_factory=list)
    total: int | None = None
    counted: str = ""
    rows: list[Row] = field(default_factory=list)
    page: int = 1
    last_page: int = 1
    page_address: Callable[[int], str] = str
    query: str = ""
    hidden: list[Filter] = field(default_factory=list)
    data_of: str = ""


def pro_page(args: MultiDict[str, str], directory: Directory, shared: Rendering) -> ProPage:
    """Search as the address says and return what to show."""
    asked = any(value for name, value in args.items(multi=True) if name != "page")
    view = ProPage(
        place=args.get("lieu", "")[:200], words=args.get("q", "")[:200], asked=asked,
        radius=args.get("rayon_km", "")[:20],
    )  # fmt: skip
    try:
        question = read_question(args, directory)
        if isinstance(question, Ambiguous):
            view.choices = _choices(question, args)
        else:
            _search(view, question, directory, shared)
            view.query = query_of(args)
            view.page_address = lambda page: _address(args, page=str(page))
    except ParameterError as error:
        view.error, view.wrong = told(error), error.parameter
    _fill_lists(view, args.get("moment", "")[:20])
    return view


def _fill_lists(view: ProPage, moment: str) -> None:
    """Set what the lists offer; what was asked for otherwise is kept among it."""
    named = [(str(known), str(words)) for known, words in moment_words().items()]
    if moment and moment not in dict(named):
        named.append((moment, moment))
    view.moments = [(value, label, value == moment) for value, label in named]
    view.radii = [str(radius) for radius in RADII]
    if view.radius and view.radius not in view.radii:
        view.radii.append(view.radius)


def makers(directory: Directory, shared: Rendering) -> tuple[FacetMaker, RowMaker]:
    """Return what makes facets and rows in the words in use."""
    words = directory.vocabulary, shared.labels
    return FacetMaker(*words), RowMaker(*words)


def written_filters(question: Question, groups: tuple[FacetGroup, ...]) -> list[Filter]:
    """Return the filters in use, as people read them."""
    parameters, origin = question.parameters, question.origin
    found: list[Filter] = []
    if parameters.q:
        found.append((_("Mots"), parameters.q))
    if origin is not None:
        here = f"{origin.latitude:.3f} ; {origin.longitude:.3f}".replace(".", ",")
        found.append((_("Autour de"), origin.label or here))
    if parameters.rayon_km is not None:
        found.append((_("Rayon"), f"{parameters.rayon_km:g}{NBSP}km".replace(".", ",")))
    if parameters.moment:
        named = {str(moment): moment.label for moment in NamedMoment}
        found.append((_("Quand"), named.get(parameters.moment, parameters.moment)))
    found.extend((group.legend, ", ".join(group.chosen)) for group in groups if group.chosen)
    return found


def query_of(args: MultiDict[str, str]) -> str:
    """Return the query of an address without its page, for the files of the same search."""
    return urlencode([(k, v) for k, v in args.items(multi=True) if v and k not in _PAGING])


def _search(view: ProPage, question: Question, directory: Directory, shared: Rendering) -> None:
    facets, rows = makers(directory, shared)
    results = search_places(directory, question.search)
    counts = facet_counts(directory, question.search, results.facets)
    view.groups = facets.groups(counts, question.search.filters)
    view.filters = written_filters(question, view.groups)
    view.rows = [rows.of_result(result) for result in results.places]
    _count(view, results)
    origin = question.origin
    if origin is not None:
        view.place = view.place or origin.label
    view.hidden = _hidden(question)


def _count(view: ProPage, results: Results) -> None:
    shown = f"{results.total:,}".replace(",", NBSP)
    view.total = results.total
    found = ngettext("%(shown)s lieu", "%(shown)s lieux", results.total, shown=shown)
    view.counted = found if results.total else _("Aucun lieu")
    view.page, view.last_page = results.page, last_page(results.total, results.per_page)
    view.data_of = day(results.data_of.date().isoformat())


def _hidden(question: Question) -> list[Filter]:
    """Return what the form keeps of a position that has no name to type."""
    parameters = question.parameters
    if parameters.lieu or question.origin is None or question.origin.label:
        return []
    return [("lat", str(parameters.lat)), ("lon", str(parameters.lon))]


def _choices(ambiguous: Ambiguous, args: MultiDict[str, str]) -> list[Filter]:
    return [
        (
            _address(args, lieu="", code_insee=commune.code_insee),
            f"{commune.name} ({commune.postal_codes[0]})",
        )
        for commune in ambiguous.communes
    ]


def _address(args: MultiDict[str, str], **changes: str) -> str:
    kept = [(k, v) for k, v in args.items(multi=True) if k not in changes and k != "page" and v]
    query = urlencode([*kept, *((k, v) for k, v in changes.items() if v)])
    return f"{language().root}{ADDRESS}?{query}"
