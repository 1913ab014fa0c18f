"""What templates share: site name, style sheet, filters, kept cards and labels."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from portal.domain.vocabulary import Vocabulary
from portal.settings import Settings
from portal.web.access import directory
from portal.web.assets import Assets
from portal.web.public.cards import Cards
from portal.web.public.fragments import Fragments
from portal.web.public.labels import Labels, labels_of
from portal.web.public.wording import day, dialled, distance
from search_index.lru import Lru

_PAGES_KEPT = 200
"""Pages of results kept in each process, about 35 kB each."""

SITE_NAME = "Près des parents"


@dataclass
class Rendering:
    """What is worked out once and used by every page."""

    fragments: Fragments
    cards: Cards
    pages: Lru[Hashable, tuple[str, int]]
    _labels: Labels | None = field(default=None)
    _words: Vocabulary | None = field(default=None)

    def labels(self) -> Labels:
        """Return the labels of the vocabulary in use."""
        words = directory().vocabulary
        if self._labels is None or words is not self._words:
            self._labels = labels_of(words, directory().territory)
            self._words = words
        return self._labels


def set_up_rendering(app: Flask, settings: Settings, assets: Assets) -> None:
    """Give templates what they share."""
    app.jinja_env.filters.update(day=day, dialled=dialled, distance=distance)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        site_name=SITE_NAME,
        demo=settings.demo,
        asset=assets.addresses.__getitem__,
    )
    # After the settings above: components are compiled here, with filters and white space rules.
    fragments = Fragments(app)
    app.extensions["portal.rendering"] = Rendering(fragments, Cards(fragments), Lru(_PAGES_KEPT))


def rendering() -> Rendering:
    """Return what the pages of this process share."""
    return cast("Rendering", current_app.extensions["portal.rendering"])
