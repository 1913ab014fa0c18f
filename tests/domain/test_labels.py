"""The words on screen are those of the vocabulary file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from portal.domain.labels import LabelledEnum
from portal.domain.listing import (
    Access,
    ContactKind,
    Cost,
    LegalStatus,
    ListingKind,
    ListingStatus,
    Mode,
    Precision,
)
from portal.domain.moments import NamedMoment
from portal.domain.vocabulary import Family, vocabulary_from

FILE = Path(__file__).parents[2] / "seed_data" / "vocabulaire.toml"
IN_THE_FILE = {
    Family.TYPE: ListingKind,
    Family.STATUT_JURIDIQUE: LegalStatus,
    Family.FRAIS: Cost,
    Family.MODE: Mode,
}
EVERY_ENUM = [*IN_THE_FILE.values(), Access, ContactKind, ListingStatus, NamedMoment, Precision]


@pytest.mark.parametrize(("family", "kind"), IN_THE_FILE.items())
def test_slugs_and_labels_are_those_of_the_vocabulary_file(
    family: Family, kind: type[LabelledEnum]
) -> None:
    vocabulary = vocabulary_from(tomllib.loads(FILE.read_text(encoding="utf-8")))
    written = {term.slug: term.label for term in vocabulary.family(family)}
    assert {member.value: member.label for member in kind} == written


@pytest.mark.parametrize("kind", EVERY_ENUM)
def test_every_member_has_words_of_its_own(kind: type[LabelledEnum]) -> None:
    labels = [member.label for member in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert not any("'" in label for label in labels)


def test_a_member_is_its_slug() -> None:
    assert Cost.GRATUIT == "gratuit"
    assert f"{Cost.GRATUIT}" == "gratuit"
    assert Cost("gratuit") is Cost.GRATUIT
    assert Cost.GRATUIT.label == "Gratuit"
