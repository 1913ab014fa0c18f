"""What the findings of a file come to."""

from __future__ import annotations

from typing import Any

import pytest

from portal.domain.referentiel import RULES, Evaluation, RuleSettings, evaluate, facts_from

from .files import FILES, HOUSE, LISTENING, PDN, PLACE, REP, found

COUNTS = [
    (PLACE, "R", 21),
    (PLACE, "F", 25),
    (HOUSE, "R", 22),
    (HOUSE, "F", 26),
    (REP, "R", 8),
    (REP, "F", 8),
    (LISTENING, "R", 7),
    (LISTENING, "F", 7),
    (PDN, "R", 7),
    (PDN, "F", 7),
]


@pytest.mark.parametrize(("file", "text", "count"), COUNTS)
def test_one_finding_for_each_rule_that_applies_in_the_order_of_the_table(
    file: dict[str, Any], text: str, count: int
) -> None:
    named = [each.regle for each in evaluate(facts_from(file | {"texte": text})).constats]
    order = [rule.id for rule in RULES]

    assert len(named) == count
    assert named == sorted(named, key=order.index)


@pytest.mark.parametrize("text", ["R", "F"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file["type"])
def test_a_complete_file_that_meets_every_rule_is_eligible(file: dict[str, Any], text: str) -> None:
    evaluation = evaluate(facts_from(file | {"texte": text}))
    required = [each for each in evaluation.constats if each.gravite == "obligatoire"]

    assert {each.constat for each in required} <= {"conforme", "sans_objet"}
    assert evaluation.recevable is True


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"lieu_dedie": False}, False),
        ({"lieu_dedie": None}, None),
        ({"lieu_dedie": False, "frais": None}, False),
        ({"territoire_coherent": False}, True),
        ({"territoire_coherent": None}, True),
        ({"centre_social_sur_territoire": False, "collabore_referents_avs": None}, True),
    ],
)
def test_only_required_rules_keep_a_file_back(
    changes: dict[str, Any], expected: bool | None
) -> None:
    assert evaluate(facts_from(PLACE | changes)).recevable is expected


@pytest.mark.parametrize(("centre", "first"), [(False, True), (True, False), (None, None)])
def test_a_file_comes_first_where_there_is_no_social_centre(
    centre: bool | None, first: bool | None
) -> None:
    facts = facts_from(PLACE | {"centre_social_sur_territoire": centre})

    assert evaluate(facts).prioritaire is first


def test_services_have_no_priority_to_tell() -> None:
    assert [evaluate(facts_from(file)).prioritaire for file in (REP, LISTENING, PDN)] == [None] * 3


def test_without_a_type_only_the_rules_for_every_kind_can_tell() -> None:
    evaluation = evaluate(facts_from(PLACE | {"type": None}))
    told = [each.regle for each in evaluation.constats if each.constat != "indetermine"]

    assert told == ["G1", "G2", "G3", "G4"]
    assert all(each.manque == ("type",) for each in evaluation.constats[4:])
    assert (len(evaluation.constats), evaluation.recevable, evaluation.plafond) == (36, None, None)


def test_without_a_text_only_the_rules_of_one_text_cannot_tell() -> None:
    evaluation = evaluate(facts_from(PLACE | {"texte": None}))
    asking = [each.regle for each in evaluation.constats if each.manque == ("texte",)]

    assert asking == ["G5", "G6", "L13", "L19"]
    assert evaluation.recevable is None


def test_a_file_without_facts_cannot_tell_anything() -> None:
    evaluation = evaluate(facts_from({}))

    assert (evaluation.recevable, evaluation.prioritaire, evaluation.plafond) == (None,) * 3
    assert {each.constat for each in evaluation.constats} == {"indetermine"}


def test_every_finding_quotes_the_text_of_the_file_where_it_speaks() -> None:
    quoted = {each.regle: each.source for each in evaluate(facts_from(PLACE)).constats}

    assert quoted["G1"].texte == "R"
    assert quoted["L9"].texte == "F"
    assert quoted["L13"].phrase == "Il doit exercer a minima son activité à 0,5 Etp."


@pytest.mark.parametrize(
    ("rule", "file", "changes", "words"),
    [
        ("G3", PLACE, {"participe_reseau_local": False}, "participent aux réseaux locaux"),
        ("G3", PLACE, {"partenariats": []}, "La mise en place de partenariats"),
        ("L14", PLACE, {"territoire_coherent": False}, "implanté sur un territoire cohérent"),
        ("L14", PLACE, {"echelle": "autre"}, "L’échelle d’implantation préconisée"),
        ("L19", PLACE, {"projet_ctg": False}, "en lien avec les Ctg"),
        ("L19", PLACE, {"coordination_locale": False}, "Permettre la coordination"),
        ("E2", LISTENING, {"reseau_departemental": False}, "réseau des acteurs départementaux"),
        ("E2", LISTENING, {"professionnels_orientent": False}, "réorienter les parents"),
        ("P2", PDN, {"projet_coordination_partage": False}, "projet de coordination partagé"),
        ("P2", PDN, {"projet_commun_et_echanges": False}, "projet de coordination commun"),
    ],
)
def test_a_finding_quotes_the_sentence_that_decides(
    rule: str, file: dict[str, Any], changes: dict[str, Any], words: str
) -> None:
    finding = found(rule, file, **changes)

    assert finding.constat == "non_conforme"
    assert words in finding.source.phrase


def test_an_evaluation_that_is_kept_comes_back_as_it_was() -> None:
    evaluation = evaluate(facts_from(PLACE))

    assert Evaluation.model_validate(evaluation.as_json()) == evaluation
    assert list(evaluation.as_json()) == ["recevable", "prioritaire", "plafond", "constats"]
    assert list(evaluation.as_json()["constats"][0]) == [
        "regle",
        "constat",
        "gravite",
        "mesure",
        "attendu",
        "manque",
        "source",
    ]


def test_every_setting_says_whether_it_is_a_choice() -> None:
    notes = RuleSettings.notes()
    chosen = {name for name, note in notes.items() if note.startswith("Choix réglable")}

    assert set(notes) == set(RuleSettings.__slots__)
    assert chosen == {"minimum_minutes", "symbolic_contribution"}
