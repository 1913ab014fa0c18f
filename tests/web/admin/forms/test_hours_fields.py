"""Hours are typed without a syntax, and what is wrong is said on its field."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.hours.grid_reading import grid_of
from portal.web.admin.forms.hours_fields import HoursForm, hours_data
from tests.domain.hours.test_grid import SHOWN
from tests.web.admin.forms.posts import sent, sent_back

TODAY = date(2026, 11, 24)
NO_CHOICE = "N'est pas un choix valide."


def test_a_form_that_nobody_filled_gives_no_hours() -> None:
    form = sent()

    assert form.validate()
    assert form.text() is None
    assert form.exceptional_hours() == ()


def test_a_week_typed_in_the_grid_becomes_text() -> None:
    form = sent(
        semaine__lundi__plage1__debut="9h",
        semaine__lundi__plage1__fin="12h30",
        semaine__jeudi__plage1__rdv="y",
        semaine__vendredi__plage2__debut="1400",
        semaine__vendredi__plage2__fin="17.30",
        semaine__vendredi__plage2__semaines="paires",
        vacances="ferme",
        feries="ferme",
    )

    assert form.validate()
    assert form.text() == (
        'Mo 09:00-12:30; Th "sur rendez-vous"; week 02-52/2 Fr 14:00-17:30; SH,PH off'
    )
    assert form.grid == grid_of(form.text())


@pytest.mark.parametrize(
    ("answer", "text"),
    [("memes", "Mo 09:00-12:00; SH Mo 09:00-12:00"), ("inconnu", "Mo 09:00-12:00")],
)
def test_only_an_answer_about_the_holidays_is_written(answer: str, text: str) -> None:
    form = sent(
        semaine__lundi__plage1__debut="9h", semaine__lundi__plage1__fin="12h", vacances=answer
    )

    assert form.validate()
    assert form.text() == text
    assert hours_data(form.text(), (), TODAY)["vacances"] == answer


def test_holidays_have_a_week_of_their_own() -> None:
    form = sent(
        semaine__lundi__plage1__debut="9:00",
        semaine__lundi__plage1__fin="12:00",
        semaine_vacances__mardi__plage1__debut="10:00",
        semaine_vacances__mardi__plage1__fin="minuit",
        vacances="autres",
    )

    assert form.validate()
    assert form.text() == "Mo 09:00-12:00; SH Mo off; SH Tu 10:00-24:00"


def test_the_week_of_the_holidays_counts_only_where_it_was_chosen() -> None:
    form = sent(semaine_vacances__mardi__plage1__debut="n’importe quoi")

    assert form.validate()
    assert form.text() is None


def test_each_site_of_a_page_reads_its_own_fields() -> None:
    day = {"semaine__lundi__plage1__debut": "9h", "semaine__lundi__plage1__fin": "12h"}

    here, there = sent("sites-0-", **day), sent("sites-1-")

    assert (here.validate(), there.validate()) == (True, True)
    assert (here.text(), there.text()) == ("Mo 09:00-12:00", None)
    assert here.semaine.lundi.plage1.debut.name == "sites-0-semaine-lundi-plage1-debut"


@pytest.mark.parametrize(
    ("fields", "wrong", "message"),
    [
        (
            {"semaine__lundi__plage1__debut": "12h", "semaine__lundi__plage1__fin": "9h"},
            "semaine-lundi-plage1-fin",
            "lundi\u00a0: la fin est avant le début",
        ),
        (
            {"semaine__mercredi__plage3__debut": "9h5", "semaine__mercredi__plage3__fin": "12h"},
            "semaine-mercredi-plage3-debut",
            "mercredi\u00a0: écrivez l’heure comme 9:30",
        ),
        (
            {
                "semaine__mardi__plage1__debut": "9h",
                "semaine__mardi__plage1__fin": "12h",
                "semaine__mardi__plage2__debut": "11h",
                "semaine__mardi__plage2__fin": "13h",
            },
            "semaine-mardi-plage2-debut",
            "mardi\u00a0: ces deux plages se chevauchent",
        ),
        (
            {"vacances": "autres", "semaine_vacances__lundi__plage1__debut": "9h"},
            "semaine_vacances-lundi-plage1-fin",
            "vacances, lundi\u00a0: il manque l’heure de fin",
        ),
        (
            {"vacances": "autres"},
            "vacances-0",
            "remplissez les horaires des vacances, ou dites « Fermé »",
        ),
        ({"feries": "parfois"}, "feries-0", NO_CHOICE),
        (
            {"semaine__lundi__plage1__semaines": "bissextiles"},
            "semaine-lundi-plage1-semaines",
            NO_CHOICE,
        ),
    ],
)
def test_what_is_wrong_is_said_on_its_field(
    fields: dict[str, str], wrong: str, message: str
) -> None:
    form = sent(**fields)

    assert not form.validate()
    assert form.problems() == [(wrong, message)]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    form = sent(
        semaine__lundi__plage1__debut="zut",
        semaine__lundi__plage1__fin="12h",
        semaine__samedi__plage1__debut="9h",
        exceptions__0__raison="congés",
    )

    assert not form.validate()
    assert [anchor for anchor, _ in form.problems()] == [
        "semaine-lundi-plage1-debut",
        "semaine-samedi-plage1-fin",
        "exceptions-0-du",
    ]


def test_a_week_of_too_many_different_hours_is_refused() -> None:
    names = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    fields = {
        f"{week}__{day}__plage{number}__{part}": f"{hour + 3 * number}:{minute + index:02}"
        for minute, week in ((0, "semaine"), (20, "semaine_vacances"))
        for index, day in enumerate(names)
        for number in (1, 2, 3)
        for part, hour in (("debut", 5), ("fin", 7))
    }
    starts = [name.removesuffix("debut") for name in fields if name.endswith("debut")]
    weeks = {f"{start}semaines": "paires" for start in starts if "plage2" in start}
    booked = {f"{start}rdv": "y" for start in starts if "plage3" in start}

    form = sent(**{**fields, **weeks, **booked, "vacances": "autres"})

    assert not form.validate()
    assert "mêmes heures" in form.mode.errors[0]


def test_those_who_know_the_syntax_write_it() -> None:
    form = sent(mode="texte", osm=" Mo-Fr 9:00-12:00 ; Sa[1] 09:30-12:00 ")

    assert form.validate()
    assert form.text() == "Mo-Fr 09:00-12:00; Sa[1] 09:30-12:00"
    assert form.grid is None


def test_a_text_that_is_refused_says_why_in_french() -> None:
    form = sent(mode="texte", osm="lundi matin")

    assert not form.validate()
    ((anchor, message),) = form.problems()
    assert anchor == "osm"
    assert "n’est pas compris" in message


def test_only_the_chosen_way_is_read() -> None:
    by_grid = sent(osm="n’importe quoi")
    by_text = sent(mode="texte", osm="", semaine__lundi__plage1__debut="n’importe quoi")

    assert by_grid.validate()
    assert by_text.validate()
    assert by_text.text() is None


@pytest.mark.parametrize("text", SHOWN)
def test_hours_that_nobody_changes_stay_what_they_are(text: str) -> None:
    form = sent_back(HoursForm(prefix="sites-3-", data=hours_data(text, (), TODAY)))

    assert form.validate()
    assert form.mode.data == "grille"
    assert grid_of(form.text()) == grid_of(text)


def test_hours_that_a_grid_cannot_show_come_as_text() -> None:
    text = "Sa[1,3] 09:30-12:00; PH off"

    form = sent_back(HoursForm(data=hours_data(text, (), TODAY)))

    assert form.validate()
    assert form.mode.data == "texte"
    assert form.text() == text


def test_a_day_on_appointment_shows_no_hours() -> None:
    form = HoursForm(data=hours_data('Mo "sur rendez-vous"', (), TODAY))

    span = form.semaine.lundi.plage1
    assert (span.debut.data, span.fin.data, span.rdv.data) == ("", "", True)
