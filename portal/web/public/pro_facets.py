"""The facets of the professionals' page, and the filters in use as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.domain.listing import Access, Cost, Mode
from portal.domain.vocabulary import Family, Vocabulary
from portal.web.public.labels import Labels
from portal.web.public.pro_question import Counts

Choice = tuple[str, str, str, int, bool]
"""Parameter, value, label, how many places it would keep, whether it is chosen."""

_YES = ("gratuit", "accessible", "anonyme", "finance")


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The values of a facet, or of a family of themes, that would keep something or are chosen."""

    legend: str
    choices: tuple[Choice, ...]

    @property
    def in_french(self) -> bool:
        """Whether the labels are the reference texts, in French in every language."""
        return not any(choice[0] in _YES for choice in self.choices)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The labels of what is chosen."""
        return tuple(label for _name, _slug, label, _count, chosen in self.choices if chosen)


@dataclass(frozen=True, slots=True)
class FacetMaker:
    """Knows the words of every value of every facet."""

    vocabulary: Vocabulary
    labels: Labels

    def groups(
        self, counts: Counts, filters: Mapping[str, frozenset[str]]
    ) -> tuple[FacetGroup, ...]:
        """Return the groups that have something to choose, themes first."""
        made = (
            FacetGroup(legend, tuple(_choices(values, counts, filters)))
            for legend, values in self._values(counts)
        )
        return tuple(group for group in made if group.choices)

    def _values(self, counts: Counts) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
        """Yield each group's heading and its values: parameter, slug, label."""
        for legend, family in (
            (_("Moments de vie"), Family.MOMENT_DE_VIE),
            (_("Services"), Family.SERVICE),
            (_("Missions socles"), Family.MISSION_SOCLE),
            (_("Missions complémentaires"), Family.MISSION_COMPLEMENTAIRE),
            (_("Types de lieux"), Family.TYPE),
            (_("Publics"), Family.PUBLIC),
        ):
            name = str(family.facet)
            terms = self.vocabulary.family(family)
            yield legend, [(name, term.slug, term.label) for term in terms]
        departements = self.labels.departements.items()
        yield _("Départements"), [("departement", code, label) for code, label in departements]
        modes = [mode for mode in Mode if mode is not Mode.ANONYME]
        yield _("Façons d’être accueilli"), [("mode", mode, mode.label) for mode in modes]
        yield _("Accès"), [("acces", way, way.label) for way in Access]
        yield _("Coût"), [("frais", cost, cost.label) for cost in Cost]
        spoken = sorted(counts.get("langue", {}), key=str.casefold)
        yield _("Langues"), [("langue", language, language) for language in spoken]
        yield _("Et aussi"), [(name, "oui", label) for name, label in _yes_labels()]


def _yes_labels() -> Iterator[tuple[str, str]]:
    words = (_("Gratuit"), _("Accessible à tous"), _("Anonyme"), _("Soutenu par une Caf"))
    yield from zip(_YES, words, strict=True)


def _choices(
    values: list[tuple[str, str, str]], counts: Counts, filters: Mapping[str, frozenset[str]]
) -> Iterator[Choice]:
    for name, slug, label in values:
        count = counts.get(name, {}).get(slug, 0)
        chosen = slug in filters.get(name, ())
        if count or chosen:
            yield name, slug, label, count, chosen
