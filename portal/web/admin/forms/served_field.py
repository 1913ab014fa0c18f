"""Départements served, as people write them: codes, names, or the whole country."""

from __future__ import annotations

import re

from portal.domain.listing import NATIONAL
from portal.domain.territory import Territory
from portal.services.imports.cells import CellError
from search_index.text import fold

_WHOLE = "France entière"
_WHOLE_SAID = frozenset({"france", "france entiere", "toute la france"})


def read_served(typed: str, territory: Territory) -> tuple[str, ...]:
    """Return the codes of what was typed, in its order. Raises ``CellError``."""
    names = {fold(each.name): code for code, each in territory.departements.items()}
    found: list[str] = []
    for part in filter(None, (part.strip() for part in re.split("[,;|]", typed))):
        code = part.upper().zfill(2)
        if fold(part) in _WHOLE_SAID:
            found.append(NATIONAL)
        elif code in territory.departements:
            found.append(code)
        elif fold(part) in names:
            found.append(names[fold(part)])
        else:
            raise CellError(f"«{part[:40]}» n’est pas un département")
    return tuple(dict.fromkeys(found))


def served_text(codes: tuple[str, ...]) -> str:
    """Return codes as the field shows them."""
    return ", ".join(_WHOLE if code == NATIONAL else code for code in codes)
