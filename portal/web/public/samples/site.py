"""Samples of what surrounds every page, and of the pages that inform."""

from __future__ import annotations

from collections.abc import Iterator

from flask import current_app

from portal.web.public.identity import identity
from portal.web.public.languages import language
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.world import World


def _page_start(_world: World) -> Iterator[Sample]:
    yield Sample("une page ordinaire", (language(), True, False))
    yield Sample("une page sensible, sans traduction", (language(), False, True))


def _site_header(_world: World) -> Iterator[Sample]:
    yield Sample("avec les langues", (language(), True))
    yield Sample("sans traduction", (language(), False))


def _language_menu(_world: World) -> Iterator[Sample]:
    yield Sample("replié", (language(),))


def _quick_exit(_world: World) -> Iterator[Sample]:
    yield Sample("sur une page sensible", (language(),))


def _alternates(_world: World) -> Iterator[Sample]:
    yield Sample("invisible : voir le HTML")


def _site_footer(_world: World) -> Iterator[Sample]:
    yield Sample("au pied de chaque page", (language(),))


def _icon(_world: World) -> Iterator[Sample]:
    paths = current_app.jinja_env.get_template("components/icon.html").module.paths  # type: ignore[attr-defined]  # set in the template
    for name in sorted(paths):
        yield Sample(name, (name,))


def _legal_fact(_world: World) -> Iterator[Sample]:
    yield Sample("rempli", ("Site concerné", identity().nom))
    yield Sample("à remplir", ("Organisme qui déclare", ""))


def _home_ways(_world: World) -> Iterator[Sample]:
    yield Sample("sur l’accueil", (language(),))


def _situations(_world: World) -> Iterator[Sample]:
    yield Sample("sur l’accueil", (language(),))


SITE = Family(
    "Le site",
    {
        "page_start": _page_start,
        "site_header": _site_header,
        "language_menu": _language_menu,
        "quick_exit": _quick_exit,
        "site_footer": _site_footer,
        "home_ways": _home_ways,
        "situations": _situations,
        "legal_fact": _legal_fact,
        "alternates": _alternates,
        "icon": _icon,
    },
    right_to_left=frozenset({"site_header", "quick_exit", "home_ways", "situations"}),
    around={"legal_fact": '<dl class="facts">{}</dl>'},
)
