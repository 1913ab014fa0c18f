"""What the pages of the orientation show: a question, the urgent numbers, or the suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.domain.orientation import UNKNOWN, Number, Question, Shape, asked
from portal.services.directory import Directory
from portal.services.locate import Ambiguous
from portal.services.orientation import Suggested, suggest_places
from portal.services.search import Origin
from portal.web.public.error_words import told
from portal.web.public.orientation_visit import END, YES, Pairs, Visit, address
from portal.web.reading import ParameterError, read_origin, read_places

Choice = tuple[str, str]
"""An address and what it is called."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where people are, as far as it is understood."""

    origin: Origin | None = None
    error: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def unclear(self) -> bool:
        """Whether the question must be asked again."""
        return bool(self.error or self.choices)


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question, with the addresses around it; ``back`` and ``end`` may be empty.

    ``answers`` are the addresses that give each answer at once.
    """

    question: Question
    number: int
    total: int
    chosen: tuple[str, ...]
    hidden: Pairs
    answers: tuple[Choice, ...]
    unknown: str
    skip: str
    back: str
    end: str
    typed: str = ""
    place: Place = Place()
    template: str = "pages/orientation_question.html"

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 400 if self.place.error else 200

    @property
    def several(self) -> bool:
        """Whether several answers may be given."""
        return self.question.shape is Shape.SEVERAL

    @property
    def asks_place(self) -> bool:
        """Whether a place is asked for."""
        return self.question.shape is Shape.PLACE


@dataclass(frozen=True, slots=True)
class DangerPage:
    """The numbers to call first, the most fitting first, then the ways onwards and back."""

    numbers: tuple[Number, ...]
    onward: str
    back: str
    template: str = "pages/orientation_danger.html"
    status: int = 200


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered to a question, and where to change it."""

    question: Question
    answers: tuple[str, ...]
    change: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The suggestions, why they are made, and what they come from."""

    suggested: tuple[Suggested, ...]
    numbers: tuple[Number, ...]
    given: tuple[Given, ...]
    place: str
    to_place: str
    call: Suggested | None
    template: str = "pages/orientation_result.html"
    status: int = 200


def orientation_page(visit: Visit, directory: Directory) -> QuestionPage | DangerPage | ResultPage:
    """Return the page that an address asks for; danger comes before everything else."""
    danger = visit.asked_before(visit.step).danger
    if danger and not visit.numbers_seen:
        return _danger_page(visit, danger)
    place = _read_place(visit, directory)
    number = 1 + visit.questionnaire.questions.index(visit.place_question)
    if place.unclear and visit.step > number:
        return _question_page(visit, number, place)
    if visit.step <= len(visit.questionnaire.questions):
        return _question_page(visit, visit.step, Place())
    return _result_page(visit, directory, place.origin)


def _read_place(visit: Visit, directory: Directory) -> Place:
    question = visit.place_question
    typed = MultiDict({"lieu": visit.place, "code_insee": visit.code_insee})
    if visit.choices[question.slug]:
        return Place()
    try:
        found = read_origin(read_places(typed, directory), directory)
    except ParameterError as error:
        return Place(error=told(error))
    if not isinstance(found, Ambiguous):
        return Place(origin=found)
    step = 1 + visit.questionnaire.questions.index(question)
    *kept, onward = visit.hidden(question, step)
    return Place(
        choices=tuple(
            (
                address([*kept, ("code_insee", commune.code_insee), onward]),
                f"{commune.name} ({commune.postal_codes[0]})",
            )
            for commune in found.communes
        )
    )


def _question_page(visit: Visit, step: int, place: Place) -> QuestionPage:
    question = visit.questionnaire.questions[step - 1]
    return QuestionPage(
        question=question,
        number=step,
        total=len(visit.questionnaire.questions),
        chosen=visit.choices[question.slug],
        hidden=visit.hidden(question, step),
        answers=tuple((visit.answer(question, step, a.slug), a.label) for a in question.answers),
        unknown=visit.answer(question, step, UNKNOWN),
        skip=visit.skip(question, step),
        back=visit.at(step - 1) if step > 1 else "",
        end=visit.at(END) if visit.came_back or step > 2 else "",
        typed=visit.place,
        place=place,
    )


def _danger_page(visit: Visit, numbers: tuple[str, ...]) -> DangerPage:
    step = visit.step
    dangerous = next(n for n in range(2, step + 1) if visit.asked_before(n).danger)
    onward = END if step > len(visit.questionnaire.questions) else str(step)
    more = {"retour": YES} if visit.came_back and onward != END else {}
    return DangerPage(
        numbers=tuple(visit.questionnaire.number(number) for number in numbers),
        onward=visit.at(onward, suite=YES, **more),
        back=visit.at(dangerous - 1),
    )


def _result_page(visit: Visit, directory: Directory, origin: Origin | None) -> ResultPage:
    wanted = asked(visit.questionnaire, visit.choices)
    suggested = suggest_places(directory, visit.questionnaire, wanted, origin)
    with_phone = (each for each in suggested if each.result.listing["telephone"])
    first = next(with_phone, None)
    to_place = visit.questionnaire.questions.index(visit.place_question) + 1
    return ResultPage(
        suggested=suggested,
        numbers=tuple(visit.questionnaire.number(number) for number in wanted.danger),
        given=tuple(_given(visit, origin)),
        place=origin.label if origin else "",
        to_place="" if origin else visit.at(to_place, retour=YES),
        call=None if suggested and first is suggested[0] else first,
    )


def _given(visit: Visit, origin: Origin | None) -> Iterator[Given]:
    for step, question in enumerate(visit.questionnaire.questions, start=1):
        chosen = visit.choices[question.slug]
        labels = tuple(_(answer.label) for answer in question.answers if answer.slug in chosen)
        if chosen == (UNKNOWN,):
            labels = (_("Je ne sais pas"),)
        elif question is visit.place_question and origin:
            labels = (origin.label or visit.place,)
        yield Given(question, labels, visit.at(step, retour=YES))
