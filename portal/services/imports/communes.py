"""The commune that a line names: by its code, or by a name that must leave no doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from portal.domain.territory import Commune, Territory
from portal.services.imports.cells import CellError, Value
from portal.services.locate_text import plain_name

_SHOWN = 5


def commune_of(territory: Territory, values: Mapping[str, Value]) -> Commune | None:
    """Return the commune of a line, or None where it names none.

    Where several communes bear the name, the postal code decides, then the département. Raises
    ``CellError`` for the cell ``commune``, and ``LookupError`` for an unknown code.
    """
    code, name = values.get("code_insee"), values.get("commune")
    if code is not None:
        commune = territory.find_commune(str(code))
        if commune is None:
            raise LookupError(code)
        return commune
    return None if name is None else _named(territory, str(name), values)


def _named(territory: Territory, name: str, values: Mapping[str, Value]) -> Commune:
    found = _by_name(territory).get(_spelled(name), [])
    if not found:
        raise CellError("commune inconnue : donnez le code_insee")
    postal_code = str(values.get("code_postal") or "")
    found = [c for c in found if _has_postal_code(territory, c, postal_code)]
    if not found:
        raise CellError("aucune commune de ce nom n’a ce code_postal : donnez le code_insee")
    served = values.get("departement") or ()
    if isinstance(served, tuple):
        found = [c for c in found if c.departement in served] or found
    if len(found) > 1:
        codes = ", ".join(commune.code_insee for commune in found[:_SHOWN])
        more = "…" if len(found) > _SHOWN else ""
        raise CellError(f"plusieurs communes portent ce nom ({codes}{more}) : donnez le code_insee")
    return found[0]


def _has_postal_code(territory: Territory, commune: Commune, typed: str) -> bool:
    """Tell whether that is a postal code of the commune, or may be a Cedex code of its département.

    Cedex codes are in no register: they belong to no commune and begin like their neighbours.
    """
    if not typed or typed in commune.postal_codes:
        return True
    is_cedex = not territory.communes_of_postal_code(typed)
    return is_cedex and any(typed[:2] == known[:2] for known in commune.postal_codes)


@lru_cache(maxsize=1)
def _by_name(territory: Territory) -> Mapping[str, list[Commune]]:
    named: defaultdict[str, list[Commune]] = defaultdict(list)
    for row in range(len(territory.columns.code_insee)):
        commune = territory.commune_at(row)
        named[_spelled(commune.name)].append(commune)
    return dict(named)


def _spelled(name: str) -> str:
    """Return one spelling for the ways to write a name: St for Saint, no Cedex."""
    words = {"st": "saint", "ste": "sainte"}
    return " ".join(words.get(word, word) for word in plain_name(name).split())
