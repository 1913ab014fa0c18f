"""What an import writes: only with leave, only what differs, everything or what is good."""

from __future__ import annotations

import pytest

from portal.domain.listing import ContactKind, ListingStatus
from portal.services.imports import ImportReport
from portal.store.contacts import Contact
from portal.store.db import db, transaction
from portal.store.listings import count_published, find_by_external_ids
from portal.store.revisions import get_revision
from tests.conftest import ImportText
from tests.services.imports.sheets import imported, sheet

WHOLE = {
    "nom_local": "La Maison",
    "gestionnaire": "Asso",
    "statut_juridique": "association",
    "siret": "73282932000074",
    "adresse": "1 rue Haute",
    "commune": "Limoges",
    "latitude": "45.83",
    "longitude": "1.26",
    "telephone": "01 99 00 12 34",
    "courriel": "contact@maison-verte.fr",
    "site_web": "https://maison-verte.fr",
    "horaires": "Mo-Fr 09:00-12:00",
    "themes": "information|laep",
    "publics": "tous_parents",
    "frais": "gratuit",
    "modes_accueil": "sur_place",
    "accessible": "oui",
    "langues": "français",
    "description": "Un lieu.",
    "source_url": "https://exemple.fr/source",
    "source_date": "2026-05",
    "verifie_le": "2026-06-01",
    "soutenu": "oui",
    "caf": "Caf de la Haute-Vienne",
}


def _revision() -> int:
    return get_revision(db.session())[0]


def _told(report: ImportReport) -> tuple[int, int, int]:
    return len(report.created), len(report.updated), report.unchanged


def test_a_dry_run_says_the_same_and_writes_nothing(import_text: ImportText) -> None:
    before = _revision()
    dry = import_text(sheet(WHOLE, {"id_externe": "b"}), apply=False)
    assert (dry.applied, dry.created) == (False, ["a", "b"])
    assert find_by_external_ids(db.session(), ["a", "b"]) == {}
    assert _revision() == before
    wet = import_text(sheet(WHOLE, {"id_externe": "b"}))
    assert (wet.applied, wet.created) == (True, ["a", "b"])


def test_what_is_imported_is_published(import_text: ImportText) -> None:
    import_text(sheet(WHOLE))
    assert imported().status is ListingStatus.PUBLIEE
    assert count_published(db.session()) == 1


def test_declared_funding_is_kept_for_staff(import_text: ImportText) -> None:
    import_text(sheet(WHOLE))
    assert imported().declared_supported is True
    assert imported().declared_caf == "Caf de la Haute-Vienne"


def test_the_same_file_again_changes_nothing(import_text: ImportText) -> None:
    import_text(sheet(WHOLE, {"id_externe": "b"}))
    revision, version = _revision(), imported().version
    assert _told(import_text(sheet(WHOLE, {"id_externe": "b"}))) == (0, 0, 2)
    assert (_revision(), imported().version) == (revision, version)


CHANGES = [
    ({"nom": "Maison bleue"}, ["nom"]),
    ({"adresse": "2 rue Basse"}, ["adresse"]),
    ({"telephone": "01 99 00 99 99"}, ["telephone"]),
    ({"themes": "laep|information"}, ["themes"]),
    ({"themes": "laep"}, ["themes"]),
    ({"gestionnaire": "Autre asso"}, ["statut_juridique", "siret", "gestionnaire"]),
    ({"commune": "Bellac"}, ["code_postal", "commune", "code_insee"]),
    ({"accessible": "non"}, ["accessible"]),
]


@pytest.mark.parametrize(("cells", "changed"), CHANGES)
def test_a_changed_cell_changes_just_that(
    import_text: ImportText, cells: dict[str, str], changed: list[str]
) -> None:
    import_text(sheet(WHOLE, {"id_externe": "b"}))
    revision = _revision()
    report = import_text(sheet(WHOLE | cells, {"id_externe": "b"}))
    assert report.updated == {"a": changed}
    assert report.unchanged == 1
    assert _revision() == revision + 1


