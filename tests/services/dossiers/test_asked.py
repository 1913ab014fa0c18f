"""A form asks for the facts that the rules of its type read: none is left out, none is useless."""

from __future__ import annotations

import pytest

from portal.domain.listing import ListingKind
from portal.domain.referentiel import RULES, Facts, FundingText, evaluate, facts_from
from portal.domain.referentiel.words import FUNDED_KINDS
from portal.services.dossiers.asked import READ_BY, asked_of, readers

ELSEWHERE = {"texte", "type"}


def test_every_fact_is_read_by_some_rule() -> None:
    assert set(READ_BY) | ELSEWHERE == set(Facts.model_fields)
    known = {rule.id for rule in RULES}
    assert all(set(rules) <= known for rules in READ_BY.values())


@pytest.mark.parametrize("kind", FUNDED_KINDS)
@pytest.mark.parametrize("text", FundingText)
def test_what_a_rule_misses_is_asked_for_that_rule(kind: ListingKind, text: FundingText) -> None:
    nothing = evaluate(facts_from({"type": kind, "texte": text}))
    for finding in nothing.constats:
        for fact in finding.manque:
            assert finding.regle in {rule.id for rule in readers(fact, kind)}


@pytest.mark.parametrize("kind", FUNDED_KINDS)
def test_only_rules_of_the_type_are_named(kind: ListingKind) -> None:
    for fact in asked_of(kind):
        assert readers(fact, kind)
        assert all(kind in rule.kinds for rule in readers(fact, kind))


def test_a_partner_is_asked_nothing() -> None:
    assert asked_of(ListingKind.CENTRE_SOCIAL) == frozenset()
