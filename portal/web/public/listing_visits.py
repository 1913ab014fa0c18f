"""Who comes to a place beside its own team: for which service, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.web.public.labels import Labels


@dataclass(frozen=True, slots=True)
class Visit:
    """A service that a partner comes for; ``partner`` and ``when`` are as the place wrote them."""

    service: str
    partner: str
    when: str


def visits(facts: Mapping[str, Any], labels: Labels) -> tuple[Visit, ...]:
    """Return the visits of a listing, in the order of its services."""
    return tuple(
        Visit(labels.themes[each["theme"]], each["partenaire"] or "", each["quand"] or "")
        for each in facts["permanences"]
        if each["theme"] in labels.themes
    )
