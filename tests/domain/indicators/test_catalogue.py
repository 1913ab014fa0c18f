"""What is asked each year comes from one file, and a file with a mistake says where it is."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from portal.domain.indicators.catalogue import CatalogueError, catalogue_from
from portal.services.indicators.catalogue import load_catalogue

SMALL: dict[str, Any] = {
    "groupe": [
        {
            "slug": "familles",
            "libelle": "Familles accueillies",
            "total": {"slug": "familles_accueillies", "libelle": "Nombre de familles"},
            "liste": [
                {
                    "libelle": "Profils",
                    "ligne": [{"slug": "peres", "libelle": "Pères"}],
                }
            ],
        }
    ]
}


def test_the_headings_are_those_that_the_text_proposes() -> None:
    headings = [group.label for group in load_catalogue().groups]
    assert headings == [
        "Familles accueillies",
        "Animations conduites",
        "Partenariats développés",
        "Instances partenariales",
    ]


def test_families_may_have_several_profiles_while_an_activity_is_of_one_nature() -> None:
    families, activities, partners, bodies = load_catalogue().groups
    assert [each.partition for each in families.breakdowns] == [False, False]
    assert [each.partition for each in (*activities.breakdowns, *partners.breakdowns)] == [True] * 2
    assert [each.partition for each in bodies.breakdowns] == [True]


def test_an_indicator_that_is_asked_no_more_is_not_found() -> None:
    catalogue = catalogue_from(SMALL)
    found = catalogue.find("peres")
    assert found is not None
    assert found.label == "Pères"
    assert catalogue.find("grands_peres") is None


def test_the_same_name_is_never_given_to_two_figures() -> None:
    twice = copy.deepcopy(SMALL)
    twice["groupe"][0]["liste"][0]["ligne"].append({"slug": "peres", "libelle": "Papas"})
    with pytest.raises(CatalogueError, match="«peres» is given twice"):
        catalogue_from(twice)


def test_a_mistake_in_the_file_says_where_it_is() -> None:
    wrong = copy.deepcopy(SMALL)
    wrong["groupe"][0]["total"]["libele"] = "Nombre"
    with pytest.raises(CatalogueError, match=r"groupe\.0\.total\.libele"):
        catalogue_from(wrong)
