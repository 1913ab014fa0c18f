"""The file of the orientation: what it must say, and what its mistakes are told as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from portal.domain.orientation import UNKNOWN, OrientationError, Shape, questionnaire_from
from portal.services.orientation import load_questionnaire
from tests.domain.orientation.files import small


def test_the_committed_file_asks_for_whom_what_where_when_and_details() -> None:
    questions = load_questionnaire().questions
    slugs = [question.slug for question in questions]
    assert slugs == ["pour", "situation", "lieu", "quand", "details"]
    assert [q.slug for q in questions if q.shape is Shape.SEVERAL] == ["quand", "details"]


def test_the_committed_sentences_are_short_and_end_with_no_full_stop_in_reasons() -> None:
    questions = load_questionnaire().questions
    answers = [answer for question in questions for answer in question.answers]
    reasons = [wish.reason for answer in answers for wish in answer.wishes]
    said = [*reasons, *(a.label for a in answers), *(q.title for q in questions)]
    assert all(len(sentence.split()) <= 20 for sentence in said)
    assert not any(reason.endswith(".") for reason in reasons)


def test_violence_and_dark_thoughts_name_their_numbers_and_never_mediation() -> None:
    answers = {a.slug: a for q in load_questionnaire().questions for a in q.answers}
    assert answers["danger"].danger[:2] == ("17", "114")
    assert {"119", "3919"} <= set(answers["danger"].danger)
    assert answers["idees-noires"].danger[:2] == ("3114", "15")
    dangerous = [answer for answer in answers.values() if answer.danger]
    assert len(dangerous) == 3
    assert all("mediation_familiale" in answer.never for answer in dangerous)
    named = {kind for a in dangerous for wish in a.wishes for kind in (*wish.kinds, *wish.themes)}
    assert "mediation_familiale" not in named


Spoil = Callable[[dict[str, Any]], object]

MISTAKES: list[tuple[Spoil, str]] = [
    (lambda f: f.pop("bareme"), "bareme: Field required"),
    (lambda f: f.update(couleur="bleu"), "couleur: Extra inputs"),
    (lambda f: f["question"].extend(f["question"][:2]), "question: Tuple should have at most 5"),
    (lambda f: f["question"].append(f["question"][0]), "the slug «pour» is given twice"),
    (lambda f: f["question"][0].update(genre="deux"), "question.0.genre: Input should be"),
    (lambda f: f["question"][0].update(slug="Pour qui"), "question.0.slug: String should match"),
    (lambda f: f["question"][0].pop("titre"), "question.0.titre: Field required"),
    (lambda f: f["question"][0]["reponse"][0].update(slug=UNKNOWN), "question.0: Value error"),
    (lambda f: f["question"][1]["reponse"][2].update(danger=["18"]), r"names no \[\[numero\]\]"),
    (lambda f: f["bareme"]["distance"].reverse(), "bareme: .*nearest first"),
    (lambda f: _wish(f).update(points=11), "points: Input should be less than or equal to 10"),
    (lambda f: _wish(f).pop("raison"), "raison: Field required"),
    (lambda f: _wish(f).pop("themes"), "a wish needs types, themes"),
    (lambda f: _wish(f).update(types=["crèche"]), "souhaits.0.types.0: Input should be"),
    (lambda f: _wish(f).update(moment="dimanche"), "souhaits.0.moment: Input should be"),
]


def _wish(file: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = file["question"][1]["reponse"][0]["souhaits"][0]
    return found


@pytest.mark.parametrize(("spoil", "message"), MISTAKES, ids=[m for _, m in MISTAKES])
def test_a_mistake_is_told_with_the_entry_at_fault(spoil: Spoil, message: str) -> None:
    file = small()
    spoil(file)
    with pytest.raises(OrientationError, match=message):
        questionnaire_from(file)
