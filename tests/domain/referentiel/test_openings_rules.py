"""Rules L11 and L12, from the real hours of places and people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.calendar import HolidayRange, SchoolZone, default_school_calendar
from portal.domain.referentiel import RuleSettings

from .files import PLACE, answer, found, missing


def at(*hours: str | None, code: str | None = "87085", **rest: object) -> dict[str, Any]:
    return {"sites": [{"code_insee": code, "horaires": text, **rest} for text in hours]}


def staff(*presences: str | None, trained: bool | None = True) -> dict[str, Any]:
    return {"accueillants": [{"forme": trained, "presence": text} for text in presences]}


HALF_DAYS = {
    "Mo-Th 09:00-12:00": ("non_conforme", "4 demi-journées pour 5 attendues"),
    "Mo-Fr 09:00-12:00": ("conforme", "5 demi-journées pour 5 attendues"),
    "Mo-Fr 09:00-12:00; Sa 14:00-16:00": ("conforme", "6 demi-journées pour 5 attendues"),
    "Mo-Fr 10:00-12:00": ("conforme", "5 demi-journées"),
    "Mo-Th 10:00-12:00; Fr 10:00-11:59": ("non_conforme", "4 demi-journées"),
    "Mo-Th 10:00-12:00; week 02-52/2 Fr 10:00-12:00": ("non_conforme", "4 demi-journées"),
    "Mo-Th 09:00-12:00; week 01-53/2 Fr 09:00-12:00": ("non_conforme", "4 demi-journées"),
}


@pytest.mark.parametrize(("hours", "expected"), HALF_DAYS.items())
def test_five_half_days_in_the_lowest_week_are_needed(
    hours: str, expected: tuple[str, str]
) -> None:
    finding = found("L11", PLACE, **at(hours))

    assert finding.constat == expected[0]
    assert finding.mesure.startswith(expected[1])


@pytest.mark.parametrize(("text", "physical"), [("R", False), ("F", True)])
def test_only_the_fiche_says_that_openings_are_physical(text: str, physical: bool) -> None:
    finding = found("L11", PLACE, texte=text)

    assert ("ouverture physique au public" in finding.source.phrase) is physical
    assert ("physique" in finding.attendu) is physical
    assert finding.source.texte == text


def test_the_half_days_of_stops_add_up() -> None:
    stops = at("Mo 09:00-12:00", "Tu 09:00-12:00,14:00-17:00", "Th 14:00-17:00", "Fr 09:00-11:00")

    assert answer("L11", PLACE, **stops) == "conforme"
    assert answer("L11", PLACE, sites=stops["sites"][1:]) == "non_conforme"


@pytest.mark.parametrize("text", ["R", "F"])
@pytest.mark.parametrize(
    "comment", ["par téléphone", "permanence téléphonique", "visio", "en ligne", "à distance"]
)
def test_remote_hours_never_count(text: str, comment: str) -> None:
    on_its_own_day = at(f'Mo-Th 09:00-12:00; Fr 09:00-12:00 "{comment}"')
    added = at(f'Mo-Th 09:00-12:00, Mo-Th 14:00-18:00 "{comment}"')
    over = at(f'Mo-Fr 09:00-12:00; Fr 14:00-18:00 "{comment}"')

    for sites in (on_its_own_day, added, over):
        finding = found("L11", PLACE, texte=text, **sites)
        assert (finding.constat, finding.mesure[:15]) == ("non_conforme", "4 demi-journées")


def test_hours_that_may_be_physical_cannot_tell() -> None:
    both = at('Mo-Th 09:00-12:00; Fr 09:00-12:00 "sur place et par téléphone"')
    finding = found("L11", PLACE, **both)

    assert (finding.constat, finding.manque) == ("indetermine", ("sites",))
    assert "de 4 à 5 demi-journées" in finding.mesure


SATURDAY = 'Sa 10:00-12:00 "un samedi sur deux"'
UNSURE = {
    f"Mo-We 09:00-12:00; {SATURDAY}": ("non_conforme", "de 3 à 4 demi-journées"),
    f"Mo-Th 09:00-12:00; {SATURDAY}": ("indetermine", "de 4 à 5 demi-journées"),
    f"Mo-Fr 09:00-12:00; {SATURDAY}": ("conforme", "de 5 à 6 demi-journées"),
}


@pytest.mark.parametrize(("hours", "expected"), UNSURE.items())
def test_hours_to_confirm_block_only_where_they_decide(
    hours: str, expected: tuple[str, str]
) -> None:
    finding = found("L11", PLACE, **at(hours))

    assert finding.constat == expected[0]
    assert finding.mesure == (
        f"Des horaires sont à confirmer\u00a0: {expected[1]} pour 5 attendues"
    )
    assert finding.manque == (("sites",) if expected[0] == "indetermine" else ())


@pytest.mark.parametrize("code", ["2A004", "97411", "97105"])
def test_an_unknown_school_calendar_cannot_tell(code: str) -> None:
    finding = found("L11", PLACE, **at("Mo-Fr 09:00-12:00", code=code))

    assert (finding.constat, finding.manque) == ("indetermine", ("sites",))
    assert "calendrier des vacances scolaires" in finding.mesure
    assert missing("L12", PLACE, **at("Mo-Fr 09:00-12:00", code=code)) == ("sites",)


def test_a_calendar_filled_by_staff_can_tell() -> None:
    summer = HolidayRange(date(2027, 7, 1), date(2027, 8, 31), "Été")
    filled = default_school_calendar().with_ranges(
        SchoolZone.CORSE, [summer], date(2026, 9, 1), date(2028, 8, 31)
    )

    finding = found("L11", PLACE, None, filled, **at("Mo-Fr 09:00-12:00", code="2A004"))

    assert finding.constat == "conforme"


def test_declared_closures_are_no_ordinary_weeks() -> None:
    closed = {"du": "2027-01-04", "au": "2027-01-10"}
    hours = "Mo-Fr 09:00-12:00; 2027 Jan 04-10 Mo-Fr 09:00-10:00"

    assert answer("L11", PLACE, **at(hours)) == "non_conforme"
    assert answer("L11", PLACE, **at(hours, fermetures=[closed])) == "conforme"


@pytest.mark.parametrize(
    "changes",
    [
        {"sites": None},
        {"sites": []},
        at(None),
        at(" "),
        at("Mo-Fr 09:00-12:00", code=None),
        at("Mo-Fr 09:00-12:00", fermetures=[{"du": "2027-02-01"}]),
    ],
)
def test_where_and_when_people_are_received_must_be_known(changes: dict[str, Any]) -> None:
    assert missing("L11", PLACE, **changes) == ("sites",)
    assert missing("L12", PLACE, **changes) == ("sites",)


def test_the_first_day_counted_must_be_known() -> None:
    assert missing("L11", PLACE, a_partir_du=None) == ("a_partir_du",)
    assert missing("L11", PLACE, a_partir_du=None, sites=None) == ("sites", "a_partir_du")
    assert missing("L12", PLACE, a_partir_du=None) == ("a_partir_du",)


def test_the_number_of_half_days_and_their_length_are_settings() -> None:
    short = at("Mo-We 09:00-10:30")
    kind = replace(RuleSettings(), half_days=3, minimum_minutes=90)
    finding = found("L11", PLACE, kind, **short)

    assert finding.constat == "conforme"
    assert "3 demi-journées" in finding.attendu
    assert "1\u00a0h\u00a030" in finding.attendu


PRESENCES = {
    "Mo-Fr 09:00-12:00": "conforme",
    "Mo-Fr 08:00-13:00": "conforme",
    "24/7": "conforme",
    "Mo-Fr 09:00-10:30,10:30-12:00": "conforme",
    "Mo-Fr 09:00-11:59": "non_conforme",
    "Mo-Fr 09:01-12:00": "non_conforme",
    "Mo-Fr 09:00-10:00,10:01-12:00": "non_conforme",
    "Mo-Th 09:00-12:00": "non_conforme",
    "week 01-53/2 Mo-Fr 09:00-12:00": "non_conforme",
    'Mo-Fr 09:00-12:00 "par téléphone"': "non_conforme",
}


@pytest.mark.parametrize(("presence", "expected"), PRESENCES.items())
def test_someone_trained_is_there_at_every_opening_that_counts(
    presence: str, expected: str
) -> None:
    assert answer("L12", PLACE, **staff(presence)) == expected


def test_the_first_opening_without_anyone_is_told() -> None:
    finding = found("L12", PLACE, **staff("Mo-Th 09:00-12:00"))

    assert finding.mesure.replace("\u00a0", " ") == (
        "personne de formé le vendredi 8 janvier 2027, de 9 h à 12 h"
    )


def test_two_people_may_take_turns() -> None:
    assert answer("L12", PLACE, **staff("Mo-We 09:00-12:00", "Th,Fr 09:00-12:00")) == "conforme"


def test_openings_that_do_not_count_need_nobody() -> None:
    sites = at("Mo-Fr 09:00-12:00; Sa 09:00-10:00")

    assert answer("L12", PLACE, **sites, **staff("Mo-Fr 09:00-12:00")) == "conforme"


def test_an_opening_of_just_two_hours_counts_and_needs_someone() -> None:
    sites = at("Mo-Fr 09:00-12:00; Sa 09:00-11:00")

    assert answer("L12", PLACE, **sites, **staff("Mo-Fr 09:00-12:00")) == "non_conforme"


def test_holidays_need_nobody() -> None:
    presence = "Mo-Fr 09:00-12:00; PH off; SH off"

    assert answer("L12", PLACE, **staff(presence)) == "conforme"


def test_people_who_are_not_trained_do_not_count() -> None:
    assert answer("L12", PLACE, **staff("24/7", trained=False)) == "non_conforme"
    assert answer("L12", PLACE, accueillants=[]) == "non_conforme"
    assert answer("L12", PLACE, sites=None, accueillants=[]) == "non_conforme"


def test_what_nobody_said_of_people_cannot_tell_where_it_could_decide() -> None:
    assert missing("L12", PLACE, accueillants=None) == ("accueillants",)
    assert missing("L12", PLACE, **staff("24/7", trained=None)) == ("accueillants",)
    assert missing("L12", PLACE, **staff("Mo 09:00-12:00", None)) == ("accueillants",)
    assert missing("L12", PLACE, **staff("Mo-Fr 09:00-12:00 unknown")) == ("accueillants",)
    assert answer("L12", PLACE, **staff("Mo 09:00-12:00", trained=None)) == "non_conforme"
    assert answer("L12", PLACE, **staff("24/7", None)) == "conforme"


SATURDAYS = {
    "Mo-Sa 09:00-12:00": "conforme",  # somebody is there, should the place open
    "Mo-Fr 09:00-12:00": "indetermine",  # nobody is there, should the place open
    "Mo-Th 09:00-12:00": "non_conforme",  # nobody is there on Fridays, when it opens for sure
}


@pytest.mark.parametrize(("presence", "expected"), SATURDAYS.items())
@pytest.mark.parametrize("weekdays", ["Th-Fr", "Tu-Fr", "Mo-Fr"])
def test_hours_to_confirm_need_someone_as_if_they_were_real(
    weekdays: str, presence: str, expected: str
) -> None:
    sites = at(f"{weekdays} 09:00-12:00; {SATURDAY}")

    assert answer("L12", PLACE, **sites, **staff(presence)) == expected


def test_the_first_opening_to_confirm_without_anyone_is_told() -> None:
    finding = found("L12", PLACE, **at(f"Mo-Fr 09:00-12:00; {SATURDAY}"))

    assert finding.manque == ("sites",)
    assert finding.mesure.replace("\u00a0", " ") == (
        "horaires à confirmer le samedi 9 janvier 2027, de 10 h à 12 h"
    )


def test_an_hour_to_confirm_beside_sure_ones_needs_someone_too() -> None:
    sites = at("Mo-Fr 09:00-11:00, Mo-Fr 11:00-12:00 unknown")

    assert answer("L12", PLACE, **sites, **staff("Mo-Fr 09:00-12:00")) == "conforme"
    assert missing("L12", PLACE, **sites, **staff("Mo-Fr 09:00-11:00")) == ("sites",)
    assert missing("L12", PLACE, **sites, **staff("Mo-Fr 09:00-11:00 unknown")) == ("accueillants",)
    assert answer("L12", PLACE, **sites, **staff("Mo-Fr 09:00-10:59")) == "non_conforme"


def test_hours_to_confirm_that_are_too_short_need_nobody() -> None:
    sites = at("Mo-Fr 09:00-12:00; Sa 09:00-10:00 unknown")

    assert answer("L12", PLACE, **sites, **staff("Mo-Fr 09:00-12:00")) == "conforme"


def test_nobody_is_needed_where_no_opening_counts() -> None:
    assert answer("L12", PLACE, **at("Mo 09:00-10:00")) == "sans_objet"
