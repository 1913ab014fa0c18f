"""The lines of one id_externe are the stops of one listing."""

from __future__ import annotations

import pytest

from tests.conftest import ImportText
from tests.services.imports.sheets import faults, imported, sheet

GARE = {
    "arret": "Gare",
    "adresse": "1 rue Haute",
    "commune": "Limoges",
    "horaires": "Mo 09:00-12:00",
}
PLACE = {
    "arret": "Place",
    "adresse": "2 rue Basse",
    "commune": "Bellac",
    "horaires": "Tu 14:00-17:00",
}
POINT = {"latitude": "45.83", "longitude": "1.26"}


def test_each_stop_has_its_place_and_its_hours(import_text: ImportText) -> None:
    report = import_text(sheet(GARE, PLACE))
    assert (report.lines, report.created) == (2, ["a"])
    sites = [(s.stop, s.address, s.code_insee, s.hours) for s in imported().sites]
    assert sites == [
        ("Gare", "1 rue Haute", "87085", "Mo 09:00-12:00"),
        ("Place", "2 rue Basse", "87011", "Tu 14:00-17:00"),
    ]


def test_the_stops_need_not_follow_each_other(import_text: ImportText) -> None:
    import_text(sheet(GARE, {"id_externe": "b"} | GARE, PLACE))
    assert [site.stop for site in imported().sites] == ["Gare", "Place"]


def test_a_stop_written_twice_is_refused_the_second_time(import_text: ImportText) -> None:
    report = import_text(sheet(GARE, PLACE, GARE | {"adresse": "3 rue Neuve"}))
    assert faults(report) == [(4, "id_externe", "a")]
    assert report.errors[0].reason == "même id_externe et même arrêt que la ligne 2"
    assert [site.address for site in imported().sites] == ["1 rue Haute", "2 rue Basse"]


def test_two_lines_with_the_same_id_and_no_stop_are_a_duplicate(import_text: ImportText) -> None:
    report = import_text(sheet({"nom": "Une"}, {"nom": "Une"}, {"id_externe": "b"}))
    assert report.created == ["a", "b"]
    assert faults(report) == [(3, "id_externe", "a")]


def test_a_stop_that_contradicts_the_first_is_refused(import_text: ImportText) -> None:
    first, second = GARE | {"itinerant": "oui"}, PLACE | {"itinerant": "non", "nom": "Autre"}
    report = import_text(sheet(first, second))
    assert faults(report) == [(3, "nom", "Autre"), (3, "itinerant", "non")]
    assert report.errors[0].reason == "diffère de la ligne 2, qui décrit la même fiche"
    assert [site.stop for site in imported().sites] == ["Gare"]


def test_what_only_one_stop_says_holds_for_the_listing(import_text: ImportText) -> None:
    telephone = {"telephone": "01 99 00 12 34"}
    report = import_text(sheet(GARE, PLACE | telephone, {"arret": "Port"} | telephone))
    assert report.errors == []
    assert [contact.value for contact in imported().contacts] == ["01 99 00 12 34"]


def test_a_bad_stop_leaves_the_others_of_its_listing(import_text: ImportText) -> None:
    report = import_text(sheet(GARE | {"horaires": "?"}, PLACE))
    assert [line for line, _column, _value in faults(report)] == [2]
    assert [site.stop for site in imported().sites] == ["Place"]


def test_a_stop_that_a_later_file_does_not_name_stays(import_text: ImportText) -> None:
    import_text(sheet(GARE, PLACE))
    assert import_text(sheet(GARE)).unchanged == 1
    assert [site.stop for site in imported().sites] == ["Gare", "Place"]


def test_a_later_file_adds_a_stop(import_text: ImportText) -> None:
    import_text(sheet(GARE))
    assert "arret" in import_text(sheet(GARE, PLACE)).updated["a"]
    assert [site.stop for site in imported().sites] == ["Gare", "Place"]


@pytest.mark.parametrize("moved", [{"commune": "Bellac"}, {"adresse": "9 rue Neuve"}])
def test_a_stop_that_a_file_moves_without_a_point_is_amid_its_commune(
    import_text: ImportText, moved: dict[str, str]
) -> None:
    import_text(sheet(GARE | POINT))
    report = import_text(sheet(GARE | moved))
    (site,) = imported().sites
    assert (site.latitude, site.longitude) == (None, None)
    assert {"latitude", "longitude"} <= set(report.updated["a"])
    assert import_text(sheet(GARE | moved)).unchanged == 1


@pytest.mark.parametrize("said", [{"adresse": "1, Rue HAUTE"}, {"telephone": "01 99 00 12 34"}])
def test_a_stop_that_stays_keeps_its_point(import_text: ImportText, said: dict[str, str]) -> None:
    import_text(sheet(GARE | POINT))
    import_text(sheet(GARE | said))
    assert imported().sites[0].latitude == 45.83


def test_a_stop_that_a_file_moves_to_a_point_is_there(import_text: ImportText) -> None:
    import_text(sheet(GARE | POINT))
    import_text(sheet(PLACE | {"arret": "Gare", "latitude": "46.12", "longitude": "1.05"}))
    assert imported().sites[0].latitude == 46.12
