"""The sentence for people. The tests write plain spaces where the sentence has no-break ones."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.domain.calendar import SchoolCalendar, zone_of_departement
from portal.domain.hours import Schedule, opening_at, phrase

SENTENCES = [
    ("Mo-Fr 09:00-18:00", "2026-11-23 10:00", "Ouvert jusqu’à 18 h"),
    ("Mo-Fr 09:00-17:30", "2026-11-23 10:00", "Ouvert jusqu’à 17 h 30"),
    ("Mo-Fr 09:00-12:05", "2026-11-23 10:00", "Ouvert jusqu’à 12 h 05"),
    ("Mo 20:00-24:00", "2026-11-23 21:00", "Ouvert jusqu’à minuit"),
    ("Mo 20:00-02:00", "2026-11-23 21:00", "Ouvert jusqu’à 2 h"),
    ("Mo 20:00-12:00", "2026-11-23 21:00", "Ouvert jusqu’à demain 12 h"),
    ("Mo-We 00:00-24:00", "2026-11-23 10:00", "Ouvert jusqu’à mercredi minuit"),
    ("24/7; PH off", "2026-11-23 10:00", "Ouvert jusqu’au 24 décembre à minuit"),
    ("24/7", "2026-11-23 10:00", "Ouvert 24 h sur 24"),
    ("Mo-Fr 09:00-18:00", "2026-11-23 17:29", "Ouvert jusqu’à 18 h"),
    ("Mo-Fr 09:00-18:00", "2026-11-23 17:30", "Ferme dans 30 minutes"),
    ("Mo-Fr 09:00-18:00", "2026-11-23 17:40", "Ferme dans 20 minutes"),
    ("Mo-Fr 09:00-18:00", "2026-11-23 17:59:30", "Ferme dans 1 minute"),
    ("Mo-Fr 09:00-12:00,14:00-18:00", "2026-11-23 12:30", "Fermé, ouvre à 14 h"),
    ("Mo-Fr 09:00-12:00", "2026-11-23 12:30", "Fermé, ouvre demain à 9 h"),
    ("Th 09:00-12:00", "2026-11-23 12:30", "Fermé, ouvre jeudi à 9 h"),
    ("Su 09:30-12:00", "2026-11-23 12:30", "Fermé, ouvre dimanche à 9 h 30"),
    ("Mo 09:00-12:00", "2026-11-23 12:30", "Fermé, ouvre le 30 novembre à 9 h"),
    ("Jan 04 09:30-12:00", "2026-11-23 12:30", "Fermé, ouvre le 4 janvier à 9 h 30"),
    ("Jan 01 09:30-12:00", "2026-11-23 12:30", "Fermé, ouvre le 1er janvier à 9 h 30"),
    ("Tu 00:00-04:00", "2026-11-23 12:30", "Fermé, ouvre à minuit"),
    ("Th 00:00-04:00", "2026-11-23 12:30", "Fermé, ouvre jeudi à 0 h"),
    ("off", "2026-11-23 12:30", "Fermé"),
    ('Tu 09:00-12:00 "sur rendez-vous"', "2026-11-23 12:30", "Fermé, reçoit sur rendez-vous"),
    ('"sur rendez-vous"', "2026-11-23 12:30", "Sur rendez-vous : téléphonez avant de venir"),
    (
        "Mo 12:00-13:00 unknown",
        "2026-11-23 12:30",
        "Horaires à confirmer : téléphonez avant de venir",
    ),
    (None, "2026-11-23 12:30", "Horaires non communiqués : téléphonez avant de venir"),
]


def say(hours: str | None, moment: datetime, calendar: SchoolCalendar) -> str:
    schedule = Schedule(hours, zone_of_departement("75"))
    return phrase(opening_at(schedule, moment, calendar), moment)


@pytest.mark.parametrize(("hours", "moment", "expected"), SENTENCES)
def test_the_sentence_says_what_to_expect(
    hours: str | None, moment: str, expected: str, calendar: SchoolCalendar
) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Paris"))

    assert say(hours, at, calendar).replace("\u00a0", " ") == expected


def test_a_moment_elsewhere_is_told_in_the_time_of_the_place(calendar: SchoolCalendar) -> None:
    in_tokyo = datetime(2026, 11, 24, 5, 0, tzinfo=ZoneInfo("Asia/Tokyo"))  # Monday 21:00 in Paris

    assert say("Mo-Fr 09:00-12:00", in_tokyo, calendar) == "Fermé, ouvre demain à 9\u00a0h"


def test_no_break_spaces_stand_before_the_hour_sign_and_the_colon(calendar: SchoolCalendar) -> None:
    at = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))

    assert say("Mo 09:00-17:30", at, calendar) == "Ouvert jusqu’à 17\u00a0h\u00a030"
    assert "rendez-vous\u00a0: " in say('"sur rendez-vous"', at, calendar)
