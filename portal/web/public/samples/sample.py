"""A sample: one state of a component, and what its macro is given to show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.web.public.samples.world import World


@dataclass(frozen=True, slots=True)
class Sample:
    """What the catalogue calls the state, and the arguments of the macro."""

    caption: str
    given: tuple[Any, ...] = ()


Make = Callable[[World], Iterable[Sample]]
"""Makes the samples of a component, in the language that is spoken when it is called."""


@dataclass(frozen=True, slots=True)
class Family:
    """Components that belong together: a heading, and what makes the samples of each.

    Those named in ``right_to_left`` are shown in Arabic too, in their first state. ``around`` is
    what a component needs to stand in, as HTML with a gap.
    """

    heading: str
    makers: Mapping[str, Make]
    right_to_left: frozenset[str] = frozenset()
    around: Mapping[str, str] | None = None
