"""What the home page shows: the lines that answer now, and how much there is to find."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.listing import NATIONAL
from portal.services.directory import Directory
from portal.services.listening import answers_by_phone, is_open, listening_services, opens_later
from portal.services.search import Result, count_places
from portal.web.public.wording import day, places_counted

_LINES = 3


@dataclass(frozen=True, slots=True)
class HomePage:
    """``lines`` answer now when ``answering``; else they are the next to answer."""

    lines: tuple[Result, ...]
    answering: bool
    counted: str
    data_of: str


def home_page(directory: Directory) -> HomePage:
    """Return what to show now: lines that the whole country can call, else any."""
    lines = _lines(directory, NATIONAL) or _lines(directory, None)
    answering = [line for line in lines if is_open(line)]
    return HomePage(
        lines=tuple(answering or lines)[:_LINES],
        answering=bool(answering),
        counted=places_counted(count_places(directory)),
        data_of=day(directory.index.built_at.date().isoformat()),
    )


def _lines(directory: Directory, departement: str | None) -> list[Result]:
    services = filter(answers_by_phone, listening_services(directory, departement))
    return [line for line in services if is_open(line) or opens_later(line)]
