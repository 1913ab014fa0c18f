"""The questionnaire as ``seed_data/orientation.toml`` writes it, checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from portal.domain.listing import ListingKind, Mode
from portal.domain.moments import NamedMoment

UNKNOWN = "je-ne-sais-pas"
"""The answer that every question has beside its own: it wishes for nothing."""
MOST_QUESTIONS = 5

Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Points = Annotated[int, Field(ge=0, le=10)]
Words = frozenset[str]


class OrientationError(ValueError):
    """The file is not well formed; the message names the entry at fault."""


class Shape(StrEnum):
    """How a question is answered: by one answer, by any number of them, or by a place."""

    ONE = "une"
    SEVERAL = "plusieurs"
    PLACE = "lieu"


class Fact(StrEnum):
    """What a listing says with a yes."""

    FREE = "gratuit"
    ACCESSIBLE = "accessible"
    ANONYMOUS = "anonyme"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wish(_Entry):
    """What an answer wishes for: any one of these is enough to grant it."""

    kinds: frozenset[ListingKind] = Field(frozenset(), alias="types")
    themes: Words = frozenset()
    publics: Words = frozenset()
    modes: frozenset[Mode] = frozenset()
    facts: frozenset[Fact] = Field(frozenset(), alias="faits")
    moment: NamedMoment | None = None
    points: Annotated[int, Field(ge=1, le=10)]
    reason: Text = Field(alias="raison")
    reason_for_other: str = Field("", alias="raison_proche")

    @cached_property
    def words(self) -> frozenset[tuple[str, str]]:
        """What it wishes for, as candidates say it of themselves."""
        wanted: dict[str, Iterable[str]] = {
            "type": self.kinds,
            "theme": self.themes,
            "public": self.publics,
            "mode": self.modes,
            "fact": self.facts,
            "moment": (self.moment,) if self.moment else (),
        }
        return frozenset((name, str(slug)) for name, slugs in wanted.items() for slug in slugs)

    @model_validator(mode="after")
    def _wishes_for_something(self) -> Self:
        if not self.words:
            raise ValueError("a wish needs types, themes, publics, modes, faits or a moment")
        return self


class Answer(_Entry):
    """One answer; see the head of the file for what each entry does."""

    slug: Slug
    label: Text = Field(alias="libelle")
    hint: str = Field("", alias="aide")
    wishes: tuple[Wish, ...] = Field((), alias="souhaits")
    concerns: Words = Field(frozenset(), alias="concerne")
    danger: tuple[str, ...] = ()
    leads: tuple[str, ...] = Field((), alias="dabord")
    never: Words = Field(frozenset(), alias="jamais")
    for_other: bool = Field(False, alias="proche")


class Question(_Entry):
    """One question; ``hint`` may be empty."""

    slug: Slug
    title: Text = Field(alias="titre")
    hint: str = Field("", alias="aide")
    shape: Shape = Field(alias="genre")
    answers: tuple[Answer, ...] = Field(alias="reponse", min_length=1)

    @model_validator(mode="after")
    def _known_once(self) -> Self:
        _refuse_repeats([UNKNOWN, *(answer.slug for answer in self.answers)])
        return self


class Number(_Entry):
    """A number to call in danger, and when; ``sms`` where it is written to, not called."""

    number: Annotated[str, Field(pattern=r"^[0-9]{2,4}$")] = Field(alias="numero")
    name: Text = Field(alias="nom")
    when: Text = Field(alias="quand")
    hours: Text = Field(alias="heures")
    sms: bool = False


class Band(_Entry):
    """The points of places up to a distance, and what is said of them."""

    km: Annotated[float, Field(gt=0)]
    points: Annotated[int, Field(ge=-10, le=10)]
    reason: Text = Field(alias="raison")


class Scale(_Entry):
    """What counts beside the wishes; see the head of the file."""

    threshold: Points = Field(alias="seuil")
    most: Annotated[int, Field(ge=1, le=10)] = Field(alias="au_plus")
    most_lines: Annotated[int, Field(ge=1, le=10)] = Field(alias="lignes")
    usable: Points = Field(alias="utilisable")
    no_address: Points = Field(alias="sans_adresse")
    on_request: frozenset[ListingKind] = Field(alias="sur_demande")
    reason: Text = Field(alias="raison")
    bands: tuple[Band, ...] = Field(alias="distance", min_length=1)

    @model_validator(mode="after")
    def _nearest_first(self) -> Self:
        if list(self.bands) != sorted(self.bands, key=lambda band: band.km):
            raise ValueError("the bands of distance must come nearest first")
        return self


class Questionnaire(_Entry):
    """All of it, in the order of the file."""

    scale: Scale = Field(alias="bareme")
    always: tuple[Wish, ...] = Field((), alias="toujours")
    numbers: tuple[Number, ...] = Field(alias="numero")
    questions: tuple[Question, ...] = Field(
        alias="question", min_length=1, max_length=MOST_QUESTIONS
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse_repeats(question.slug for question in self.questions)
        numbers = {number.number for number in self.numbers}
        for answer in (answer for question in self.questions for answer in question.answers):
            missing = sorted({*answer.danger, *answer.leads} - numbers)
            if missing:
                raise ValueError(f"the answer «{answer.slug}» names no [[numero]]: {missing}")
        return self

    def number(self, number: str) -> Number:
        """Return what is said of a number; raise KeyError when the file does not have it."""
        return {known.number: known for known in self.numbers}[number]


def questionnaire_from(data: Mapping[str, object]) -> Questionnaire:
    """Make the questionnaire from the parsed file, or raise OrientationError."""
    try:
        return Questionnaire.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise OrientationError(f"{where}: {first['msg']}") from None


def _refuse_repeats(slugs: Iterable[str]) -> None:
    repeated = [slug for slug, count in Counter(slugs).items() if count > 1]
    if repeated:
        raise ValueError(f"the slug «{repeated[0]}» is given twice")
