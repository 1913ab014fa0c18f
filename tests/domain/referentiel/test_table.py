"""The table of rules, written a second time to be compared with the first."""

from __future__ import annotations

import pytest

from portal.domain.listing import ListingKind
from portal.domain.referentiel import RULES, FundingText, Rule, rulebook, sorts_charges

PLACES = "lieu_ressource maison_1000_jours"
ALL = f"{PLACES} rep ecoute_distance pdn_coordination"
TABLE = f"""
G1 | {ALL} | R F | obligatoire
G2 | {ALL} | R F | obligatoire
G3 | {ALL} | R F | obligatoire
G4 | {ALL} | R F | obligatoire
G5 | {PLACES} | F | obligatoire
G6 | {PLACES} | F | obligatoire
L1 | {PLACES} | R F | obligatoire
L2 | {PLACES} | R F | obligatoire
L3 | {PLACES} | R F | obligatoire
L4 | {PLACES} | R F | obligatoire
L5 | {PLACES} | R F | obligatoire
L6 | {PLACES} | R F | obligatoire
L7 | {PLACES} | R F | obligatoire
L8 | {PLACES} | R F | obligatoire
L9 | {PLACES} | R F | obligatoire
L10 | {PLACES} | R F | obligatoire
L11 | {PLACES} | R F | obligatoire
L12 | {PLACES} | R F | obligatoire
L13 | {PLACES} | F | obligatoire
L14 | {PLACES} | R F | recommandation
L15 | {PLACES} | R F | priorite
L16a | {PLACES} | R F | recommandation
L16b | {PLACES} | R F | obligatoire
L17 | maison_1000_jours | R F | recommandation
L18 | {PLACES} | R F | obligatoire
L19 | {PLACES} | F | obligatoire
R1 | rep | R F | obligatoire
R2 | rep | R F | obligatoire
R3 | rep | R F | obligatoire
R4 | rep | R F | recommandation
E1 | ecoute_distance | R F | obligatoire
E2 | ecoute_distance | R F | obligatoire
E3 | ecoute_distance | R F | recommandation
P1 | pdn_coordination | R F | obligatoire
P2 | pdn_coordination | R F | obligatoire
P3 | pdn_coordination | R F | recommandation
"""


def test_the_36_rules_are_those_of_the_table_in_its_order() -> None:
    rows = [
        " | ".join((rule.id, " ".join(rule.kinds), " ".join(rule.texts), rule.severity))
        for rule in RULES
    ]

    assert rows == TABLE.strip().splitlines()
    assert len(rows) == 36


def test_the_rulebooks_hold_the_rules_of_their_text() -> None:
    national, fiche = rulebook(FundingText.R), rulebook(FundingText.F)

    assert (len(national.rules), len(fiche.rules)) == (32, 36)
    assert {rule.id for rule in fiche.rules} - {rule.id for rule in national.rules} == {
        "G5",
        "G6",
        "L13",
        "L19",
    }
    assert (national.dated, fiche.dated) == ("Cog 2018-2022", "non datée")
    assert national.version != fiche.version


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_itself_in_one_sentence(rule: Rule) -> None:
    assert rule.text.endswith(".")
    assert rule.text[0].isupper()
    assert "'" not in rule.text + rule.choice
    assert len(rule.text) <= 200


@pytest.mark.parametrize("text", FundingText)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_quotes_the_text_of_the_file_or_the_only_one_that_speaks(
    rule: Rule, text: FundingText
) -> None:
    own = [source for source in rule.sources if source.texte is text]

    assert rule.source(text) == (own or rule.sources)[0]
    assert rule.source(None) == rule.source(FundingText.F)


def test_kinds_and_texts_that_are_known_to_differ_keep_a_rule_out() -> None:
    relay = next(rule for rule in RULES if rule.id == "R1")

    assert relay.may_apply(ListingKind.REP, FundingText.F)
    assert relay.may_apply(None, None)
    assert not relay.may_apply(ListingKind.LIEU_RESSOURCE, None)
    assert relay.unsettled(None, None) == ("type",)
    assert relay.unsettled(ListingKind.REP, None) == ()


@pytest.mark.parametrize("text", FundingText)
@pytest.mark.parametrize("kind", ListingKind)
def test_charges_are_sorted_where_the_rules_on_charges_hold(
    kind: ListingKind, text: FundingText
) -> None:
    on_charges = [rule for rule in RULES if rule.id in ("G5", "G6")]

    assert {rule.may_apply(kind, text) for rule in on_charges} == {sorts_charges(kind, text)}
