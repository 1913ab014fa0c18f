"""A visit of the questionnaire: the answers that an address carries, and the addresses onwards.

Answers are in the address and nowhere else. ``etape`` says which question is shown, or ``fin`` for
the suggestions; ``suite`` that the urgent numbers were seen; ``retour`` that a question was opened
from the suggestions, to which answering leads back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.domain.orientation import (
    Asked,
    Choices,
    Question,
    Questionnaire,
    Shape,
    asked,
    read_choices,
)
from portal.web.parameters import LONGEST
from portal.web.public.languages import language

END = "fin"
YES = "oui"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Visit:
    """What an address says: unknown answers are left out, an unknown step is guessed."""

    questionnaire: Questionnaire
    args: MultiDict[str, str]

    @cached_property
    def choices(self) -> Choices:
        """The answers given, as slugs."""
        given = {name: tuple(values) for name, values in self.args.lists()}
        return read_choices(self.questionnaire, given)

    @cached_property
    def place(self) -> str:
        """The place as typed; nothing where an answer of the file stands for it."""
        typed = self.args.get(self.place_question.slug, "").strip()[: LONGEST + 1]
        return "" if self.choices[self.place_question.slug] else typed

    @property
    def code_insee(self) -> str:
        """The commune chosen among several."""
        return self.args.get("code_insee", "")

    @cached_property
    def place_question(self) -> Question:
        """The question that asks where."""
        return next(q for q in self.questionnaire.questions if q.shape is Shape.PLACE)

    @property
    def step(self) -> int:
        """The number of the question to show, from 1; one more than there are for the end."""
        asked_for, last = self.args.get("etape", ""), len(self.questionnaire.questions)
        if asked_for.isdecimal() and 1 <= int(asked_for[:3]) <= last:
            return int(asked_for[:3])
        return last + 1 if asked_for == END or self.pairs() else 1

    @property
    def came_back(self) -> bool:
        """Whether a question was opened from the suggestions."""
        return self.args.get("retour") == YES

    @property
    def numbers_seen(self) -> bool:
        """Whether the urgent numbers were seen."""
        return self.args.get("suite") == YES

    def asked_before(self, step: int) -> Asked:
        """Return what the answers to the questions before a step come to."""
        before = self.questionnaire.questions[: step - 1]
        return asked(self.questionnaire, {q.slug: self.choices[q.slug] for q in before})

    def pairs(self, but: str = "") -> Pairs:
        """Return the answers as an address carries them, those to one question left out."""
        return [
            pair
            for question in self.questionnaire.questions
            if question.slug != but
            for pair in self._pairs_of(question)
        ]

    def hidden(self, question: Question, step: int) -> Pairs:
        """Return what the form of a question carries beside the answer to it."""
        kept = self.pairs(but=question.slug)
        return [*kept, *self._seen(but=question.slug), ("etape", self._onward(step))]

    def skip(self, question: Question, step: int) -> str:
        """Return the address that leaves a question without an answer."""
        return address(self.hidden(question, step))

    def answer(self, question: Question, step: int, slug: str) -> str:
        """Return the address that gives one answer to a question."""
        kept = self.hidden(question, step)
        return address([*kept[:-1], (question.slug, slug), kept[-1]])

    def at(self, step: int | str, **more: str) -> str:
        """Return the address of a step with every answer kept."""
        return address([*self.pairs(), *self._seen(), ("etape", str(step)), *more.items()])

    def _onward(self, step: int) -> str:
        last = self.came_back or step == len(self.questionnaire.questions)
        return END if last else str(step + 1)

    def _seen(self, but: str = "") -> Pairs:
        """Return that the numbers were seen, as long as other answers tell of a danger."""
        others = {slug: chosen for slug, chosen in self.choices.items() if slug != but}
        dangerous = asked(self.questionnaire, others).danger
        return [("suite", YES)] if self.numbers_seen and dangerous else []

    def _pairs_of(self, question: Question) -> Pairs:
        if question.shape is Shape.PLACE and not self.choices[question.slug]:
            typed = [(question.slug, self.place), ("code_insee", self.code_insee)]
            return [pair for pair in typed if pair[1]]
        return [(question.slug, slug) for slug in self.choices[question.slug]]


def address(pairs: Pairs) -> str:
    """Return the address of the orientation with these parameters, in the language of the page."""
    return f"{language().root}/orientation?{urlencode(pairs)}"
