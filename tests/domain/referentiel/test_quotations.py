"""Every sentence that a rule quotes stands in the documents, under its heading, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal.domain.referentiel import RULES

ROOT = Path(__file__).parents[3]
PAGES = {"R": "referentiel_national.md", "F": "fiche_thematique.md"}
_BLOCK = re.compile(r"^## (?P<titre>.+)$|^(?P<regle>[GLREP]\d+[ab]?)\n\n> (?P<phrase>.+)$", re.M)


def sentences_of(text: str) -> set[tuple[str, str, str]]:
    page = (ROOT / "docs" / "referentiel" / PAGES[text]).read_text(encoding="utf-8")
    heading, found = "", set()
    for block in _BLOCK.finditer(page):
        heading = block["titre"] or heading
        if block["phrase"]:
            found.add((block["regle"], heading, block["phrase"]))
    return found


@pytest.mark.parametrize("text", PAGES)
def test_the_documents_hold_the_sentences_of_the_rules_word_for_word(text: str) -> None:
    quoted = {
        (rule.id, source.titre, source.phrase)
        for rule in RULES
        for source in rule.sources
        if source.texte == text
    }

    assert quoted
    assert sentences_of(text) == quoted


def test_no_sentence_was_retyped_with_spaces_that_the_source_does_not_have() -> None:
    sentences = [source.phrase for rule in RULES for source in rule.sources]

    assert [phrase for phrase in sentences if phrase != " ".join(phrase.split())] == []
    assert len(sentences) == 70
