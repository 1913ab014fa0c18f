"""Cards: one place in the list, rendered once per version of its facts.

Only the distance and the opening change from one search to the next: the rest of a card is kept as
text with two gaps. That is most of the time that a page of results would take.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from portal.services.search import Result
from portal.web.public.labels import Labels
from portal.web.public.wording import distance

_KEPT = 4096
_DISTANCE, _OPENING = "\x00distance\x00", "\x00opening\x00"


@dataclass
class Cards:
    """Renders cards; the oldest are forgotten beyond a few thousand."""

    app: Flask
    _parts: dict[tuple[str, int], tuple[str, str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._opening = lru_cache(maxsize=1024)(self._render_opening)

    def render(self, result: Result, labels: Labels) -> Markup:
        """Return the card of a result."""
        key = (result.hit.version, result.hit.site_id)
        parts = self._parts.get(key) or self._keep(key, result, labels)
        opening = self._opening(result.opening["etat"], result.opening["phrase"])
        before, between, after = parts
        # Every part was rendered, and escaped, by a template.
        return Markup(  # noqa: S704
            "".join((before, opening, between, distance(result.distance_km), after))
        )

    def _keep(self, key: tuple[str, int], result: Result, labels: Labels) -> tuple[str, str, str]:
        macro = self._macro("card.html", "card")
        text = macro(result.listing, result.site, labels, _OPENING, _DISTANCE)
        before, _, rest = text.partition(_OPENING)
        between, _, after = rest.partition(_DISTANCE)
        if len(self._parts) >= _KEPT:
            del self._parts[next(iter(self._parts))]
        self._parts[key] = (before, between, after)
        return before, between, after

    def _render_opening(self, state: str, sentence: str) -> str:
        return self._macro("opening.html", "opening")(state, sentence)

    def _macro(self, file: str, name: str) -> Callable[..., str]:
        module = self.app.jinja_env.get_template(f"components/{file}").module
        macro: Callable[..., str] = getattr(module, name)
        return macro
