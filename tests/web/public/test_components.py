"""Components: what each of them must show, whatever page it is on."""

from __future__ import annotations

import re

import pytest

from tests.web.public.components import Samples, samples

__all__ = ["samples"]

FICTIONAL = re.compile(r"(0199|026191|035301|046571|053649|063998)\d{4,6}|\+26263998\d{4}")
STATES = ("ouvert", "fermé", "inconnu", "sur rendez-vous")


def test_a_card_says_that_a_place_is_invented(samples: Samples) -> None:
    assert "démonstration" in samples.text("card", "horaires inconnus, démonstration").split()


def test_a_card_says_that_nobody_verified_a_place(samples: Samples) -> None:
    assert "Non vérifié" in samples.text("card", "fermé, non vérifié, position approximative")
    assert "Non vérifié" not in samples.text("card", "ouvert, vérifié")


def test_a_card_says_that_a_position_is_approximate(samples: Samples) -> None:
    card = samples.text("card", "fermé, non vérifié, position approximative")
    assert "à environ 3,4 km" in card
    assert "position approximative" in card
    assert "approximative" not in samples.text("card", "ouvert, vérifié")


def test_a_card_leads_to_the_page_of_the_place_in_its_language(samples: Samples) -> None:
    assert 'href="/lieux/fiche-du-catalogue"' in samples.html("card", "ouvert, vérifié")
    assert 'href="/ar/lieux/fiche-du-catalogue"' in samples.html("card", "ouvert, vérifié", "ar")


def test_a_card_in_arabic_does_not_call_french_what_is_translated(samples: Samples) -> None:
    card = samples.html("card", "ouvert, vérifié", "ar")
    happening = card.split('class="happening"')[1].split("</p>")[0]
    assert "التحدث" in happening
    assert 'lang="fr"' not in happening
    assert "dir=" not in happening


def test_a_phone_number_is_a_link_that_calls_it(samples: Samples) -> None:
    phone = samples.html("phone", "dix chiffres")
    assert 'href="tel:0199001234"' in phone
    assert "Téléphone :" in phone
    assert '<bdi dir="ltr">01 99 00 12 34</bdi>' in phone


@pytest.mark.parametrize("state", STATES)
def test_a_state_of_opening_is_never_told_by_its_colour_alone(samples: Samples, state: str) -> None:
    told = {each: samples.text("opening", each) for each in STATES}
    assert len(told[state]) > 5
    assert list(told.values()).count(told[state]) == 1
    assert 'class="dot" aria-hidden="true"' in samples.html("opening", state)


def test_an_unknown_opening_says_to_call_before_coming(samples: Samples) -> None:
    assert "téléphonez avant de venir" in samples.text("opening", "inconnu")


def test_the_week_says_in_words_which_day_it_is(samples: Samples) -> None:
    assert samples.text("week", "la semaine, aujourd’hui mardi").count("aujourd’hui") == 1
    assert "aujourd’hui" not in samples.text("week", "un autre jour")


def test_a_day_without_hours_is_said_to_be_closed(samples: Samples) -> None:
    assert "Dimanche fermé" in samples.text("week", "un autre jour")


def test_a_stop_whose_dates_are_unknown_says_so(samples: Samples) -> None:
    assert "Prochains passages non connus" in samples.text("stop", "passages inconnus")
    assert "calendrier.ics" not in samples.html("stop", "passages inconnus")
    assert "calendrier.ics" in samples.html("stop", "prochaines dates, distance")


def test_badges_set_warnings_apart_by_words_first(samples: Samples) -> None:
    assert samples.text("badges", "démonstration").startswith("démonstration")
    assert samples.text("badges", "non vérifié").startswith("Non vérifié")
    assert "vérifié" not in samples.text("badges", "vérifié").lower()


def test_badges_say_what_people_ask_first(samples: Samples) -> None:
    told = samples.text("badges", "vérifié")
    assert "Gratuit" in told
    assert "Sans rendez-vous" in told
    assert "Accessible" in told


