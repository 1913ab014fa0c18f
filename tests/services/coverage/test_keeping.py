"""Answers are worked out once, beside the request, and the last ones are kept."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from portal.services.coverage.keeping import FAILURE_SECONDS, Kept, Progress

AN_ANSWER, ANOTHER = "an answer", "another"
LONG = 10.0


def _giving(answer: str) -> Callable[[Progress], str]:
    return lambda _progress: answer


def test_a_question_is_worked_out_once() -> None:
    kept = Kept[str]()
    assert kept.ask("87", _giving(AN_ANSWER)).wait(LONG) is AN_ANSWER
    assert kept.ask("87", _giving(ANOTHER)).wait(LONG) is AN_ANSWER
    assert kept.ask("33", _giving(ANOTHER)).wait(LONG) is ANOTHER


def test_what_is_not_there_in_time_is_none_and_tells_how_far_it_is() -> None:
    kept, told, go_on = Kept[str](), Event(), Event()

    def work(progress: Progress) -> str:
        progress(3, 10)
        told.set()
        go_on.wait(LONG)
        return AN_ANSWER

    underway = kept.ask("87", work)
    assert told.wait(LONG)
    assert underway.wait(0) is None
    assert (underway.done, underway.total, underway.finished) == (3, 10, False)
    go_on.set()
    assert underway.wait(LONG) is AN_ANSWER
    assert underway.finished


def _fail(_progress: Progress) -> str:
    raise OSError("database gone")


def test_a_failure_is_raised_and_after_a_while_the_next_one_tries_again() -> None:
    seconds = 0.0
    kept = Kept[str](lambda: seconds)
    with pytest.raises(OSError, match="database gone"):
        kept.ask("87", _fail).wait(LONG)
    seconds += FAILURE_SECONDS + 0.1
    assert kept.ask("87", _giving(AN_ANSWER)).wait(LONG) is AN_ANSWER


def test_who_asks_again_without_waiting_is_told_of_the_failure() -> None:
    kept = Kept[str]()
    with pytest.raises(OSError, match="database gone"):
        kept.ask("87", _fail).wait(LONG)
    with pytest.raises(OSError, match="database gone"):
        kept.ask("87", _giving(AN_ANSWER)).wait(0)


def test_the_oldest_are_forgotten() -> None:
    kept = Kept[str]()
    for number in range(30):
        kept.ask(number, _giving(AN_ANSWER)).wait(LONG)
    assert kept.ask(29, _giving(ANOTHER)).wait(LONG) is AN_ANSWER
    assert kept.ask(0, _giving(ANOTHER)).wait(LONG) is ANOTHER


def test_what_is_forgotten_before_it_began_is_not_begun() -> None:
    kept, go_on, begun = Kept[str](), Event(), []

    def wait(_progress: Progress) -> str:
        go_on.wait(LONG)
        return AN_ANSWER

    def note(_progress: Progress) -> str:
        begun.append("late")
        return AN_ANSWER

    busy = [kept.ask(name, wait) for name in ("a", "b")]
    forgotten = kept.ask("c", note)
    for number in range(30):
        kept.ask(number, _giving(AN_ANSWER))
    assert forgotten.wait(0) is None
    go_on.set()
    assert [each.wait(LONG) for each in busy] == [AN_ANSWER, AN_ANSWER]
    assert begun == []
