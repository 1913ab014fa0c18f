"""Until when a link works: the day that its mail says is whole, as people in Paris count days."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portal.domain.indicators.letters import Invitation, Sender, expiry, question_letter

_SENDER = Sender("Caf de la Haute-Vienne", "claire@exemple.fr")


@pytest.mark.parametrize(
    ("asked_at", "ends_at"),
    [
        # 3 h 56 in Paris; the link works until the last second of the 22nd.
        (datetime(2026, 11, 23, 2, 56, tzinfo=UTC), datetime(2027, 1, 22, 22, 59, 59, tzinfo=UTC)),
        # It is the 24th already in Paris.
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), datetime(2027, 1, 23, 22, 59, 59, tzinfo=UTC)),
        # Summer time ends in between.
        (datetime(2026, 9, 1, 8, 0, tzinfo=UTC), datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_link_works_until_the_end_of_its_last_day(asked_at: datetime, ends_at: datetime) -> None:
    assert expiry(asked_at) == ends_at


def test_an_answer_that_is_sent_back_comes_with_the_question_and_one_link() -> None:
    place = Invitation("La Halte", "https://parents.example/indicateurs/abc")
    day = datetime(2027, 1, 22, tzinfo=UTC).date()
    text = question_letter(2026, "Combien de pères ?", [place], _SENDER, day)
    assert "Combien de pères ?" in text
    assert "La Halte\nhttps://parents.example/indicateurs/abc" in text
    assert "jusqu’au 22 janvier 2027" in text
    assert "Écrivez à claire@exemple.fr" in text
