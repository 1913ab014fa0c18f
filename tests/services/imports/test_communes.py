"""The commune of a line: by its code, or by a name that leaves no doubt."""

from __future__ import annotations

import pytest

from portal.store.cafs import Caf
from portal.store.db import transaction
from tests.conftest import ImportText
from tests.services.imports.sheets import faults, imported, sheet


@pytest.mark.parametrize(
    ("cells", "code_insee"),
    [
        ({"code_insee": "87085"}, "87085"),
        ({"commune": "Limoges"}, "87085"),
        ({"commune": "LIMOGES"}, "87085"),
        ({"commune": "Limoges Cedex 9", "code_postal": "87031"}, "87085"),
        ({"commune": "St-Denis", "code_postal": "93200"}, "93066"),
        ({"commune": "Saint-Denis", "departement": "974"}, "97411"),
        ({"commune": "Saint-Denis", "code_postal": "93205"}, "93066"),
        ({"commune": "Paris 12e"}, "75112"),
        ({"commune": "Paris", "code_postal": "75012"}, "75056"),
        ({"commune": "Nom oublié", "code_insee": "87085"}, "87085"),
    ],
)
def test_a_commune_is_found(
    import_text: ImportText, cells: dict[str, str], code_insee: str
) -> None:
    report = import_text(sheet(cells))
    assert report.errors == []
    assert imported().sites[0].code_insee == code_insee


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"commune": "Saint-Denis"}, "plusieurs communes portent ce nom (11339, "),
        ({"commune": "Saint-Denis", "departement": "france"}, "plusieurs communes portent ce nom"),
        ({"commune": "Trifouilly"}, "commune inconnue : donnez le code_insee"),
        ({"commune": "Limoges", "code_postal": "87300"}, "n’a ce code_postal"),
        ({"commune": "Limoges", "code_postal": "75999"}, "n’a ce code_postal"),
    ],
)
def test_a_doubtful_commune_is_refused(
    import_text: ImportText, cells: dict[str, str], reason: str
) -> None:
    report = import_text(sheet(cells))
    assert faults(report) == [(2, "commune", cells["commune"])]
    assert reason in report.errors[0].reason


def test_a_row_without_commune_is_accepted_and_has_no_position(import_text: ImportText) -> None:
    import_text(sheet({"type": "ecoute_distance", "departement": "87|23"}))
    site = imported().sites[0]
    assert (site.code_insee, site.latitude, site.departements) == (None, None, ("87", "23"))


def test_the_name_and_the_only_postal_code_are_those_of_the_register(
    import_text: ImportText,
) -> None:
    import_text(sheet({"commune": "bellac"}))
    site = imported().sites[0]
    assert (site.commune, site.postal_code) == ("Bellac", "87300")


def test_a_postal_code_given_once_is_not_replaced(import_text: ImportText) -> None:
    import_text(sheet({"commune": "Bellac", "code_postal": "87301"}))
    assert import_text(sheet({"commune": "Bellac"})).unchanged == 1
    assert imported().sites[0].postal_code == "87301"


def test_a_new_listing_goes_to_the_caf_of_its_departement(import_text: ImportText) -> None:
    import_text(sheet({"code_insee": "87085"}, {"id_externe": "b"}))
    caf = imported().caf
    assert caf is not None
    assert caf.code == "87"
    assert imported("b").caf is None


def test_where_two_caf_share_a_departement_staff_choose(import_text: ImportText) -> None:
    with transaction() as session:
        session.add(Caf(code="641", name="Caf du Pays basque", departements=("64",)))
    import_text(sheet({"commune": "Bayonne"}))
    assert imported().caf is None
