"""What a person types in «lieu» means one place, several, or none: never a guess."""

from __future__ import annotations

import pytest

from portal.services.geocoding import GeocodedAddress
from portal.services.locate import (
    MOST_CHOICES,
    Ambiguous,
    Located,
    Location,
    NotLocated,
    locate,
    suggester_of,
)
from portal.store.territory import load_territory

TERRITORY = load_territory()
SUGGESTER = suggester_of(TERRITORY)
RUE = GeocodedAddress(45.83, 1.26, "12 Rue Haute-Vienne 87000 Limoges", "87085", 0.9)


class _Geocoder:
    """Answers always the same, and remembers what it was asked."""

    def __init__(self, answer: GeocodedAddress | None = None) -> None:
        self.answer, self.asked = answer, list[str]()

    def find_address(self, text: str) -> GeocodedAddress | None:
        self.asked.append(text)
        return self.answer


def _locate(text: str, geocoder: _Geocoder | None = None) -> Location:
    return locate(text, TERRITORY, SUGGESTER, geocoder)


@pytest.mark.parametrize(
    ("text", "code_insee"),
    [
        ("Limoges", "87085"),
        ("  LIMOGES ", "87085"),
        ("havre", "76351"),
        ("Le Havre", "76351"),
        ("L'Haÿ les roses", "94038"),
        ("l’hay-les-roses", "94038"),
        ("St-Étienne", "42218"),
        ("saint etienne", "42218"),
        ("Y", "80829"),
        ("Château-Chinon (Ville)", "58062"),
    ],
)
def test_an_exact_name_wins_over_longer_ones(text: str, code_insee: str) -> None:
    place = _locate(text)
    assert isinstance(place, Located)
    assert place.code_insee == code_insee


@pytest.mark.parametrize(
    ("text", "code_insee"),
    [
        ("paris", "75056"),
        ("paris 11", "75111"),
        ("Paris 11e", "75111"),
        ("PARIS 11ème arrondissement", "75111"),
        ("11e arrondissement de Paris", "75111"),
        ("Paris (11e)", "75111"),
        ("75011", "75111"),
        ("75011 Paris", "75111"),
        ("75116", "75116"),
        ("Paris 1er", "75101"),
        ("lyon 3eme", "69383"),
        ("marseille 13e arrondissement", "13213"),
        ("marseille 13", "13213"),
        ("Marseille (13)", "13055"),
        ("75 Paris", "75056"),
    ],
)
def test_arrondissements_are_read_as_people_write_them(text: str, code_insee: str) -> None:
    place = _locate(text)
    assert isinstance(place, Located)
    assert place.code_insee == code_insee


@pytest.mark.parametrize(
    ("text", "code_insee"),
    [
        ("51300 Vitry-le-François", "51649"),
        ("Vitry-le-François 51300", "51649"),
        ("Saint-Denis 93", "93066"),
        ("Saint-Denis 93200", "93066"),
        ("93 Saint-Denis", "93066"),
        ("Saint-Denis, Seine-Saint-Denis", "93066"),
        ("Saint-Denis (974)", "97411"),
        ("Saint-Denis, La Réunion", "97411"),
        ("st denis de la réunion", "97411"),
        ("sainte-marie martinique", "97228"),
        ("Bastia (Corse)", "2B033"),
        ("Limog 87", "87085"),
    ],
)
def test_a_postal_code_or_an_area_tells_homonyms_apart(text: str, code_insee: str) -> None:
    place = _locate(text)
    assert isinstance(place, Located)
    assert place.code_insee == code_insee


@pytest.mark.parametrize(
    ("text", "code_insee"),
    [
        ("87000", "87085"),
        ("87 000", "87085"),
        ("８７０００", "87085"),
        ("87085", "87085"),
        ("2a004", "2A004"),
        ("20304 Ajaccio Cedex 1", "2A004"),
        ("87031 Limoges CEDEX", "87085"),
    ],
)
def test_codes_are_postal_codes_first_then_insee_codes(text: str, code_insee: str) -> None:
    place = _locate(text)
    assert isinstance(place, Located)
    assert place.code_insee == code_insee


def test_homonyms_are_asked_about_the_most_populated_first() -> None:
    answer = _locate("saint denis")
    assert isinstance(answer, Ambiguous)
    assert [c.code_insee for c in answer.communes[:2]] == ["97411", "93066"]
    assert {c.name for c in answer.communes} == {"Saint-Denis"}


