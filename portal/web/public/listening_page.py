"""What the page of the listening services shows: who answers now, next, or when asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.domain.listing import NATIONAL
from portal.services.directory import Directory
from portal.services.listening import is_open, listening_services, opens_later
from portal.services.locate import Ambiguous
from portal.services.search import Result
from portal.web.paging import last_page, part_of
from portal.web.public.error_words import told
from portal.web.public.languages import language
from portal.web.reading import ParameterError, read_origin, read_places

PER_PAGE = 20
_WHERE = ("lieu", "code_insee", "lat", "lon")


@dataclass(slots=True)
class ListeningPage:
    """The services of one page, in three groups; ``place`` and ``error`` are the form as filled."""

    place: str = ""
    error: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    departement: str | None = None
    now: list[Result] = field(default_factory=list)
    later: list[Result] = field(default_factory=list)
    unknown: list[Result] = field(default_factory=list)
    page: int = 1
    last_page: int = 1
    address: Callable[[int], str] = str


def listening_page(args: MultiDict[str, str], directory: Directory) -> ListeningPage:
    """Return the services that answer where the visitor is, or what to choose or mend."""
    view = ListeningPage(place=args.get("lieu", "")[:200])
    try:
        parameters = read_places(args, directory)
        origin = read_origin(parameters, directory)
    except ParameterError as error:
        view.error = told(error)
        # Who mistypes a name needs to talk all the same.
        _fill(view, listening_services(directory, NATIONAL), page=1)
        return view
    if isinstance(origin, Ambiguous):
        view.choices = [
            (_address(code_insee=c.code_insee), f"{c.name} ({c.postal_codes[0]})")
            for c in origin.communes
        ]
        return view
    if origin is not None:
        view.departement = origin.departement
        view.place = view.place or origin.label
    _fill(view, listening_services(directory, view.departement), parameters.page)
    kept = {name: args[name] for name in _WHERE if name in args}
    view.address = lambda page: _address(**kept, page=str(page))
    return view


def _fill(view: ListeningPage, services: tuple[Result, ...], page: int) -> None:
    view.last_page = last_page(len(services), PER_PAGE)
    view.page = min(page, view.last_page)
    for service in part_of(services, view.page, PER_PAGE):
        if is_open(service):
            view.now.append(service)
        elif opens_later(service):
            view.later.append(service)
        else:
            view.unknown.append(service)


def _address(**given: str) -> str:
    return f"{language().root}/ecoute?{urlencode(given)}"
