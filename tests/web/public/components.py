"""What tests of components start from: the samples of the catalogue, rendered once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from portal.web.public.fragments import COMPONENTS
from portal.web.public.rendering import Rendering, rendering
from portal.web.public.samples import Component, catalogue

FILES = frozenset(path.stem for path in COMPONENTS.glob("*.html"))
_TAG = re.compile(r"<[^>]*>")


class Missing(StrictUndefined):
    """Fails wherever a name that is not there is used; «a if b» without «else» is nothing."""

    def _given_up(self) -> bool:
        return self._undefined_name is None

    def __str__(self) -> str:
        return "" if self._given_up() else super().__str__()

    def __bool__(self) -> bool:
        return False if self._given_up() else super().__bool__()


@dataclass(frozen=True)
class Samples:
    """The samples of every component, by the name of the component and the words of the sample."""

    components: dict[str, Component]

    def html(self, name: str, caption: str, language: str = "fr") -> str:
        """Return what a macro gives, on one line."""
        (found,) = (
            sample.html
            for sample in self.components[name].samples
            if sample.caption == caption and sample.language.code == language
        )
        return " ".join(found.split())

    def text(self, name: str, caption: str, language: str = "fr") -> str:
        """Return what people read of it: no sample may say something by its tags alone."""
        return " ".join(_TAG.sub(" ", self.html(name, caption, language)).split())

    def each(self, name: str) -> list[str]:
        """Return every sample of a component as HTML."""
        return [str(sample.html) for sample in self.components[name].samples]


def rendered(app: Flask) -> Samples:
    """Render every sample of an application."""
    with app.test_request_context("/composants"):
        directory: Any = app.extensions["portal.directory"]
        groups = catalogue(directory, rendering())
        return Samples({found.name: found for group in groups for found in group.components})


def rendered_strictly(app: Flask) -> Samples:
    """Render every sample with templates that fail on what they are not given."""
    app.jinja_env.undefined = Missing
    app.jinja_env.cache.clear()  # type: ignore[union-attr]  # there is one
    app.extensions["portal.rendering"] = Rendering(app)
    return rendered(app)


@pytest.fixture(scope="module")
def samples(shared_app: Flask) -> Samples:
    """Return the samples, for tests that read what components show."""
    return rendered(shared_app)