def test_an_empty_cell_never_erases(import_text: ImportText) -> None:
    import_text(sheet(WHOLE))
    report = import_text(sheet(dict.fromkeys(WHOLE, "")))
    assert _told(report) == (0, 0, 1)
    assert imported().description == "Un lieu."


def test_an_absent_column_never_erases(import_text: ImportText) -> None:
    import_text(sheet(WHOLE))
    assert _told(import_text(sheet({}))) == (0, 0, 1)


def test_good_lines_are_written_and_bad_ones_reported(import_text: ImportText) -> None:
    report = import_text(sheet({"type": "x"}, {"id_externe": "b"}, {"id_externe": "c"}))
    assert (report.applied, report.created, len(report.errors)) == (True, ["b", "c"], 1)


def test_strict_with_one_bad_line_writes_nothing(import_text: ImportText) -> None:
    rows = sheet({"id_externe": "b"}, {"type": "x"})
    report = import_text(rows, strict=True)
    assert (report.applied, report.created, len(report.errors)) == (False, ["b"], 1)
    assert find_by_external_ids(db.session(), ["b"]) == {}


def test_strict_without_a_bad_line_writes_all(import_text: ImportText) -> None:
    assert import_text(sheet({}), strict=True).applied
    assert imported().name == "Maison verte"


@pytest.mark.parametrize(
    "status", [ListingStatus.SUSPENDUE, ListingStatus.ARCHIVEE, ListingStatus.BROUILLON]
)
def test_what_staff_took_back_is_not_published_again(
    import_text: ImportText, status: ListingStatus
) -> None:
    import_text(sheet({}))
    with transaction():
        imported().status = status
    import_text(sheet({"nom": "Maison bleue"}))
    assert (imported().status, imported().name) == (status, "Maison bleue")


def test_a_contact_that_staff_keep_for_themselves_is_not_published_again(
    import_text: ImportText,
) -> None:
    import_text(sheet({"telephone": "01 99 00 12 34"}))
    with transaction():
        imported().contacts[0].is_public = False
    assert import_text(sheet({"telephone": "01 99 00 12 34"})).unchanged == 1
    assert [contact.is_public for contact in imported().contacts] == [False]


def test_a_private_number_stays_beside_the_public_one(import_text: ImportText) -> None:
    import_text(sheet({}))
    listing = imported()
    with transaction():
        private = Contact(kind=ContactKind.TELEPHONE, value="01 99 00 00 00", is_public=False)
        listing.contacts.append(private)
    import_text(sheet({"telephone": "01 99 00 12 34"}))
    found = {contact.value: contact.is_public for contact in imported().contacts}
    assert found == {"01 99 00 00 00": False, "01 99 00 12 34": True}


def test_listings_share_their_managing_body(import_text: ImportText) -> None:
    first = {"gestionnaire": "Asso", "statut_juridique": "association"}
    second = {"id_externe": "b", "gestionnaire": "Asso", "statut_juridique": "prive"}
    import_text(sheet(first, second))
    assert imported().operator is imported("b").operator
    assert _told(import_text(sheet(first, second))) == (0, 0, 2)


def test_known_listings_stay_as_they_are_where_only_new_ones_are_wanted(
    import_text: ImportText,
) -> None:
    import_text(sheet({}))
    report = import_text(sheet({"nom": "Autre"}, {"id_externe": "b"}), only_new=True)
    assert (report.created, report.unchanged) == (["b"], 1)
    assert imported().name == "Maison verte"


def test_a_long_file_is_written_in_a_few_revisions(import_text: ImportText) -> None:
    before = _revision()
    report = import_text(sheet(*({"id_externe": f"n{i}"} for i in range(450))))
    assert len(report.created) == 450
    assert len({imported(f"n{i}").slug for i in (0, 199, 200, 449)}) == 4
    assert _revision() == before + 3
