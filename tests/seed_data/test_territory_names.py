"""Names of communes, départements and Caf as people write them."""

from __future__ import annotations

import pytest

from portal.store.territory import load_cafs, load_territory
from seed_data.territory.mayotte import POPULATIONS_2017, TOTAL_2017
from seed_data.territory.names import after_noun, caf_name, commune_name


@pytest.mark.parametrize(
    ("bare", "name_type", "name"),
    [
        ("Limoges", "0", "Limoges"),
        ("Ajaccio", "1", "Ajaccio"),
        ("Havre", "2", "Le Havre"),
        ("Rochelle", "3", "La Rochelle"),
        ("Mureaux", "4", "Les Mureaux"),
        ("Haÿ-les-Roses", "5", "L'Haÿ-les-Roses"),
        ("Marais", "6", "Aux Marais"),
        ("Masos", "8", "Los Masos"),
    ],
)
def test_a_commune_gets_its_article_back(bare: str, name_type: str, name: str) -> None:
    assert commune_name(bare, name_type) == name


@pytest.mark.parametrize(
    ("departement", "name_type", "caf"),
    [
        ("Ain", "5", "Caf de l'Ain"),
        ("Bouches-du-Rhône", "4", "Caf des Bouches-du-Rhône"),
        ("Haute-Vienne", "3", "Caf de la Haute-Vienne"),
        ("Ille-et-Vilaine", "1", "Caf d'Ille-et-Vilaine"),
        ("La Réunion", "0", "Caf de La Réunion"),
        ("Lot-et-Garonne", "2", "Caf de Lot-et-Garonne"),
        ("Nord", "2", "Caf du Nord"),
        ("Paris", "0", "Caf de Paris"),
        ("Vaucluse", "2", "Caf de Vaucluse"),
    ],
)
def test_a_caf_is_named_after_its_departement(departement: str, name_type: str, caf: str) -> None:
    assert caf_name("00", after_noun(departement, name_type)) == caf


def test_every_departement_has_one_caf_and_mayotte_its_cssm() -> None:
    cafs = {code: (name, departements) for code, name, departements in load_cafs()}
    assert set(cafs) == set(load_territory().departements)
    assert all(departements == (code,) for code, (_, departements) in cafs.items())
    assert cafs["976"][0] == "CSSM de Mayotte"
    assert len({name for name, _ in cafs.values()}) == 101


def test_the_census_of_mayotte_adds_up() -> None:
    assert sum(POPULATIONS_2017.values()) == TOTAL_2017


def test_the_committed_populations_of_mayotte_are_those_of_the_census() -> None:
    territory = load_territory()
    assert {
        c.code_insee: c.population for c in territory.communes() if c.departement == "976"
    } == POPULATIONS_2017