def test_a_listening_line_says_when_it_answers(samples: Samples) -> None:
    open_now = samples.text("listening_line", "répond maintenant, vérifié")
    later = samples.text("listening_line", "répond plus tard, non vérifié")
    unknown = samples.text("listening_line", "horaires inconnus, démonstration")
    assert "Ouvert jusqu’à 20" in open_now
    assert "Fermé, ouvre à 18" in later
    assert "Horaires non communiqués" in unknown


AT_A_DISTANCE = (
    ("listening_line", "horaires inconnus, démonstration"),
    ("listening_box", "aucune ne répond"),
    ("browse_lines", "des lignes"),
    ("orientation_suggestion", "à distance, horaires inconnus"),
    ("pro_sheet", "à distance, horaires relevés"),
)


@pytest.mark.parametrize(("name", "caption"), AT_A_DISTANCE)
def test_nobody_is_told_to_come_to_what_is_at_a_distance(
    samples: Samples, name: str, caption: str
) -> None:
    told = samples.text(name, caption)
    assert "Horaires non communiqués" in told
    assert "avant de venir" not in told


def test_a_listening_line_says_whether_it_is_verified_or_invented(samples: Samples) -> None:
    assert "Non vérifié" in samples.text("listening_line", "répond plus tard, non vérifié")
    assert "Non vérifié" not in samples.text("listening_line", "répond maintenant, vérifié")
    assert "démonstration" in samples.text("listening_line", "horaires inconnus, démonstration")


def test_the_box_of_lines_says_that_none_answers_and_when_the_next_do(samples: Samples) -> None:
    box = samples.text("listening_box", "aucune ne répond")
    assert "Aucune ligne ne répond à cette heure" in box
    assert "ouvre à 18" in box


def test_an_urgent_number_is_called_or_written_to(samples: Samples) -> None:
    assert 'href="tel:119"' in samples.html("urgent_number", "à appeler")
    assert 'href="sms:114"' in samples.html("urgent_number", "par SMS, avec un autre moyen")


def test_the_pager_marks_the_current_page(samples: Samples) -> None:
    middle = samples.html("pager", "au milieu")
    assert '<span aria-current="page">Page 2 sur 5</span>' in middle
    assert 'rel="prev"' in middle
    assert 'rel="next"' in middle


def test_the_pager_ends_where_the_results_do(samples: Samples) -> None:
    assert 'rel="prev"' not in samples.html("pager", "la première page")
    assert 'rel="next"' not in samples.html("pager", "la dernière page")
    assert samples.html("pager", "une seule page : rien") == ""


def test_a_trail_marks_the_current_page(samples: Samples) -> None:
    trail = samples.html("browse_trail", "trois marches")
    assert re.search(r'aria-current="page"[^>]*>Creuse<', trail)
    assert trail.count("<a ") == 2


def test_an_icon_is_never_read_aloud(samples: Samples) -> None:
    assert all('aria-hidden="true"' in html for html in samples.each("icon"))


def test_the_way_out_is_a_link_without_javascript(samples: Samples) -> None:
    assert 'href="/quitter"' in samples.html("quick_exit", "sur une page sensible")


def test_the_menu_marks_the_language_of_the_page(samples: Samples) -> None:
    marked = re.findall(r'aria-current="true">([^<]+)<', samples.html("language_menu", "replié"))
    assert marked == ["Français"]


def test_what_the_installer_has_not_filled_in_says_so(samples: Samples) -> None:
    assert "à compléter" in samples.text("legal_fact", "à remplir")


def test_the_samples_have_only_telephone_numbers_that_nobody_has(samples: Samples) -> None:
    dialled = {
        number
        for component in samples.components.values()
        for sample in component.samples
        for number in re.findall(r'href="tel:(\+?\d{5,})"', sample.html)
    }
    assert dialled
    assert [number for number in dialled if not FICTIONAL.fullmatch(number)] == []
