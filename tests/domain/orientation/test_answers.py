"""What answers come to."""

from __future__ import annotations

import pytest

from portal.domain.orientation import UNKNOWN, read_choices
from tests.domain.orientation.files import QUESTIONNAIRE, what


def test_unknown_answers_and_questions_are_left_out() -> None:
    choices = read_choices(QUESTIONNAIRE, {"pour": ("toi",), "couleur": ("bleu",)})
    assert choices == {"pour": (), "situation": (), "lieu": (), "quand": ()}


def test_one_answer_is_the_first_known_and_several_come_in_the_order_of_the_file() -> None:
    given = {"pour": ("toi", "enfant", "moi"), "quand": ("gratuit", "soir", "gratuit")}
    choices = read_choices(QUESTIONNAIRE, given)
    assert choices["pour"] == ("enfant",)
    assert choices["quand"] == ("soir", "gratuit")


@pytest.mark.parametrize("question", ["pour", "situation", "lieu", "quand"])
def test_not_knowing_is_an_answer_to_every_question_and_wishes_for_nothing(question: str) -> None:
    assert read_choices(QUESTIONNAIRE, {question: (UNKNOWN,)})[question] == (UNKNOWN,)
    assert what(**{question: UNKNOWN}) == what()


def test_answers_add_up() -> None:
    found = what(situation="bebe", quand="soir gratuit")
    assert [wish.reason for wish in found.wishes] == ["pour vous", "ouvert le soir", "gratuit"]
    assert found.concerns == {"parents_0_3_ans"}
    assert found.moments == ("soir",)


def test_the_number_that_fits_the_person_comes_first_and_only_in_a_danger() -> None:
    assert what(situation="danger").danger == ("17", "119")
    assert what(situation="danger", pour="enfant").danger == ("119", "17")
    assert what(situation="bebe", pour="enfant").danger == ()
