"""What the rules found is told in French, with the sentence that it rests on."""

from __future__ import annotations

from portal.domain.referentiel import RULES, Evaluation, Finding, Severity, evaluate, facts_from
from portal.services.dossiers.findings import shown_ceiling, shown_findings
from tests.domain.referentiel.files import FILES, PLACE


def _evaluated(**changes: object) -> Evaluation:
    return evaluate(facts_from(PLACE | changes))


def test_every_finding_is_told_in_the_order_of_the_rules() -> None:
    evaluation = _evaluated()
    shown = shown_findings(evaluation)
    assert [each.rule for each in shown] == [each.regle for each in evaluation.constats]
    for each in shown:
        rule = next(rule for rule in RULES if rule.id == each.rule)
        assert (each.title, each.choice) == (rule.text, rule.choice)
        assert each.quotation.phrase in {source.phrase for source in rule.sources}


def test_missing_facts_are_named_in_french() -> None:
    (found,) = [each for each in shown_findings(_evaluated(lieu_dedie=None)) if each.rule == "L1"]
    assert found.missing == ("Lieu spécifiquement dédié à la parentalité",)
    assert (found.finding, found.blocks) == (Finding.INDETERMINE, True)


def test_only_required_rules_block() -> None:
    found = {each.rule: each for each in shown_findings(_evaluated(services_familles_proches=[]))}
    assert found["L16a"].finding is Finding.NON_CONFORME
    assert found["L16a"].severity is Severity.RECOMMANDATION
    assert not any(each.blocks for each in found.values())


def test_a_complete_file_of_every_type_has_nothing_to_block() -> None:
    for file in FILES:
        assert not any(each.blocks for each in shown_findings(evaluate(facts_from(file))))


def test_what_an_old_decision_says_of_a_rule_that_is_no_more_keeps_its_words() -> None:
    evaluation = _evaluated(lieu_dedie=None)
    former = evaluation.constats[0].model_copy(update={"regle": "Z9", "manque": ("oublie",)})
    (shown,) = shown_findings(evaluation.model_copy(update={"constats": (former,)}))
    assert (shown.rule, shown.title) == ("Z9", former.source.phrase)
    assert shown.missing == ("oublie",)


def test_the_ceiling_is_written_as_the_french_write_it() -> None:
    shown = shown_ceiling(_evaluated().plafond)
    assert shown
    assert (shown.base, shown.share, shown.maximum) == (
        "50\u202f000,00\u00a0€",
        "60\u00a0%",
        "40\u202f000,00\u00a0€",
    )
    assert shown_ceiling(None) is None
