"""What each column takes, what it makes of it, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import ImportText
from tests.services.imports.sheets import faults, imported, sheet

BAD = [
    ("type", "inconnu", "valeur inconnue ; attendu : lieu_ressource"),
    ("type", "lieu ressource", "valeur inconnue"),
    ("nom", "x" * 201, "201 caractères, 200 au plus"),
    ("nom", "=1+1", "formule"),
    ("nom", "+33", "formule"),
    ("nom", "-1", "formule"),
    ("nom", "@SUM(A1)", "formule"),
    ("nom", "\t=1+1", "formule"),
    ("nom", "'=1+1", "formule"),
    ("langues", "français|=1+1", "formule"),
    ("courriel", "=1+1@maison-verte.fr", "formule"),
    ("description", "=HYPERLINK(A1)", "formule"),
    ("nom", "Maison\x07", "caractère de contrôle"),
    ("nom", "Maison\x00verte", "caractère de contrôle"),
    ("site_web", "https://maison-verte.fr/\x07", "caractère de contrôle"),
    ("nom", "Maison\u202everte", "sens de lecture"),
    ("statut_juridique", "sarl", "valeur inconnue"),
    ("siret", "1234", "attendu : 14 chiffres"),
    ("siret", "1,23457E+13", "attendu : 14 chiffres"),
    ("siret", "12345678901234", "clé de contrôle"),
    ("code_postal", "870000", "attendu : 5 chiffres"),
    ("code_postal", "2A000", "attendu : 5 chiffres"),
    ("code_insee", "99999", "code commune inconnu"),
    ("code_insee", "8708", "code commune inconnu"),
    ("code_insee", "Limoges", "attendu : 5 chiffres"),
    ("departement", "87|99", "valeur inconnue"),
    ("latitude", "91", "attendu : entre -90 et 90"),
    ("latitude", "nord", "nombre décimal"),
    ("latitude", "nan", "nombre décimal"),
    ("longitude", "-180,5", "attendu : entre -180 et 180"),
    ("telephone", "12", "n’existe pas"),
    ("telephone", "appelez-nous", "que des chiffres"),
    ("courriel", "maison", "pas une adresse de courriel"),
    ("courriel", "a@maison-verte.fr, b@maison-verte.fr", "pas une adresse de courriel"),
    ("site_web", "javascript:alert(1)", "commence par https://"),
    ("site_web", "www.maison-verte.fr", "commence par https://"),
    ("site_web", "https://[::1", "pas une adresse web"),
    ("site_web", "https://maison verte.fr", "pas d’espace"),
    ("site_web", "https://a.fr/" + "x" * 490, "500 au plus"),
    ("source_url", "data:text/html,x", "commence par https://"),
    ("horaires", "tous les jours", ""),
    ("themes", "information|cuisine", "valeur inconnue"),
    ("publics", "tout_le_monde", "valeur inconnue"),
    ("frais", "0 €", "valeur inconnue ; attendu : gratuit, participation, payant"),
    ("modes_accueil", "sur_place|fax", "valeur inconnue"),
    ("accessible", "partiellement", "attendu : oui, non ou rien"),
    ("itinerant", "1", "attendu : oui, non ou rien"),
    ("source_date", "2026-13", "cette date n’existe pas"),
    ("source_date", "juin 2026", "attendu : AAAA"),
    ("source_date", "٢٠٢٦", "attendu : AAAA"),
    ("verifie_le", "2026-02-30", "cette date n’existe pas"),
    ("verifie_le", "31/04/2026", "cette date n’existe pas"),
    ("verifie_le", "2026-04", "attendu : une date AAAA-MM-JJ"),
    ("verifie_le", "2026-11-25", "dans l’avenir"),
]


@pytest.mark.parametrize(("column", "value", "reason"), BAD)
def test_a_bad_cell_loses_its_line_alone_and_says_why(
    import_text: ImportText, column: str, value: str, reason: str
) -> None:
    both = {"latitude": "48", "longitude": "2"} if column in ("latitude", "longitude") else {}
    report = import_text(
        sheet({"id_externe": "x"} | both | {column: value}, {"id_externe": "a"} | both)
    )
    assert report.created == ["a"]
    assert [(line, where) for line, where, _value in faults(report)] == [(2, column)]
    assert reason in report.errors[0].reason


GOOD_LISTING = [
    ("type", "LAEP", "kind", "laep"),
    ("publics", "parent_solo | entourage||parent_solo", "publics", ("parent_solo", "entourage")),
    ("langues", "français|LSF", "languages", ("français", "LSF")),
    ("modes_accueil", "sur_place|Anonyme", "modes", ("sur_place", "anonyme")),
    ("frais", "Gratuit", "cost", "gratuit"),
    ("accessible", "Oui", "accessible", True),
    ("accessible", "non", "accessible", False),
    ("itinerant", "OUI", "itinerant", True),
    ("soutenu", "oui", "declared_supported", True),
    ("source_date", "2025", "source_date", "2025"),
    ("source_date", "2025-06", "source_date", "2025-06"),
    ("source_date", "3/6/2025", "source_date", "2025-06-03"),
    ("verifie_le", "2026-11-24", "verified_on", date(2026, 11, 24)),
    ("verifie_le", "14/07/2026", "verified_on", date(2026, 7, 14)),
    ("nom", "  Maison \t verte ", "name", "Maison verte"),
    ("nom", "Café\u00a0: l’été", "name", "Café\u00a0: l’été"),
]


@pytest.mark.parametrize(("column", "value", "field", "expected"), GOOD_LISTING)
def test_a_good_cell_becomes_a_value_of_the_listing(
    import_text: ImportText, column: str, value: str, field: str, expected: object
) -> None:
    report = import_text(sheet({column: value}))
    assert report.errors == []
    assert getattr(imported(), field) == expected


GOOD_SITE = [
    ("code_insee", "1053", "code_insee", "01053"),
    ("code_insee", "2a004", "code_insee", "2A004"),
    ("code_insee", "'01053", "code_insee", "01053"),
    ("code_postal", "1000", "postal_code", "01000"),
    ("code_postal", "75 012", "postal_code", "75012"),
    ("departement", "1|2a|France", "departements", ("01", "2A", "france")),
    ("horaires", "Mo-Fr 09:00-12:00", "hours", "Mo-Fr 09:00-12:00"),
]


@pytest.mark.parametrize(("column", "value", "field", "expected"), GOOD_SITE)
def test_a_good_cell_becomes_a_value_of_the_site(
    import_text: ImportText, column: str, value: str, field: str, expected: object
) -> None:
    report = import_text(sheet({column: value}))
    assert report.errors == []
    assert getattr(imported().sites[0], field) == expected


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("48.85659", "2.34292", (48.85659, 2.34292)),
        ("48,85659", "2,34292", (48.85659, 2.34292)),
        ("-20.87897", "'-1.5", (-20.87897, -1.5)),
        ("2.3522219000000176", "0.30000000000000004", (2.3522219000000176, 0.30000000000000004)),
    ],
)
def test_positions_are_read_with_point_or_comma(
    import_text: ImportText, latitude: str, longitude: str, expected: tuple[float, float]
) -> None:
    import_text(sheet({"latitude": latitude, "longitude": longitude}))
    site = imported().sites[0]
    assert (site.latitude, site.longitude) == expected


@pytest.mark.parametrize("given", ["latitude", "longitude"])
def test_half_a_position_is_refused(import_text: ImportText, given: str) -> None:
    report = import_text(sheet({"latitude": "", "longitude": ""} | {given: "2"}))
    assert report.errors[0].reason == "latitude et longitude vont ensemble"
    assert report.errors[0].column != given


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("telephone", "612345678", "06 12 34 56 78"),
        ("telephone", "'+33 1 99 00 12 34", "01 99 00 12 34"),
        ("telephone", "+33 6 12 34 56 78", "06 12 34 56 78"),
        ("courriel", "Contact@Maison-Verte.FR", "Contact@maison-verte.fr"),
        ("site_web", "https://maison-verte.fr/été", "https://maison-verte.fr/été"),
    ],
)
def test_contacts_are_kept_in_one_form(
    import_text: ImportText, column: str, value: str, kept: str
) -> None:
    import_text(sheet({column: value}))
    assert [contact.value for contact in imported().contacts] == [kept]


@pytest.mark.parametrize("siret", ["73282932000074", "732 829 320 00074", "35600000000048"])
def test_a_siret_with_its_right_key_is_kept(import_text: ImportText, siret: str) -> None:
    import_text(sheet({"gestionnaire": "Asso", "siret": siret, "statut_juridique": "association"}))
    operator = imported().operator
    assert operator is not None
    assert (operator.siret, operator.legal_status) == (siret.replace(" ", ""), "association")


def test_a_list_of_nothing_says_nothing(import_text: ImportText) -> None:
    import_text(sheet({"publics": "parent_solo"}))
    assert import_text(sheet({"publics": " | "})).unchanged == 1
    assert imported().publics == ("parent_solo",)
