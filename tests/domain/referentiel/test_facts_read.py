"""The facts that a rule is said to read are those that it reads."""

from __future__ import annotations

from typing import Any

import pytest

from portal.domain.referentiel import RULES, Case, Facts, Rule
from portal.domain.referentiel.facts_read import FACTS_READ
from tests.domain.referentiel.files import FILES, PLACE

DOUBTFUL = (
    PLACE | {"statut_juridique": "fondation_rup"},
    PLACE | {"frais": "participation", "participation_montant": "1.00"},
    PLACE | {"centre_1000_jours": None},
    PLACE | {"centre_1000_jours": True},
    PLACE | {"texte": "R"},
)


class Watched(Facts):
    """Facts that note which of them are asked for."""

    def __getattribute__(self, name: str) -> Any:
        if name in Facts.model_fields:
            asked.add(name)
        return super().__getattribute__(name)


asked: set[str] = set()


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_reads_what_is_said_of_it_and_nothing_else(rule: Rule) -> None:
    read: set[str] = set()
    for file in (*FILES, *DOUBTFUL):
        case = Case(Watched.model_validate(file))
        asked.clear()
        rule.test(case)
        read |= asked

    told = set(FACTS_READ[rule.id])
    assert told <= read
    # The text only changes the words of the rule of hours.
    assert read - told <= ({"texte"} if rule.id == "L11" else set())


def test_every_rule_is_told() -> None:
    assert list(FACTS_READ) == [rule.id for rule in RULES]
