"""The vocabulary: the words that a listing, a search and a parent have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Family(StrEnum):
    """The group that a term belongs to, as written in the vocabulary file."""

    TYPE = "type"
    MISSION_SOCLE = "mission_socle"
    MISSION_COMPLEMENTAIRE = "mission_complementaire"
    SERVICE = "service"
    MOMENT_DE_VIE = "moment_de_vie"
    PUBLIC = "public"
    STATUT_JURIDIQUE = "statut_juridique"
    FRAIS = "frais"
    MODE = "mode"

    @property
    def label(self) -> str:
        """The heading that people see above the terms of this family."""
        return _FAMILY_LABELS[self]

    @property
    def facet(self) -> Facet:
        """The facet under which terms of this family are filtered and must be unique."""
        return Facet.THEME if self in THEME_FAMILIES else Facet(self.value)

    @property
    def is_open(self) -> bool:
        """Whether terms are added and retired; in the others only words change.

        Kinds, costs, modes and legal status are enumerations that rules and forms name, the
        missions those of the référentiel.
        """
        return self in _OPEN_FAMILIES


class Facet(StrEnum):
    """A dimension of search; the four theme families share one."""

    TYPE = "type"
    THEME = "theme"
    PUBLIC = "public"
    STATUT_JURIDIQUE = "statut_juridique"
    FRAIS = "frais"
    MODE = "mode"


THEME_FAMILIES = frozenset(
    {Family.MISSION_SOCLE, Family.MISSION_COMPLEMENTAIRE, Family.SERVICE, Family.MOMENT_DE_VIE}
)

_OPEN_FAMILIES = frozenset({Family.SERVICE, Family.MOMENT_DE_VIE, Family.PUBLIC})

_FAMILY_LABELS: Mapping[Family, str] = MappingProxyType(
    {
        Family.TYPE: "Types de lieux",
        Family.MISSION_SOCLE: "Missions socles",
        Family.MISSION_COMPLEMENTAIRE: "Missions complémentaires",
        Family.SERVICE: "Services",
        Family.MOMENT_DE_VIE: "Moments de vie",
        Family.PUBLIC: "Publics",
        Family.STATUT_JURIDIQUE: "Statut juridique du gestionnaire",
        Family.FRAIS: "Coût",
        Family.MODE: "Façons d’être accueilli",
    }
)


EVERY_PARENT = "tous_parents"
"""The public that matches every filter on publics."""


class VocabularyError(ValueError):
    """The vocabulary file is not well formed; the message names the term at fault."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the vocabulary.

    ``label`` holds the words of the reference texts, ``plain_label`` those for a parent;
    ``synonyms`` what people type; ``data_inclusion`` the corresponding thematics of data.inclusion;
    ``definition`` one sentence, or nothing.
    """

    slug: str
    family: Family
    label: str
    plain_label: str
    synonyms: tuple[str, ...] = ()
    data_inclusion: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """All the terms, in the order of the file."""

    terms: tuple[Term, ...]
    _by_key: Mapping[tuple[Facet, str], Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = [(term.family.facet, term.slug) for term in self.terms]
        for (facet, slug), count in Counter(keys).items():
            if count > 1:
                raise VocabularyError(f"«{slug}» is defined {count} times in the facet «{facet}»")
        by_key = MappingProxyType(dict(zip(keys, self.terms, strict=True)))
        object.__setattr__(self, "_by_key", by_key)

    def family(self, family: Family) -> tuple[Term, ...]:
        """Return the terms of a family."""
        return tuple(term for term in self.terms if term.family is family)

    def facet(self, facet: Facet) -> tuple[Term, ...]:
        """Return the terms of a facet."""
        return tuple(term for term in self.terms if term.family.facet is facet)

    def themes(self) -> tuple[Term, ...]:
        """Return every term of the facet ``theme``."""
        return self.facet(Facet.THEME)

    def slugs(self, facet: Facet) -> tuple[str, ...]:
        """Return the slugs of a facet."""
        return tuple(term.slug for term in self.facet(facet))

    def find(self, facet: Facet, slug: str) -> Term | None:
        """Return the term of a facet, or None when the facet does not know the slug."""
        return self._by_key.get((facet, slug))

    def get(self, family: Family, slug: str) -> Term:
        """Return the term of a family; raise KeyError when the family does not know the slug."""
        term = self.find(family.facet, slug)
        if term is None or term.family is not family:
            raise KeyError(f"«{slug}» is not a term of the family «{family}»")
        return term

    def theme(self, slug: str) -> Term:
        """Return a theme; raise KeyError when there is none of that slug."""
        return self._by_key[(Facet.THEME, slug)]

    def has(self, family: Family, slug: str) -> bool:
        """Tell whether a family knows the slug."""
        term = self.find(family.facet, slug)
        return term is not None and term.family is family

    def has_theme(self, slug: str) -> bool:
        """Tell whether the slug is a theme."""
        return self.find(Facet.THEME, slug) is not None


def vocabulary_from(data: Mapping[str, object]) -> Vocabulary:
    """Make the vocabulary from the parsed file, or raise VocabularyError."""
    entries = data.get("terme")
    if not isinstance(entries, list) or not entries:
        raise VocabularyError("the vocabulary needs at least one [[terme]]")
    return Vocabulary(tuple(_term(number, entry) for number, entry in enumerate(entries, start=1)))


_REQUIRED = ("slug", "famille", "libelle", "en_clair")
_LISTS = ("synonymes", "data_inclusion")
_KNOWN = frozenset({*_REQUIRED, *_LISTS, "definition"})


def _term(number: int, entry: object) -> Term:
    if not isinstance(entry, Mapping):
        raise VocabularyError(f"term {number} is not a table")
    name = f"term {number} («{entry.get('slug', '?')}»)"
    unknown = sorted(set(entry) - _KNOWN)
    if unknown:
        raise VocabularyError(f"{name} has unknown keys: {', '.join(unknown)}")
    slug, family, label, plain_label = (_text(name, entry, key) for key in _REQUIRED)
    synonyms, data_inclusion = (_texts(name, entry, key) for key in _LISTS)
    return Term(
        slug=slug,
        family=_family(name, family),
        label=label,
        plain_label=plain_label,
        synonyms=synonyms,
        data_inclusion=data_inclusion,
        definition=_text(name, entry, "definition") if "definition" in entry else "",
    )


def _family(name: str, value: str) -> Family:
    try:
        return Family(value)
    except ValueError:
        raise VocabularyError(f"{name}: «{value}» is not a family") from None


def _text(name: str, entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise VocabularyError(f"{name}: «{key}» is missing or empty")
    return value


def _texts(name: str, entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if not isinstance(values, list):
        raise VocabularyError(f"{name}: «{key}» is not a list")
    texts = tuple(value for value in values if isinstance(value, str) and value.strip())
    if len(texts) != len(values):
        raise VocabularyError(f"{name}: «{key}» holds something else than texts")
    _refuse_repeats(name, key, texts)
    return texts


def _refuse_repeats(name: str, key: str, texts: Iterable[str]) -> None:
    repeated = [text for text, count in Counter(texts).items() if count > 1]
    if repeated:
        raise VocabularyError(f"{name}: «{key}» repeats {', '.join(repeated)}")
