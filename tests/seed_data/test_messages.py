"""Every text of the orientation that people see reaches the catalogues."""

from __future__ import annotations

import io

from portal.services.orientation import QUESTIONNAIRE, load_questionnaire
from seed_data.messages import extract


def test_every_text_that_pages_show_is_extracted_once() -> None:
    found = [message for _, _, message, _ in extract(io.BytesIO(QUESTIONNAIRE.read_bytes()))]
    questionnaire = load_questionnaire()
    answers = [answer for question in questionnaire.questions for answer in question.answers]
    wishes = [*questionnaire.always, *(wish for answer in answers for wish in answer.wishes)]
    shown = {
        questionnaire.scale.reason,
        *(band.reason for band in questionnaire.scale.bands),
        *(text for number in questionnaire.numbers for text in (number.name, number.when)),
        *(number.hours for number in questionnaire.numbers),
        *(text for q in questionnaire.questions for text in (q.title, q.hint)),
        *(text for answer in answers for text in (answer.label, answer.hint)),
        *(text for wish in wishes for text in (wish.reason, wish.reason_for_other)),
    }
    assert sorted(found) == sorted(shown - {""})


def test_each_text_comes_with_its_line() -> None:
    file = io.BytesIO(b'[[question]]\nslug = "pour"\ntitre = "Pour qui ?"\n')
    assert list(extract(file, (), (), {})) == [(3, "gettext", "Pour qui ?", [])]
