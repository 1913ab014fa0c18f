"""Components of forms: what is wrong is tied to its field, what is chosen stays."""

from __future__ import annotations

import re

import pytest

from portal.web.public.samples.forms import FORMS
from tests.web.public.components import Samples, samples

__all__ = ["samples"]

WITH_ERROR = (
    ("field", "une ligne, avec une erreur"),
    ("near_me", "avec une erreur"),
    ("orientation_place", "avec une erreur"),
    ("ticket_form", "avec une erreur"),
    ("one_of", "avec une erreur"),
)


def _ids(html: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', html))


@pytest.mark.parametrize(("name", "caption"), WITH_ERROR)
def test_an_error_is_linked_to_its_field_and_said_in_words(
    samples: Samples, name: str, caption: str
) -> None:
    html = samples.html(name, caption)
    described = re.findall(r'aria-describedby="([^"]+)"', html)
    error = re.search(r'class="field-error" id="([^"]+)"', html)
    assert error is not None
    assert described
    assert all(error[1] in ids.split() for ids in described)
    assert {each for ids in described for each in ids.split()} <= _ids(html)
    assert "Erreur :" in html


@pytest.mark.parametrize(
    ("name", "caption"),
    [("near_me", "vide"), ("orientation_place", "vide"), ("ticket_form", "vide")],
)
def test_a_field_without_error_is_not_called_wrong(
    samples: Samples, name: str, caption: str
) -> None:
    html = samples.html(name, caption)
    assert "aria-invalid" not in html
    assert "field-wrong" not in html


def test_every_field_has_a_label(samples: Samples) -> None:
    for component in samples.components.values():
        for sample in component.samples:
            html = FORMS.around.get(component.name, "{}").format(sample.html)
            labels = set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html))
            fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", html)
            named = [re.search(r'\sid="([^"]+)"', field) for field in fields]
            assert {found[1] for found in named if found} <= labels, component.name


def test_a_field_says_that_it_may_stay_empty(samples: Samples) -> None:
    assert "(facultatif)" in samples.text("field", "une ligne, vide")


def test_what_was_typed_stays_beside_the_error(samples: Samples) -> None:
    assert 'value="camille@exemple"' in samples.html("field", "une ligne, avec une erreur")
    assert 'value="Bellacq"' in samples.html("near_me", "avec une erreur")
    assert 'value="K7Q2M"' in samples.html("ticket_form", "avec une erreur")


def test_a_choice_keeps_its_count_and_whether_it_is_ticked(samples: Samples) -> None:
    ticked = samples.html("choice", "cochée, avec un nombre")
    assert '<span class="count">12</span>' in ticked
    assert " checked" in ticked
    assert " checked" not in samples.html("choice", "non cochée")
    assert "count" not in samples.html("choice", "sans nombre")


def test_the_filters_say_how_many_are_ticked_where_they_are_folded(samples: Samples) -> None:
    assert "Ce que vous cherchez (1)" in samples.text("filters", "dépliés, un filtre coché")
    assert 'id="groupe-services" open' in samples.html("filters", "dépliés, un filtre coché")


def test_the_summary_leads_to_every_field_that_is_wrong(samples: Samples) -> None:
    summary = samples.html("error_summary", "plusieurs erreurs")
    assert re.findall(r'href="#([^"]+)"', summary) == ["motif-0", "message", "courriel"]
    assert samples.html("error_summary", "aucune erreur : rien") == ""


def test_a_list_keeps_what_was_chosen(samples: Samples) -> None:
    assert 'value="mercredi" selected' in samples.html("options", "des moments")
    assert 'value="15" selected' in samples.html("options", "des distances")


def test_the_trap_is_out_of_reach_of_people(samples: Samples) -> None:
    trap = samples.html("trap", "invisible : voir le HTML")
    assert 'aria-hidden="true"' in trap
    assert 'tabindex="-1"' in trap


def test_an_answer_given_before_is_said_in_words(samples: Samples) -> None:
    answers = samples.text("orientation_answers", "une seule réponse, déjà donnée")
    assert answers.count("Votre réponse") == 1


def test_a_filter_in_use_says_that_it_goes_away(samples: Samples) -> None:
    assert samples.text("in_use", "deux filtres").count("Retirer le filtre :") == 2
