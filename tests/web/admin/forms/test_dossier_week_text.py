"""Hours on one line, as people write them, mean exactly what OSM text means."""

from __future__ import annotations

import pytest

from portal.web.admin.forms.dossier_week_text import WeekTextError, read_week, written_week


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lundi au vendredi 9h-12h", "Mo-Fr 09:00-12:00"),
        ("du lundi au vendredi de 9h à 12h et de 14h à 17h", "Mo-Fr 09:00-12:00,14:00-17:00"),
        (
            "Lundi, mardi et jeudi 9h30-12h ; mercredi 14:00-17:00",
            "Mo,Tu,Th 09:30-12:00; We 14:00-17:00",
        ),
        ("lundi 9h-12h, mardi 14h-17h", "Mo 09:00-12:00; Tu 14:00-17:00"),
        ("le lundi de 9h à 12h et le mardi de 14h à 17h", "Mo 09:00-12:00; Tu 14:00-17:00"),
        ("tous les jours 9h-18h", "Mo-Su 09:00-18:00"),
        ("lun-ven 9h-midi", "Mo-Fr 09:00-12:00"),
        ("samedi au lundi 10h-12h", "Mo,Sa,Su 10:00-12:00"),
        ("mardi 9h-12h (semaines impaires)", "week 01-53/2 Tu 09:00-12:00"),
        ("lundi 9h-12h ; samedi fermé", "Mo 09:00-12:00"),
        ("lundi 9h-12h sauf jours fériés", "Mo 09:00-12:00; PH off"),
        ("lundi 9h-12h ; fermé pendant les vacances scolaires", "Mo 09:00-12:00; SH off"),
        (
            "lundi 9h-12h, mêmes horaires pendant les vacances",
            "Mo 09:00-12:00; SH Mo 09:00-12:00",
        ),
        ("Mo-Fr 09:00-12:00; We[1] off", "Mo-Fr 09:00-12:00; We[1] off"),
    ],
)
def test_what_people_write_is_read(typed: str, meant: str) -> None:
    assert read_week(typed) == meant


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("lundi", "écrivez les horaires comme"),
        ("le matin", "écrivez les horaires comme"),
        ("le 1er mardi du mois 9h-12h", "écrivez les horaires comme"),
        ("lundi 9h-12h sur rendez-vous", "écrivez les heures comme"),
        ("jeudi sauf le premier 9h-12h", "écrivez l’heure comme"),
        ("lundi 9h-25h", "cette heure n’existe pas"),
        ("lundi 12h-9h", "la fin est avant le début"),
        ("lundi 9h-12h, lundi 11h-13h", "lundi\u00a0: ces plages se chevauchent"),
        ("samedi fermé", "écrivez les horaires comme"),
        ("Mo-Fr 9-", "n’est pas compris"),
    ],
)
def test_what_is_not_sure_is_refused(typed: str, why: str) -> None:
    with pytest.raises(WeekTextError, match=why):
        read_week(typed)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Mo-Fr 09:00-12:00", "lundi au vendredi 9:00-12:00"),
        (
            "Mo,We 09:00-12:00,14:00-17:00; PH off",
            "lundi et mercredi 9:00-12:00, 14:00-17:00 ; fermé les jours fériés",
        ),
        (
            "Mo 09:00-12:00; SH Mo 09:00-12:00",
            "lundi 9:00-12:00 ; mêmes horaires pendant les vacances scolaires",
        ),
        ("week 02-52/2 Tu 09:00-12:00", "mardi 9:00-12:00 (semaines paires)"),
        ("Mo-Fr 09:00-12:00; Sa[1] 10:00-12:00", "Mo-Fr 09:00-12:00; Sa[1] 10:00-12:00"),
        ('Mo "sur rendez-vous"', 'Mo "sur rendez-vous"'),
        ("mo-fr 9:00-12:00", "mo-fr 9:00-12:00"),
        ("", ""),
        (None, ""),
    ],
)
def test_what_is_stored_is_shown_in_words_that_give_it_back(stored: str | None, shown: str) -> None:
    assert written_week(stored) == shown
