"""The vocabulary as the Cnaf edits it: kinds, themes, publics and their words."""

from __future__ import annotations

from sqlalchemy import String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.vocabulary import Family, Term, Vocabulary
from portal.store.db import Model, NotFoundError
from portal.store.types import Slugs, slug_enum


class VocabularyTerm(Model):
    """One word of the vocabulary, with what people type and read for it."""

    __tablename__ = "vocabulary_term"
    __table_args__ = (UniqueConstraint("family", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    family: Mapped[Family] = mapped_column(slug_enum(Family))
    slug: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(200))
    plain_label: Mapped[str] = mapped_column(String(200))
    synonyms: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    data_inclusion: Mapped[tuple[str, ...]] = mapped_column(Slugs, default=())
    definition: Mapped[str] = mapped_column(Text, default="")


def load_vocabulary(session: Session) -> Vocabulary:
    """Return the whole vocabulary in its order."""
    rows = session.scalars(select(VocabularyTerm).order_by(VocabularyTerm.position))
    return Vocabulary(tuple(_term(row) for row in rows))


def add_vocabulary(session: Session, vocabulary: Vocabulary) -> None:
    """Add every term of a vocabulary to an empty table."""
    session.add_all(
        VocabularyTerm(
            family=term.family,
            slug=term.slug,
            position=position,
            label=term.label,
            plain_label=term.plain_label,
            synonyms=term.synonyms,
            data_inclusion=term.data_inclusion,
            definition=term.definition,
        )
        for position, term in enumerate(vocabulary.terms)
    )


def list_family(session: Session, family: Family) -> list[VocabularyTerm]:
    """Return the terms of a family in their order."""
    query = select(VocabularyTerm).where(VocabularyTerm.family == family)
    return list(session.scalars(query.order_by(VocabularyTerm.position)))


def list_terms(session: Session) -> list[VocabularyTerm]:
    """Return every term in its order."""
    return list(session.scalars(select(VocabularyTerm).order_by(VocabularyTerm.position)))


def get_term(session: Session, term_id: int) -> VocabularyTerm:
    """Return a term, or raise ``NotFoundError``."""
    term = session.get(VocabularyTerm, term_id)
    if term is None:
        raise NotFoundError(f"no term has the id {term_id}")
    return term


def _term(row: VocabularyTerm) -> Term:
    return Term(
        slug=row.slug,
        family=row.family,
        label=row.label,
        plain_label=row.plain_label,
        synonyms=row.synonyms,
        data_inclusion=row.data_inclusion,
        definition=row.definition,
    )
