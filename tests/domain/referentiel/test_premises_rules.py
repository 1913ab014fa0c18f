"""Rules L9, L10 and L13."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from portal.domain.referentiel import RuleSettings

from .files import PLACE, answer, found, missing

YES_OR_NO = [
    ("L9", "acces_specifique"),
    ("L9", "accessibilite_universelle"),
    ("L10", "espace_confidentiel"),
    ("L10", "espace_collectif"),
    ("L10", "espaces_simultanes"),
]


@pytest.mark.parametrize(("rule", "fact"), YES_OR_NO)
def test_premises_need_all_that_the_text_names(rule: str, fact: str) -> None:
    assert answer(rule, PLACE, **{fact: True}) == "conforme"
    assert answer(rule, PLACE, **{fact: False}) == "non_conforme"
    assert missing(rule, PLACE, **{fact: None}) == (fact,)


def referents(*shares: str | None) -> dict[str, Any]:
    return {"accueillants": [{"referent": True, "etp": share} for share in shares]}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (["0.49"], "non_conforme"),
        (["0.5"], "conforme"),
        (["0.51"], "conforme"),
        (["0.25", "0.24"], "non_conforme"),
        (["0.25", "0.25"], "conforme"),
        (["0.1", "0.4"], "conforme"),
        (["0.2", "0.2", "0.2"], "non_conforme"),
        (["0.3", "0.1", "0.2"], "conforme"),
        ([], "non_conforme"),
    ],
)
def test_the_shares_of_one_or_two_referents_add_up(shares: list[str], expected: str) -> None:
    assert answer("L13", PLACE, **referents(*shares)) == expected


def test_only_referents_count_for_the_share() -> None:
    staff = [{"referent": False, "etp": "1"}, {"referent": True, "etp": "0.4"}]
    finding = found("L13", PLACE, accueillants=staff)

    assert (finding.constat, finding.mesure) == ("non_conforme", "0,4 Etp")


def test_an_unknown_share_matters_only_when_it_could_decide() -> None:
    assert missing("L13", PLACE, accueillants=None) == ("accueillants",)
    assert missing("L13", PLACE, **referents("0.4", None)) == ("accueillants",)
    assert answer("L13", PLACE, **referents("0.5", None)) == "conforme"
    staff = [{"referent": True, "etp": "0.3"}, {"etp": "0.1"}]
    assert answer("L13", PLACE, accueillants=staff) == "non_conforme"
    staff = [{"referent": True, "etp": "0.3"}, {"etp": "0.2"}]
    assert missing("L13", PLACE, accueillants=staff) == ("accueillants",)


def test_the_share_of_the_referent_is_a_setting() -> None:
    strict = replace(RuleSettings(), referent_etp=Decimal("0.8"))

    assert found("L13", PLACE, strict).constat == "non_conforme"
