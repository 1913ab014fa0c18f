"""From the answers that people gave to what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.domain.listing import ListingKind
from portal.domain.moments import NamedMoment
from portal.domain.orientation.model import UNKNOWN, Answer, Question, Questionnaire, Shape, Wish

Choices = Mapping[str, tuple[str, ...]]
"""The slugs answered to each question, «je ne sais pas» included; none where it was skipped."""


@dataclass(frozen=True)
class Asked:
    """What the answers come to: wishes, for whom, what never to suggest, and the danger.

    ``danger`` holds the numbers to show before anything else, the most fitting first.
    """

    wishes: tuple[Wish, ...]
    concerns: frozenset[str]
    never: frozenset[str]
    danger: tuple[str, ...]
    for_other: bool

    @property
    def moments(self) -> tuple[NamedMoment, ...]:
        """The moments that people asked for."""
        return tuple(wish.moment for wish in self.wishes if wish.moment)

    @property
    def kinds(self) -> frozenset[ListingKind]:
        """The kinds that a wish names."""
        return frozenset(kind for wish in self.wishes for kind in wish.kinds)


def read_choices(questionnaire: Questionnaire, given: Mapping[str, Sequence[str]]) -> Choices:
    """Return the answers that the file knows, in its order; others are left out.

    A question with one answer keeps the first of them.
    """
    return {q.slug: _known(q, given.get(q.slug, ())) for q in questionnaire.questions}


def asked(questionnaire: Questionnaire, choices: Choices) -> Asked:
    """Return what the answers come to; those of every question add up."""
    answers = tuple(_answers(questionnaire, choices))
    return Asked(
        wishes=(*questionnaire.always, *(wish for answer in answers for wish in answer.wishes)),
        concerns=frozenset().union(*(answer.concerns for answer in answers)),
        never=frozenset().union(*(answer.never for answer in answers)),
        danger=_numbers(answers),
        for_other=any(answer.for_other for answer in answers),
    )


def _known(question: Question, given: Sequence[str]) -> tuple[str, ...]:
    slugs = [answer.slug for answer in question.answers if answer.slug in given]
    if question.shape is Shape.SEVERAL:
        return tuple(slugs) or ((UNKNOWN,) if UNKNOWN in given else ())
    first = (slug for slug in given if slug in slugs or slug == UNKNOWN)
    return tuple(first)[:1]


def _answers(questionnaire: Questionnaire, choices: Choices) -> Iterable[Answer]:
    for question in questionnaire.questions:
        chosen = choices.get(question.slug, ())
        yield from (answer for answer in question.answers if answer.slug in chosen)


def _numbers(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Return the numbers of every danger once, those that lead for this visitor before others."""
    named = dict.fromkeys(number for answer in answers for number in answer.danger)
    leading = [number for answer in answers for number in answer.leads if number in named]
    return tuple(dict.fromkeys([*leading, *named]))
