"""What is accepted, in which normal form, and what is refused, where and why."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.hours import HoursError, parse_hours

NORMAL_FORMS = {
    "Mo-Fr 09:00-12:00": "Mo-Fr 09:00-12:00",
    " mo-fr  9:00 - 12:00 ,14:00–18:00 ; ": "Mo-Fr 09:00-12:00,14:00-18:00",
    "MO,WE 09:00-12:00;sh,ph OFF": "Mo,We 09:00-12:00; SH,PH off",
    "Sa closed": "Sa off",
    "Mo-Fr 14:00-16:00,09:00-12:00,11:00-13:00": "Mo-Fr 09:00-13:00,14:00-16:00",
    "Mo 22:00-26:00": "Mo 22:00-02:00",
    "Mo 20:00-00:00": "Mo 20:00-24:00",
    "week 1-53/2 We 14:00-16:00": "week 01-53/2 We 14:00-16:00",
    "Dec 24,31: 09:00-12:00": "Dec 24,Dec 31 09:00-12:00",
    "jul-aug Mo 10:00-12:00": "Jul-Aug Mo 10:00-12:00",
    "2026 Dec 20-2027 Jan 5 off": "2026 Dec 20-2027 Jan 05 off",
    "2026,2028+ Mo 10:00-12:00": "2026,2028+ Mo 10:00-12:00",
    "We[1,3] +1 day 10:00-12:00": "We[1,3] +1 day 10:00-12:00",
    "PH -1 days 10:00-12:00": "PH -1 day 10:00-12:00",
    "SH Mo-Fr 10:00-12:00": "SH Mo-Fr 10:00-12:00",
    "Mo-Fr 09:00-12:00 “sur rendez-vous”": 'Mo-Fr 09:00-12:00 "sur rendez-vous"',
    "Mo-Fr 09:00-12:00, Sa 10:00-12:00": "Mo-Fr 09:00-12:00, Sa 10:00-12:00",
    "10:00-12:00; We off": "10:00-12:00; We off",
    "24/7; PH off": "24/7; PH off",
}

REFUSED = {
    "": (0, "Il manque les horaires"),
    "Mo-Fr 09:00-12:00 || off": (18, "« || » n’est pas accepté"),
    "Mo-Fr": (5, "Il manque les heures"),
    "Mo-Fr; Sa 10:00-12:00": (5, "Il manque les heures"),
    "tous les jours": (0, "Ceci n’est pas compris"),
    "Lu-Ve 09:00-12:00": (0, "Ceci n’est pas compris"),
    "Mo 9h-12h": (3, "Ceci n’est pas compris"),
    "Mo 09:00-12:00 14:00-18:00": (15, "Ceci n’est pas compris"),
    "Mo 09:00-12:00 @": (15, "Ce signe n’est pas compris"),
    "Mo 10:00+": (3, "Il faut l’heure de fin"),
    "Mo 10:00-12:00+": (14, "Ce signe n’est pas accepté"),
    "Mo 10:00-12:00/30": (14, "Ce signe n’est pas accepté"),
    "Mo 10:00": (8, "Il faut l’heure de fin"),
    "Mo 10:00-sunset": (9, "Il faut ici une heure de fin"),
    "Mo sunrise-sunset": (3, "Les heures du soleil"),
    "Mo (sunset-01:00)-22:00": (3, "Les heures du soleil"),
    "Mo 10:00-10:00": (3, "Le début et la fin sont à la même heure"),
    "Mo 24:00-26:00": (3, "Cette heure n’existe pas"),
    "Mo 09:60-12:00": (3, "Cette heure n’existe pas"),
    "Mo 08:00-33:00": (3, "Cette plage dure plus d’un jour"),
    "Mo 09:00-12:00; 14:00-18:00": (15, "Précisez les jours"),
    "Mo off; 24/7": (7, "Précisez les jours"),
    "Mo-Fr SH 10:00-12:00": (6, "Écrivez les vacances avant les jours"),
    "Mo[6] 10:00-12:00": (3, "un rang dans le mois, de 1 à 5"),
    "Mo[1 10:00-12:00": (5, "Il manque ici un « ] »"),
    "Feb 30 10:00-12:00": (4, "un jour, de 1 à 29"),
    "Apr 31 10:00-12:00": (4, "un jour, de 1 à 30"),
    "Apr 15-10 Mo 10:00-12:00": (0, "Cette période finit avant de commencer"),
    "2027 Jan 05-2026 Dec 20 off": (0, "Cette période finit avant de commencer"),
    "2026 Nov-Feb off": (0, "Écrivez les jours de cette période"),
    "Jul 14-Aug off": (0, "Il faut un jour au début et à la fin"),
    "2026 Dec 24,Dec 31 off": (0, "l’année de toutes ces dates"),
    "Jul-foo off": (4, "Il faut ici un mois"),
    "week 54 Mo 10:00-12:00": (5, "un numéro de semaine, de 1 à 53"),
    "week 50-02 Mo 10:00-12:00": (8, "un nombre qui suit le premier"),
    "week 1-53/1 Mo 10:00-12:00": (10, "un pas, de 2 à 26"),
    "2028-2026 Mo 10:00-12:00": (5, "un nombre qui suit le premier"),
    "easter 10:00-12:00": (0, "Ceci n’est pas compris"),
    "Mo 10:00-12:00,": (15, "Ceci n’est pas compris"),
    '"comment": Mo 10:00-12:00': (9, "Ceci n’est pas compris"),
}


@pytest.mark.parametrize(("text", "expected"), NORMAL_FORMS.items())
def test_a_text_has_one_normal_form(text: str, expected: str) -> None:
    assert parse_hours(text) == expected


@pytest.mark.parametrize("text", NORMAL_FORMS.values())
def test_the_normal_form_stays_the_same(text: str) -> None:
    assert parse_hours(text) == text


@pytest.mark.parametrize(("text", "expected"), REFUSED.items())
def test_a_refusal_says_where_and_why(text: str, expected: tuple[int, str]) -> None:
    with pytest.raises(HoursError) as refusal:
        parse_hours(text)

    assert (refusal.value.text, refusal.value.position) == (text, expected[0])
    assert expected[1] in refusal.value.message


def test_a_message_shows_the_place_in_the_text() -> None:
    with pytest.raises(HoursError) as refusal:
        parse_hours("Mo-Fr 09:00-12:00 || off")

    assert "(au caractère 19 : « Mo-Fr 09:00-12:00 ▶|| off »)" in str(refusal.value)


def test_a_text_has_a_greatest_length() -> None:
    with pytest.raises(HoursError, match="trop long"):
        parse_hours("Mo 10:00-12:00; " * 100)


PIECES = (
    "Mo", "SH", "PH", "Jan", "2026", "week", "24/7", "off", "||", ";", ",", "-", "+", "/", "[",
    "]", ":", "(", "9", "53", "09:00", "12:00", '"x"', "é",
)  # fmt: skip


@settings(derandomize=True, max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.text(max_size=20))
def test_any_text_is_either_refused_or_has_a_stable_normal_form(text: str) -> None:
    try:
        normal = parse_hours(text)
    except HoursError:
        return
    assert parse_hours(normal) == normal


def test_every_recorded_place_is_understood() -> None:
    with Path("seed_data/lieux_releves.csv").open(encoding="utf-8", newline="") as lines:
        recorded = {row["horaires"] for row in csv.DictReader(lines)} - {""}

    assert len(recorded) > 20
    assert {parse_hours(text) for text in recorded} == recorded
