"""Cards: one place in the list, rendered once per version of its facts.

Only the distance and the opening change from one search to the next: the rest of a card is kept as
text with two gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from portal.services.search import Result
from portal.web.public.fragments import Fragments, as_html
from portal.web.public.labels import Labels
from portal.web.public.languages import language
from portal.web.public.opening_words import opening_sentence
from portal.web.public.wording import distance
from search_index.lru import Lru

_KEPT = 4096
_DISTANCE, _OPENING = Markup("\x00distance\x00"), Markup("\x00opening\x00")
_HAPPENING = 3


class Cards:
    """Renders the cards of results and keeps the newest ones."""

    def __init__(self, fragments: Fragments) -> None:
        self._fragments = fragments
        self._parts: Lru[tuple[str, str, int, bool], tuple[str, str, str]] = Lru(_KEPT)

    def render(self, result: Result, labels: Labels, code: str) -> str:
        """Return the HTML of a result's card in the language that the request is in (``code``)."""
        hit, opening = result.hit, result.opening
        before, between, after = self._parts.get(
            (code, hit.version, hit.site_id, result.to_confirm), lambda: self._cut(result, labels)
        )
        precision = result.site["precision"]
        told = opening_sentence(opening, remote=precision is None)
        sentence = self._fragments.get_in(code, "opening", opening["etat"], told)
        approximate = precision == "commune"
        far = distance(result.distance_km, approximate=approximate)
        return "".join((before, sentence, between, far, after))

    def all(self, results: Iterable[Result], labels: Labels) -> Markup:
        """Return the HTML of several cards, one after the other."""
        code = language().code
        return as_html([self.render(result, labels, code) for result in results])

    def _cut(self, result: Result, labels: Labels) -> tuple[str, str, str]:
        card = self._fragments.render(
            "card",
            result,
            labels,
            happening(result.listing["themes"], labels),
            _OPENING,
            _DISTANCE,
        )
        before, _, rest = str(card).partition(_OPENING)
        between, _, after = rest.partition(_DISTANCE)
        return before, between, after


def happening(themes: list[Any], labels: Labels) -> tuple[str, ...]:
    """Return in plain words the first things that happen at a place, services before missions."""
    first = sorted(themes, key=lambda theme: theme in labels.missions)[:_HAPPENING]
    return tuple(labels.themes[theme] for theme in first if theme in labels.themes)