def test_a_beginning_that_several_communes_have_is_asked_about() -> None:
    answer = _locate("Limog")
    assert isinstance(answer, Ambiguous)
    names = [c.name for c in answer.communes]
    assert names == ["Limoges", "Limogne-en-Quercy", "Limoges-Fourches"]


def test_a_postal_code_of_46_communes_lists_them_all() -> None:
    answer = _locate("51300")
    assert isinstance(answer, Ambiguous)
    assert len(answer.communes) == answer.total == 46


def test_a_city_stands_for_its_arrondissements_in_a_choice() -> None:
    answer = _locate("marseill")
    assert isinstance(answer, Ambiguous)
    assert not any(c.is_arrondissement for c in answer.communes)


def test_a_choice_is_never_longer_than_fifty() -> None:
    answer = _locate("sain")
    assert isinstance(answer, Ambiguous)
    assert len(answer.communes) == MOST_CHOICES < answer.total


@pytest.mark.parametrize("text", ["limgoes", "bourganeu", "Bourganneuf", "lhay les roses"])
def test_a_beginning_or_a_typo_that_one_commune_has_is_enough(text: str) -> None:
    assert isinstance(_locate(text), Located)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Indiquez une commune ou un code postal."),
        ("  ’ - ?!", "Indiquez une commune ou un code postal."),
        ("a" * 201, "Ce texte est trop long : 200 caractères au plus."),
        ("87", "Un code postal compte cinq chiffres."),
        ("Xyzzyx", "Lieu introuvable. Vérifiez le nom de la commune ou indiquez son code postal."),
        (
            "paris 45",
            "Lieu introuvable. Vérifiez le nom de la commune ou indiquez son code postal.",
        ),
    ],
)
def test_what_means_nothing_says_what_to_type(text: str, message: str) -> None:
    answer = _locate(text)
    assert isinstance(answer, NotLocated)
    assert answer.message == message


def test_an_unknown_postal_code_speaks_of_cedex() -> None:
    answer = _locate("87999")
    assert isinstance(answer, NotLocated)
    assert "87999" in answer.message
    assert "CEDEX" in answer.message


def test_an_address_is_asked_from_the_geocoder() -> None:
    geocoder = _Geocoder(RUE)
    place = _locate(" 12 rue Haute-Vienne, Limoges", geocoder)
    assert place == Located(45.83, 1.26, RUE.label, "87", "87085", "adresse")
    assert geocoder.asked == ["12 rue Haute-Vienne, Limoges"]


def test_the_geocoder_is_not_asked_for_what_the_territory_knows() -> None:
    geocoder = _Geocoder(RUE)
    for text in ("Limoges", "saint denis", "51300", "87999", "", "?", "x" * 300):
        _locate(text, geocoder)
    assert geocoder.asked == []


def test_an_address_of_an_unknown_commune_has_the_nearest_departement() -> None:
    place = _locate("quelque part", _Geocoder(GeocodedAddress(45.83, 1.26, "Là", "87999", 0.8)))
    assert place == Located(45.83, 1.26, "Là", "87", None, "adresse")


@pytest.mark.parametrize(
    ("text", "code_insee"),
    [("12 rue de la Paix, 75002 Paris", "75102"), ("3 rue Haute, Limoges", "87085")],
)
def test_without_geocoder_an_address_is_its_commune(text: str, code_insee: str) -> None:
    for geocoder in (None, _Geocoder()):
        place = _locate(text, geocoder)
        assert isinstance(place, Located)
        assert (place.code_insee, place.kind) == (code_insee, "commune")


def test_a_place_is_labelled_with_its_departement() -> None:
    place = _locate("Limoges")
    assert isinstance(place, Located)
    assert (place.label, place.departement, place.kind) == ("Limoges (87)", "87", "commune")


def test_every_commune_is_found_by_its_name_and_departement() -> None:
    columns = TERRITORY.columns
    lost = [
        columns.code_insee[row]
        for row in range(0, len(columns), 25)
        if columns.code_insee[row]
        not in _codes(f"{columns.name[row]} ({columns.departement[row]})")
    ]
    assert lost == []


def _codes(text: str) -> set[str | None]:
    answer = _locate(text)
    if isinstance(answer, Ambiguous):
        return {c.code_insee for c in answer.communes}
    return {answer.code_insee} if isinstance(answer, Located) else set()
