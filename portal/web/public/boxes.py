"""Boxes: the filters that people tick, rendered once, with their counts put in for each search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from flask_babel import gettext as _
from markupsafe import Markup

from portal.domain.listing import Access
from portal.domain.vocabulary import Family, Vocabulary
from portal.web.public.fragments import Fragments, as_html
from portal.web.public.labels import Labels

YES = ("gratuit", "accessible", "anonyme")
"""The filters that are only ever «oui»."""

_COUNT = Markup("\x00count\x00")
_MISSIONS = (Family.MISSION_SOCLE, Family.MISSION_COMPLEMENTAIRE)

_Cut = tuple[str, str]
"""The HTML of a box before and after its count."""
_Boxes = Mapping[str, Mapping[str, tuple[_Cut, _Cut]]]
"""By parameter and value: the box as it is, and as it is ticked."""


class Boxes:
    """The boxes of every parameter, in the words of one vocabulary and the language of a page."""

    def __init__(self, fragments: Fragments, labels: Labels, vocabulary: Vocabulary) -> None:
        self._fragments = fragments
        self._labels = labels
        self.moments = _slugs(vocabulary, Family.MOMENT_DE_VIE)
        self.services = _slugs(vocabulary, Family.SERVICE, *_MISSIONS)
        """What happens at places: services, then what professionals call missions."""

    def words(self, name: str) -> Mapping[str, str]:
        """Return the values of a parameter and what people read for them, in their language."""
        if name == "acces":
            return {
                Access.SUR_PLACE: _("Sur place"),
                Access.A_DISTANCE: _("À distance"),
                Access.ITINERANT: _("Itinérant"),
            }
        if name in YES:
            return {"oui": _yes()[name]}
        known = {
            "type": self._labels.kinds,
            "theme": self._labels.themes,
            "public": self._labels.publics,
            "departement": self._labels.departements,
        }
        return known.get(name, {})

    def counted(
        self,
        name: str,
        counts: Mapping[str, int],
        chosen: Collection[str],
        among: Iterable[str] | None = None,
    ) -> Markup:
        """Return the boxes that would keep something, and those that are ticked."""
        boxes, pieces = self._cut[name], list[str]()
        for slug in boxes if among is None else among:
            if slug in chosen:
                before, after = boxes[slug][1]
                pieces += (before, str(counts.get(slug, 0)), after)
            elif slug in counts:
                before, after = boxes[slug][0]
                pieces += (before, str(counts[slug]), after)
        return as_html(pieces)

    @cached_property
    def _cut(self) -> _Boxes:
        return {name: self._cut_all(name) for name in ("type", "theme", "public", "acces", *YES)}

    def _cut_all(self, name: str) -> Mapping[str, tuple[_Cut, _Cut]]:
        return {
            slug: (
                self._cut_one(name, slug, label, chosen=False),
                self._cut_one(name, slug, label, chosen=True),
            )
            for slug, label in self.words(name).items()
        }

    def _cut_one(self, name: str, slug: str, label: str, *, chosen: bool) -> _Cut:
        box = str(self._fragments.render("choice", name, slug, label, _COUNT, chosen))
        before, _sep, after = box.partition(_COUNT)
        return before, after


def _yes() -> Mapping[str, str]:
    return {
        "gratuit": _("Gratuit"),
        "accessible": _("Accessible à tous"),
        "anonyme": _("Anonyme"),
    }


def _slugs(vocabulary: Vocabulary, *families: Family) -> tuple[str, ...]:
    return tuple(term.slug for family in families for term in vocabulary.family(family))
