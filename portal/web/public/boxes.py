"""Boxes: the filters that people tick, rendered once, with their counts put in for each search."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import Markup

from portal.domain.listing import Access
from portal.web.public.fragments import Fragments, as_html
from portal.web.public.labels import Labels

YES = {"gratuit": "Gratuit", "accessible": "Accessible à tous", "anonyme": "Anonyme"}
"""The filters that are only ever «oui»."""

_COUNT = Markup("\x00count\x00")

_Cut = tuple[str, str]
"""The HTML of a box before and after its count."""


class Boxes:
    """The boxes of every parameter, in the words of one vocabulary."""

    def __init__(self, fragments: Fragments, labels: Labels) -> None:
        self._fragments = fragments
        words = {"type": labels.kinds, "theme": labels.themes, "public": labels.publics}
        self._cut = {name: self._cut_all(name, known) for name, known in words.items()}
        self._plain: Mapping[str, Mapping[str, str]] = {
            "acces": {way: way.label for way in Access},
            **{name: {"oui": label} for name, label in YES.items()},
        }

    def counted(self, name: str, counts: Mapping[str, int], chosen: Collection[str]) -> Markup:
        """Return the boxes that would keep something, and those that are ticked."""
        pieces: list[str] = []
        for slug, (box, ticked) in self._cut[name].items():
            if slug in chosen:
                pieces += (ticked[0], str(counts.get(slug, 0)), ticked[1])
            elif slug in counts:
                pieces += (box[0], str(counts[slug]), box[1])
        return as_html(pieces)

    def plain(self, name: str, chosen: Collection[str]) -> Markup:
        """Return boxes without counts."""
        return as_html(
            self._fragments.get("choice", name, slug, label, None, slug in chosen)
            for slug, label in self._plain[name].items()
        )

    def _cut_all(self, name: str, words: Mapping[str, str]) -> Mapping[str, tuple[_Cut, _Cut]]:
        return {
            slug: (
                self._cut_one(name, slug, label, chosen=False),
                self._cut_one(name, slug, label, chosen=True),
            )
            for slug, label in words.items()
        }

    def _cut_one(self, name: str, slug: str, label: str, *, chosen: bool) -> _Cut:
        box = str(self._fragments.render("choice", name, slug, label, _COUNT, chosen))
        before, _, after = box.partition(_COUNT)
        return before, after
