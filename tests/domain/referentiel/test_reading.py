"""Facts are read from JSON, or refused with the name of the fact and the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.domain.referentiel import Facts, FactsError, facts_from, label

from .files import FILES

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"nom": "Maison"}, "nom : ce fait n’existe pas"),
    ({"budget": {"charge": []}}, "budget.charge : ce fait n’existe pas"),
    ({"texte": "X"}, "texte : valeur inconnue ; attendu : R, F"),
    ({"type": "maison"}, "type : valeur inconnue ; attendu : lieu_ressource"),
    ({"type": "laep"}, "type : ce type ne relève pas du volet 3 ; attendu : lieu_ressource"),
    ({"statut_juridique": "asso"}, "statut_juridique : valeur inconnue ; attendu : association"),
    ({"frais": 2}, "frais : valeur inconnue"),
    ({"lieu_dedie": "oui"}, "lieu_dedie : attendu : true ou false"),
    ({"lieu_dedie": 1}, "lieu_dedie : attendu : true ou false"),
    (
        {"participe_reseau_local": "oui"},
        "participe_reseau_local : valeur inconnue ; attendu : true",
    ),
    ({"participe_reseau_local": 1}, "participe_reseau_local : attendu : true, false"),
    ({"missions": "information"}, "missions : attendu : une liste"),
    ({"missions": ["repos"]}, "missions[0] : valeur inconnue ; attendu : information"),
    ({"tranches_age": ["0-3"]}, "tranches_age[0] : valeur inconnue ; attendu : 0_3, 3_6"),
    ({"offres": ["Transport"]}, "offres[0] : attendu : un mot comme transport_parloir"),
    ({"partenariats": ["PMI"]}, "partenariats[0] : attendu : un objet"),
    ({"partenariats": [{"partenaire": 3}]}, "partenariats[0].partenaire : attendu : un texte"),
    ({"partenariats": [{"nature": "x" * 501}]}, "partenariats[0].nature : 500 caractères au plus"),
    ({"partenariats": [{"nature": "\ud800"}]}, "partenariats[0].nature : ce texte contient"),
    ({"budget": []}, "budget : attendu : un objet"),
    ({"budget": {"charges": [{"montant": 12.5}]}}, "budget.charges[0].montant : attendu : un mont"),
    ({"budget": {"charges": [{"compte": "6A"}]}}, "budget.charges[0].compte : attendu : un numéro"),
    ({"budget": {"produits": [{"financeur": "caf"}]}}, "budget.produits[0].financeur : valeur"),
    ({"accueillants": [{"etp": "0,5"}]}, "accueillants[0].etp : attendu : un nombre d’Etp"),
    ({"accueillants": [{"presence": "Lu"}]}, "accueillants[0].presence : horaires illisibles"),
    ({"sites": [{"horaires": "9h-12h {x}"}]}, "sites[0].horaires : horaires illisibles"),
    ({"sites": [{"horaires": "Mo \ud800"}]}, "sites[0].horaires : horaires illisibles"),
    ({"sites": [{"code_insee": "87"}]}, "sites[0].code_insee : attendu : un code commune"),
    ({"sites": [{"code_insee": "96001"}]}, "sites[0].code_insee : attendu : un code commune"),
    (
        {"sites": [{"fermetures": [{"du": "2027-02-02", "au": "2027-02-01"}]}]},
        "sites[0].fermetures[0] : la fermeture finit avant de commencer",
    ),
    ({"a_partir_du": "1er mars"}, "a_partir_du : attendu : une date, comme"),
    ({"a_partir_du": "2027-02-30"}, "a_partir_du : cette date n’existe pas"),
    ({"a_partir_du": "9999-12-31"}, "a_partir_du : l’année doit être entre 1900 et 2199"),
    ({"a_partir_du": 20270101}, "a_partir_du : attendu : une date"),
]


@pytest.mark.parametrize(("data", "expected"), REFUSED, ids=[each[1][:40] for each in REFUSED])
def test_what_cannot_be_read_is_refused_with_its_name_and_reason(
    data: dict[str, Any], expected: str
) -> None:
    with pytest.raises(FactsError) as refusal:
        facts_from(data)

    assert str(refusal.value).startswith(expected)


@pytest.mark.parametrize(
    "amount", [2, 2.5, True, "", "2,50", "2.505", "-2.00", "+2", " 2", "1e3", "２", "NaN", "1" * 13]
)
def test_amounts_are_texts_with_at_most_two_decimals(amount: object) -> None:
    with pytest.raises(FactsError, match="participation_montant : attendu : un montant"):
        facts_from({"participation_montant": amount})


@pytest.mark.parametrize("amount", ["2", "2.0", "2.00", "0002.00"])
def test_amounts_are_exact(amount: str) -> None:
    read = facts_from({"participation_montant": amount}).participation_montant

    assert str(read) == "2.00"


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(FactsError) as refusal:
        facts_from({"texte": "X", "nom": 1, "lieu_dedie": 0})

    assert {fault.fact for fault in refusal.value.faults} == {"texte", "nom", "lieu_dedie"}


@pytest.mark.parametrize("data", [[], "F", 3, None])
def test_only_objects_hold_facts(data: object) -> None:
    with pytest.raises(FactsError, match="attendu : un objet JSON"):
        facts_from(data)


def test_every_fact_may_be_missing_or_null() -> None:
    names = Facts.model_fields

    assert facts_from({}) == facts_from(dict.fromkeys(names)) == Facts()


def test_values_become_typed() -> None:
    facts = facts_from(
        {
            "a_partir_du": "2027-01-01",
            "accueillants": [{"etp": "0.25"}],
            "budget": {"charges": [{"compte": 64, "montant": "10"}]},
        }
    )

    assert facts.a_partir_du == date(2027, 1, 1)
    assert facts.accueillants is not None
    assert facts.accueillants[0].etp == Decimal("0.25")
    assert facts.budget is not None
    assert facts.budget.charges is not None
    assert (facts.budget.charges[0].compte, str(facts.budget.charges[0].montant)) == ("64", "10.00")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["type"])
def test_facts_that_are_kept_as_json_come_back_the_same(file: dict[str, Any]) -> None:
    facts = facts_from(file)

    assert facts_from(facts.model_dump(mode="json")) == facts


def test_every_fact_has_french_words() -> None:
    words = [label(fact) for fact in Facts.model_fields]

    assert all(word[0].isupper() for word in words)
    assert len(set(words)) == len(words)
