"""What templates share: site name, style sheet, filters, kept cards and labels."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast

from flask import Flask, current_app

from portal.domain.vocabulary import Vocabulary
from portal.settings import Settings
from portal.web.access import directory
from portal.web.assets import Assets
from portal.web.public.boxes import Boxes
from portal.web.public.cards import Cards
from portal.web.public.fragments import Fragments
from portal.web.public.glance import doubts, glance
from portal.web.public.labels import Labels, labels_of
from portal.web.public.languages import language, translated
from portal.web.public.listening_box import ListeningBoxes
from portal.web.public.listing_dates import week_hours
from portal.web.public.opening_words import opening_sentence
from portal.web.public.results_choices import moment_choices, radius_choices
from portal.web.public.wording import day, dialled, distance, named_after_noun
from search_index.lru import Lru

_PAGES_KEPT = 200
"""Pages of results kept in each process, about 35 kB each."""


KeptPage = tuple[str, int, str]
"""A page, its status, and the département that it is about or ""."""


class Rendering:
    """What is worked out once and used by every page; labels follow the vocabulary in use."""

    def __init__(self, app: Flask) -> None:
        self.fragments = Fragments(app)
        self.cards = Cards(self.fragments)
        self.listening = ListeningBoxes(self.fragments)
        self.pages: Lru[Hashable, KeptPage] = Lru(_PAGES_KEPT)
        self._vocabulary: Vocabulary | None = None
        self._words: dict[str, tuple[Labels, Boxes]] = {}

    @property
    def labels(self) -> Labels:
        """The labels of the vocabulary in use, in the language of the page."""
        return self._in_language()[0]

    @property
    def boxes(self) -> Boxes:
        """The boxes of the filters, in the language of the page."""
        return self._in_language()[1]

    def _in_language(self) -> tuple[Labels, Boxes]:
        words = directory().vocabulary
        if words is not self._vocabulary:
            self._vocabulary, self._words = words, {}
        code = language().code
        if code not in self._words:
            labels = labels_of(words, directory().territory)
            self._words[code] = labels, Boxes(self.fragments, labels, words)
        return self._words[code]


def set_up_rendering(app: Flask, settings: Settings, assets: Assets) -> None:
    """Give templates what they share."""
    app.jinja_env.filters.update(
        day=day,
        dialled=dialled,
        distance=distance,
        doubts=doubts,
        glance=glance,
        moment_choices=moment_choices,
        named_after_noun=named_after_noun,
        opening_sentence=opening_sentence,
        radius_choices=radius_choices,
        translated=translated,
        week_hours=week_hours,
    )
    app.context_processor(lambda: {"language": language()})
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        # For components, which do not see what the request is about.
        current_language=language,
        demo=settings.demo,
        map_tiles={
            "address": settings.map_tiles_url,
            "attribution": settings.map_tiles_attribution,
        },
        asset=assets.addresses.__getitem__,
    )
    # After the settings above: components are compiled here, with filters and white space rules.
    app.extensions["portal.rendering"] = Rendering(app)


def rendering() -> Rendering:
    """Return what the pages of this process share."""
    return cast("Rendering", current_app.extensions["portal.rendering"])
