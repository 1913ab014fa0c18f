"""The catalogue: every component of ``templates/components``, with its samples as they look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from portal.services.directory import Directory
from portal.web.public.fragments import COMPONENTS
from portal.web.public.languages import ARABIC, FRENCH, Language, speaking
from portal.web.public.rendering import Rendering
from portal.web.public.samples.apart import apart
from portal.web.public.samples.browse import BROWSE
from portal.web.public.samples.forms import FORMS
from portal.web.public.samples.listening import LISTENING
from portal.web.public.samples.orientation import ORIENTATION
from portal.web.public.samples.places import PLACES
from portal.web.public.samples.professionals import PROFESSIONALS
from portal.web.public.samples.results import RESULTS
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.site import SITE
from portal.web.public.samples.world import World, world_of

FAMILIES = (SITE, FORMS, RESULTS, PLACES, LISTENING, BROWSE, ORIENTATION, PROFESSIONALS)

_PURPOSE = re.compile(r"\{#\s*(.*?)\s*#\}", re.DOTALL)
_CALL = re.compile(r"\{% macro (.*?) -?%\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """One sample in its language: what the macro gives, and the same ready for the catalogue."""

    caption: str
    language: Language
    html: Markup
    placed: Markup


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its name, what the head of its file says that it is for, how it is called."""

    name: str
    purpose: str
    call: str
    samples: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Components that belong together."""

    heading: str
    components: tuple[Component, ...]


def catalogue(directory: Directory, shared: Rendering) -> tuple[Group, ...]:
    """Return every component that has samples, with what its macro gives for each of them."""
    world = world_of(directory, shared)
    return tuple(
        Group(family.heading, tuple(_components(family, world, shared))) for family in FAMILIES
    )


def _components(family: Family, world: World, shared: Rendering) -> Iterator[Component]:
    for name in family.makers:
        purpose, call = _head(name)
        samples = tuple(_shown(family, name, world, shared))
        yield Component(name, purpose, call, samples)


def _shown(family: Family, name: str, world: World, shared: Rendering) -> Iterator[Shown]:
    around = Markup((family.around or {}).get(name, "{}"))  # noqa: S704 - ours

    def shown(sample: Sample, language: Language, suffix: str) -> Shown:
        html = shared.fragments.render(name, *sample.given)
        placed = around.format(apart(html, suffix))
        return Shown(sample.caption, language, html, placed)

    for number, sample in enumerate(family.makers[name](world), start=1):
        yield shown(sample, FRENCH, f"{name}-{number}")
    if name in family.right_to_left:
        with speaking(ARABIC):
            first = next(iter(family.makers[name](world)))
            yield shown(first, ARABIC, f"{name}-{ARABIC.code}")


@lru_cache
def _head(name: str) -> tuple[str, str]:
    """Return what a file says at its head, and its macro with the names of what it takes."""
    text = (COMPONENTS / f"{name}.html").read_text(encoding="utf-8")
    purpose, call = _PURPOSE.match(text), _CALL.search(text)
    return " ".join(purpose[1].split()) if purpose else "", call[1] if call else name
