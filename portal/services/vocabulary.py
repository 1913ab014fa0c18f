"""Editing the vocabulary: words change, slugs never do.

Slugs are in listings, in addresses and in what others took from the API. Each change takes a
revision with its commit, so that the index of every process follows.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange, Subject, SubjectKind
from portal.domain.vocabulary import EVERY_PARENT, Facet, Family
from portal.services.audit import record
from portal.services.listings.editing import RefusedError
from portal.store.db import transaction
from portal.store.reference_use import count_using
from portal.store.vocabulary import (
    VocabularyTerm,
    get_term,
    list_family,
    list_terms,
    load_vocabulary,
)
from search_index.text import fold

_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Words:
    """What people read and type for a term."""

    label: str
    plain_label: str
    synonyms: tuple[str, ...] = ()
    definition: str = ""
    data_inclusion: tuple[str, ...] = ()


_FIELDS = ("Libellé", "En clair", "Synonymes", "Définition", "data.inclusion")
"""The French names of the fields of ``Words``, in their order."""


def edit_term(term_id: int, words: Words, rank: int, by: Actor, now: datetime) -> None:
    """Give a term other words, and its place (from 1) in its family.

    Raises ``NotFoundError``; ``RefusedError`` when another term of the family has this label.
    """
    with transaction() as session:
        term = get_term(session, term_id)
        _refuse_same_label(session, term.family, words.label, term)
        before, name = words_of(term), term.label
        moved = _move(session, term, rank)
        told = [*_changes(before, words), *moved]
        if told:
            _write(term, words)
            _record(session, term, name, by, now, told)


def add_term(family: Family, words: Words, by: Actor, now: datetime) -> VocabularyTerm:
    """Add a term at the end of an open family; its slug is made of its label, once and for all.

    Raises ``RefusedError``.
    """
    if not family.is_open:
        raise RefusedError(f"Famille : «{family.label}» est une liste fermée.")
    with transaction() as session:
        _refuse_same_label(session, family, words.label)
        last = max((term.position for term in list_terms(session)), default=0)
        slug = _new_slug(session, family.facet, words.label)
        term = VocabularyTerm(family=family, slug=slug, position=last + 1)
        _write(term, words)
        session.add(term)
        session.flush()
        told = _changes(Words("", ""), words)
        _record(session, term, term.label, by, now, told, "mot ajouté")
        return term


def retire_term(term_id: int, by: Actor, now: datetime) -> None:
    """Remove a term that no listing uses. Raises ``NotFoundError``, ``RefusedError``."""
    with transaction() as session:
        term = get_term(session, term_id)
        reason = why_it_stays(session, term)
        if reason:
            raise RefusedError(reason)
        told = _changes(words_of(term), Words("", ""))
        _record(session, term, term.label, by, now, told, "mot retiré")
        session.delete(term)


def why_it_stays(session: Session, term: VocabularyTerm) -> str:
    """Return, in French, why a term cannot be retired, or "" where it can."""
    if not term.family.is_open:
        return f"«{term.family.label}» est une liste fermée : seuls les mots changent."
    if term.slug == EVERY_PARENT:
        return "Ce public répond à tous les filtres : il reste."
    used = count_using(session, term.family.facet, term.slug)
    if used:
        fiches = "1 fiche l’emploie" if used == 1 else f"{used} fiches l’emploient"
        return f"{fiches} : retirez-le d’abord de ces fiches."
    return ""


def words_of(term: VocabularyTerm) -> Words:
    """Return the words of a term."""
    return Words(term.label, term.plain_label, term.synonyms, term.definition, term.data_inclusion)


def rank_of(session: Session, term: VocabularyTerm) -> tuple[int, int]:
    """Return the place (from 1) of a term in its family, and the number of terms there."""
    slugs = [each.slug for each in list_family(session, term.family)]
    return slugs.index(term.slug) + 1, len(slugs)


def _write(term: VocabularyTerm, words: Words) -> None:
    term.label, term.plain_label = words.label, words.plain_label
    term.synonyms, term.data_inclusion = words.synonyms, words.data_inclusion
    term.definition = words.definition


def _move(session: Session, term: VocabularyTerm, rank: int) -> list[FieldChange]:
    """Put a term at its place: the family keeps its positions, in another order."""
    family = list_family(session, term.family)
    former = family.index(term) + 1
    wanted = min(max(rank, 1), len(family))
    if wanted == former:
        return []
    positions = [each.position for each in family]
    family.insert(wanted - 1, family.pop(former - 1))
    for each, position in zip(family, positions, strict=True):
        each.position = position
    return [FieldChange("Rang", str(former), str(wanted))]


def _changes(before: Words, after: Words) -> list[FieldChange]:
    told = zip(_FIELDS, map(_told, astuple(before)), map(_told, astuple(after)), strict=True)
    return [FieldChange(*change) for change in told if change[1] != change[2]]


def _told(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _record(
    session: Session,
    term: VocabularyTerm,
    name: str,
    by: Actor,
    now: datetime,
    told: list[FieldChange],
    detail: str = "",
) -> None:
    subject = Subject(SubjectKind.TERM, term.id, name)
    record(session, by, Act.TERM_CHANGED, subject, now, told, detail)


def _refuse_same_label(
    session: Session, family: Family, label: str, but: VocabularyTerm | None = None
) -> None:
    for other in list_family(session, family):
        if other is not but and fold(other.label) == fold(label):
            raise RefusedError(f"Libellé : «{other.label}» existe déjà dans cette famille.")


def _new_slug(session: Session, facet: Facet, label: str) -> str:
    base = fold(label).replace(" ", "_")[:_LONGEST_SLUG].strip("_")
    if not base:
        raise RefusedError("Libellé : il lui faut au moins une lettre ou un chiffre.")
    if load_vocabulary(session).find(facet, base) is not None:
        raise RefusedError("Libellé : un autre mot s’appelle presque comme cela.")
    return base
