"""The page of rules: each of them with its sentences, its facts and its figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from flask import Flask

from portal.domain.access import PERMISSIONS, Permission, Role
from portal.domain.referentiel import RULES, FundingText, rulebook
from tests.staff import add_agent, sign_in

PAGE = "/gestion/referentiel"


def shown(app: Flask, query: str = "", role: Role = Role.LECTEUR) -> str:
    return unescape(sign_in(app, add_agent(role)).get(f"{PAGE}{query}").text)


def rules_on(page: str) -> list[str]:
    return [rule.id for rule in RULES if f'id="{rule.id}"' in page]


def test_every_rule_is_shown_with_its_sentences_and_headings(app: Flask) -> None:
    page = shown(app)

    for rule in RULES:
        assert f'<article class="rule-card" id="{rule.id}"' in page
        assert rule.text in page
        assert all(source.phrase in page and source.titre in page for source in rule.sources)
    assert all(rulebook(text).version in page for text in FundingText)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?type=rep", ["G1", "G2", "G3", "G4", "R1", "R2", "R3", "R4"]),
        ("?type=lieu_ressource&texte=F&gravite=priorite", ["L15"]),
        ("?texte=R&type=ecoute_distance&gravite=recommandation", ["E3"]),
        ("?texte=R&type=rep&gravite=priorite", []),
    ],
)
def test_rules_are_found_by_text_type_and_severity(
    app: Flask, query: str, wanted: list[str]
) -> None:
    assert rules_on(shown(app, query)) == wanted


def test_a_filter_that_there_is_not_filters_nothing(app: Flask) -> None:
    assert len(rules_on(shown(app, "?texte=X&type=laep&gravite=9"))) == len(RULES)


def test_the_figures_are_those_of_the_installation(app: Flask) -> None:
    settings = app.extensions["portal.settings"]
    app.extensions["portal.settings"] = replace(
        settings, rule_half_days=7, rule_contribution=Decimal("3.50")
    )

    page = shown(app)

    assert "7 demi-journées par semaine" in page
    assert "3,50\u00a0€ par visite" in page
    assert "la règle L11 est non respectée" in page


@pytest.mark.parametrize("role", Role)
def test_only_those_who_read_files_read_the_rules(app: Flask, role: Role) -> None:
    answer = sign_in(app, add_agent(role)).get(PAGE)

    assert answer.status_code == (200 if Permission.READ_DOSSIERS in PERMISSIONS[role] else 403)
