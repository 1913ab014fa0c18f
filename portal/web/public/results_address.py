"""The address of a page of results: what was asked, in one form that can be shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.web.parameters import PlaceParameters
from portal.web.public.results_choices import EXACT

MAP = "carte"
_KNOWN = frozenset({*PlaceParameters.model_fields, MAP})
_MAP_POINTS = 100


def this_point() -> str:
    """Return what the field of the place shows while a position is in the address."""
    return str(_("Autour de ce point"))


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a page, empty and unknown ones left out, in the order of the address."""

    root: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def args(self) -> MultiDict[str, str]:
        """The parameters as a request has them."""
        return MultiDict(self.pairs)

    @property
    def with_map(self) -> bool:
        """Whether the map is shown."""
        return (MAP, "oui") in self.pairs

    def changed(self, changes: Mapping[str, str | None]) -> str:
        """Return the address with other values (None: without the parameter), at its first page."""
        kept = [pair for pair in self.pairs if pair[0] not in changes and pair[0] != "page"]
        return self._address([*kept, *((k, v) for k, v in changes.items() if v)])

    def without(self, *dropped: tuple[str, str]) -> str:
        """Return the address without some values, at its first page."""
        return self._address([p for p in self.pairs if p not in dropped and p[0] != "page"])

    def page(self, number: int) -> str:
        """Return the address of a page of the same results."""
        return self.changed({"page": str(number)})

    def points(self, page: int, per_page: int) -> str:
        """Return where the API gives the hundred places among which those of the page are."""
        left_out = ("page", "par_page", MAP)
        kept = [pair for pair in self.pairs if pair[0] not in left_out]
        number = (page - 1) * per_page // _MAP_POINTS + 1
        more = [("par_page", str(_MAP_POINTS)), ("page", str(number))]
        return f"/api/v1/lieux?{urlencode([*kept, *more])}"

    def _address(self, pairs: Iterable[tuple[str, str]]) -> str:
        query = urlencode(list(pairs))
        return f"{self.root}/lieux{'?' if query else ''}{query}"


def asked(args: MultiDict[str, str], root: str) -> Asked:
    """Read the parameters of the form and those of the API; one starting point is kept."""
    values = [(name, value) for name, value in args.items(multi=True) if value and name in _KNOWN]
    dropped = _other_starting_points(args)
    moment = _moment(args)
    pairs = [(name, moment if name == "moment" else v) for name, v in values if name not in dropped]
    if moment and not args.get("moment"):
        pairs.append(("moment", moment))
    return Asked(root, tuple(dict.fromkeys(pairs)))


def _other_starting_points(args: MultiDict[str, str]) -> frozenset[str]:
    """Return the parameters that do not count: a place typed by a person wins over a position."""
    if "lat" in args and "lieu" in args:
        position = args["lieu"] == this_point()
        return frozenset({"lieu"} if position else {"lat", "lon"})
    if args.get("lieu") and "code_insee" in args:
        return frozenset({"code_insee"})
    return frozenset({"lieu"} if "code_insee" in args else ())


def _moment(args: MultiDict[str, str]) -> str:
    named, exact = args.get("moment", ""), args.get("moment_le", "")
    return exact[:16] if exact and named in ("", EXACT) else named
