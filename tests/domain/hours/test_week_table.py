"""The week for people. The tests write plain spaces where the text has no-break ones."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import ExceptionalHours, Schedule, describe, week_table

REFERENCE = date(2026, 11, 23)

DESCRIPTIONS = {
    "Mo-Fr 09:00-12:00,14:00-18:00": ["Du lundi au vendredi : 9 h – 12 h et 14 h – 18 h"],
    "Mo,Th 15:00-18:00; Fr 09:00-12:00": [
        "Lundi et jeudi : 15 h – 18 h",
        "Vendredi : 9 h – 12 h",
    ],
    "24/7": ["Tous les jours : 24 h sur 24"],
    "10:00-12:00; We off": [
        "Lundi, mardi, jeudi, vendredi, samedi et dimanche : 10 h – 12 h",
    ],
    "Mo-Fr 22:00-02:00": ["Du lundi au vendredi : 22 h – 2 h"],
    "Mo 20:00-24:00": ["Lundi : 20 h – minuit"],
    "Mo-Fr 09:00-12:00; PH off": ["Du lundi au vendredi : 9 h – 12 h", "Fermé les jours fériés"],
    "Tu 09:00-11:30; SH,PH off": [
        "Mardi : 9 h – 11 h 30",
        "Fermé les jours fériés et pendant les vacances scolaires",
        "Prochaines vacances scolaires : du 19 décembre au 3 janvier",
    ],
    "Mo 09:00-12:00; SH Tu 10:00-12:00": [
        "Lundi : 9 h – 12 h",
        "Mardi : 10 h – 12 h (pendant les vacances scolaires)",
        "Prochaines vacances scolaires : du 19 décembre au 3 janvier",
    ],
    "Mo,Th 09:00-12:00; SH Mo,Th 09:00-12:00; PH off": [
        "Lundi et jeudi : 9 h – 12 h",
        "Mêmes horaires pendant les vacances scolaires",
        "Fermé les jours fériés",
    ],
    "Mo-Sa,PH 10:00-12:00": [
        "Du lundi au samedi : 10 h – 12 h",
        "Les jours fériés : 10 h – 12 h",
    ],
    "Mo-Fr 09:00-12:00; Sa,Su,PH off": [
        "Du lundi au vendredi : 9 h – 12 h",
        "Fermé les jours fériés",
    ],
    "PH -1 day 09:00-12:00": ["Les veilles de jours fériés : 9 h – 12 h"],
    "week 01-53/2 We 14:00-17:00": ["Mercredi : 14 h – 17 h (semaines impaires)"],
    "week 02-52/2 We 14:00-17:00": ["Mercredi : 14 h – 17 h (semaines paires)"],
    "week 05,10-20 We 14:00-17:00": ["Mercredi : 14 h – 17 h (semaine 5 et semaines 10 à 20)"],
    "week 03-30/3 We 14:00-17:00": [
        "Mercredi : 14 h – 17 h (une semaine sur 3, semaines 3 à 30)",
    ],
    "We[1,-1] 14:00-17:00": ["Mercredi : 14 h – 17 h (1er et dernier mercredi du mois)"],
    "We[2-3] 14:00-17:00": ["Mercredi : 14 h – 17 h (2e et 3e mercredi du mois)"],
    "We[1] +1 day 14:00-17:00": ["Jeudi : 14 h – 17 h (1 jour après le 1er mercredi du mois)"],
    "Mo 09:00-12:00; Jul-Aug Mo 10:00-12:00": [
        "Lundi : 9 h – 12 h et 10 h – 12 h (de juillet à août)",
    ],
    "Mo 09:00-12:00; Aug off": ["Lundi : 9 h – 12 h", "Fermé en août"],
    "Mo 09:00-12:00; Dec 20-Jan 01 off": [
        "Lundi : 9 h – 12 h",
        "Fermé du 20 décembre au 1er janvier",
    ],
    "Mo 09:00-12:00; Dec 24,31 10:00-11:00": [
        "Lundi : 9 h – 12 h",
        "Le 24 décembre et le 31 décembre : 10 h – 11 h",
    ],
    "2026 Sep 01-2027 Jun 30 Mo 09:00-12:00": [
        "Lundi : 9 h – 12 h (du 1 septembre 2026 au 30 juin 2027)".replace("1 s", "1er s"),
    ],
    "Mo-Fr 09:00-18:00; We 12:00-14:00 off": [
        "Du lundi au vendredi : 9 h – 18 h",
        "Fermé le mercredi de 12 h à 14 h",
    ],
    "Mo-Fr 09:00-18:00; Jul We off": [
        "Du lundi au vendredi : 9 h – 18 h",
        "Fermé le mercredi, en juillet",
    ],
    'Mo 09:00-12:00; Aug off "congés"': ["Lundi : 9 h – 12 h", "Fermé en août (congés)"],
    'Mo 09:00-12:00; Tu 09:00-12:00 "sur rendez-vous"': [
        "Lundi : 9 h – 12 h",
        "Mardi : 9 h – 12 h (sur rendez-vous)",
    ],
    '"sur rendez-vous"': ["Tous les jours : Sur rendez-vous"],
    "Mo 09:00-12:00 unknown": ["Lundi : 9 h – 12 h (à confirmer)"],
    "Mo 09:00-12:00; Mo 14:00-16:00": ["Lundi : 14 h – 16 h"],
    "Mo 09:00-12:00, Mo 14:00-16:00": ["Lundi : 9 h – 12 h et 14 h – 16 h"],
    "2025 Mo 09:00-12:00; 2027+ Mo 10:00-12:00": ["Lundi : 10 h – 12 h (à partir de 2027)"],
}


def described(hours: str | None, calendar: SchoolCalendar, *, departement: str = "75") -> list[str]:
    schedule = Schedule(hours, zone_of_departement(departement))
    return [line.replace("\u00a0", " ") for line in describe(schedule, calendar, REFERENCE)]


@pytest.mark.parametrize(("hours", "expected"), DESCRIPTIONS.items())
def test_hours_read_as_sentences(hours: str, expected: list[str], calendar: SchoolCalendar) -> None:
    assert described(hours, calendar) == expected


def test_unknown_school_holidays_are_said(calendar: SchoolCalendar) -> None:
    lines = described("Mo 09:00-12:00; SH off", calendar, departement="2A")

    assert lines[-1] == "Dates des vacances scolaires non connues ici : téléphonez"


def test_hours_that_are_missing_are_said(calendar: SchoolCalendar) -> None:
    assert described(None, calendar) == ["Horaires non communiqués"]


def test_the_table_goes_from_monday_to_sunday(calendar: SchoolCalendar) -> None:
    table = week_table(
        Schedule("Mo 14:00-16:00,09:00-12:00", zone_of_departement("75")), calendar, REFERENCE
    )

    assert [row.label for row in table.rows][::6] == ["Lundi", "Dimanche"]
    assert [entry.text for entry in table.rows[0].entries] == [
        "9\u00a0h – 12\u00a0h",
        "14\u00a0h – 16\u00a0h",
    ]
    assert table.rows[1].entries == ()


def test_coming_exceptions_are_notes(calendar: SchoolCalendar) -> None:
    exceptions = (
        ExceptionalHours(date(2026, 8, 3), date(2026, 8, 14), None, "été"),
        ExceptionalHours(date(2026, 12, 21), date(2027, 1, 2), None, "congés"),
        ExceptionalHours(date(2026, 12, 5), date(2026, 12, 5), "10:00-18:00", "fête"),
        ExceptionalHours(date(2027, 1, 4), date(2027, 1, 8), "Mo 10:00-12:00; Tu 14:00-16:00"),
    )

    table = week_table(
        Schedule("Mo 09:00-12:00", zone_of_departement("75"), exceptions), calendar, REFERENCE
    )

    assert [note.replace("\u00a0", " ") for note in table.notes] == [
        "Du 21 décembre 2026 au 2 janvier 2027 : fermé (congés)",
        "Le 5 décembre 2026 : 10 h – 18 h (fête)",
        "Du 4 au 8 janvier 2027 : horaires exceptionnels",
    ]
