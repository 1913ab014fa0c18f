"""The indicators that are asked for, as ``seed_data/indicateurs.toml`` writes them, checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Text = Annotated[str, Field(min_length=1, max_length=300)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class CatalogueError(ValueError):
    """The file is not well formed; the message names the entry at fault."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Indicator(_Entry):
    """One figure: its permanent name, and what is asked. ``hint`` may be empty."""

    slug: Slug
    label: Text = Field(alias="libelle")
    hint: str = Field("", alias="aide")


class Breakdown(_Entry):
    """What a total is made of. In a ``partition`` each is counted in one item only."""

    label: Text = Field(alias="libelle")
    hint: str = Field("", alias="aide")
    partition: bool = False
    items: tuple[Indicator, ...] = Field(alias="ligne", min_length=1)


class Group(_Entry):
    """One heading of the reference text, with its total."""

    slug: Slug
    label: Text = Field(alias="libelle")
    hint: str = Field("", alias="aide")
    total: Indicator
    breakdowns: tuple[Breakdown, ...] = Field((), alias="liste")

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The total, then every item in the order of the file."""
        return (self.total, *(item for each in self.breakdowns for item in each.items))


class Catalogue(_Entry):
    """All of it, in the order of the file."""

    groups: tuple[Group, ...] = Field(alias="groupe", min_length=1)

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        _refuse_repeats(group.slug for group in self.groups)
        _refuse_repeats(indicator.slug for indicator in self.indicators)
        return self

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every figure, in the order of the file."""
        return tuple(indicator for group in self.groups for indicator in group.indicators)

    @property
    def totals(self) -> tuple[Indicator, ...]:
        """The first figure of each group: what is shown where there is room for little."""
        return tuple(group.total for group in self.groups)

    def find(self, slug: str) -> Indicator | None:
        """Return an indicator; None: it is asked no more."""
        return self._by_slug.get(slug)

    @cached_property
    def _by_slug(self) -> Mapping[str, Indicator]:
        return {indicator.slug: indicator for indicator in self.indicators}


def catalogue_from(data: Mapping[str, object]) -> Catalogue:
    """Make the catalogue from the parsed file, or raise ``CatalogueError``."""
    try:
        return Catalogue.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise CatalogueError(f"{where}: {first['msg']}") from None


def _refuse_repeats(slugs: Iterator[str]) -> None:
    repeated = [slug for slug, count in Counter(slugs).items() if count > 1]
    if repeated:
        raise ValueError(f"the slug «{repeated[0]}» is given twice")
