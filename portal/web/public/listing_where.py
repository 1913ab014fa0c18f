"""Where the visitor of a listing with several stops is, as the address of the page says."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from portal.services.directory import Directory
from portal.services.locate import Ambiguous
from portal.services.search import Origin
from portal.web.public.error_words import told
from portal.web.reading import ParameterError, read_origin, read_places

_ASKED = ("lieu", "code_insee", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What was typed, where that is, or what to mend or to choose (query string, label)."""

    typed: str = ""
    origin: Origin | None = None
    error: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def read_whereabouts(args: MultiDict[str, str], directory: Directory) -> Whereabouts:
    """Return where the visitor is; a bad value becomes a message."""
    typed = args.get("lieu", "")[:200]
    given = MultiDict([(name, args[name]) for name in _ASKED if name in args])
    try:
        origin = read_origin(read_places(given, directory), directory)
    except ParameterError as error:
        return Whereabouts(typed, error=told(error))
    if isinstance(origin, Ambiguous):
        choices = [
            (f"?code_insee={commune.code_insee}", f"{commune.name} ({commune.postal_codes[0]})")
            for commune in origin.communes
        ]
        return Whereabouts(typed, choices=tuple(choices))
    return Whereabouts(typed or (origin.label if origin else ""), origin)
