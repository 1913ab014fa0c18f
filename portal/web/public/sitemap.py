"""The map of the site for robots: an index, and one map for each sort of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from xml.sax.saxutils import escape

from portal.services.directory import Directory

MOST = 50_000
"""The most addresses that one map may hold (sitemaps.org)."""

PAGES = (
    "/",
    "/lieux",
    "/ecoute",
    "/orientation",
    "/themes",
    "/professionnels",
    "/urgence",
    "/consulter-discretement",
    "/accessibilite",
    "/donnees-personnelles",
    "/mentions-legales",
    "/plan-du-site",
)
"""The pages that there is one of."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Paths = Callable[[Directory], Iterable[str]]


def _listings(directory: Directory) -> Iterable[str]:
    return (f"/lieux/{slug}" for _, slug, _ in directory.index.listings())


def _themes(directory: Directory) -> Iterable[str]:
    return (f"/themes/{term.slug}" for term in directory.vocabulary.themes())


def _departements(directory: Directory) -> Iterable[str]:
    return (f"/departements/{code}" for code in directory.territory.departements)


def _communes(directory: Directory) -> Iterable[str]:
    columns = directory.territory.columns
    codes = zip(columns.code_insee, columns.is_arrondissement, strict=True)
    return (f"/communes/{code}" for code, part_of_a_city in codes if not part_of_a_city)


_SORTS: Mapping[str, Paths] = {
    "pages": lambda _: PAGES,
    "themes": _themes,
    "departements": _departements,
    "lieux": _listings,
    "communes": _communes,
}


def index_map(directory: Directory, root: str) -> str:
    """Return the index; ``root`` is the address of the portal, with its last slash."""
    maps = [
        f"/sitemap-{name}-{number}.xml"
        for name, paths in _SORTS.items()
        for number in range(1, _count(paths(directory)) + 1)
    ]
    return _written("sitemapindex", "sitemap", maps, directory, root)


def child_map(directory: Directory, root: str, name: str, number: int) -> str | None:
    """Return a map by the name and the number that the index gives it, or None."""
    sort = _SORTS.get(name)
    if sort is None or number < 1:
        return None
    paths = list(islice(sort(directory), (number - 1) * MOST, number * MOST))
    return _written("urlset", "url", paths, directory, root) if paths else None


def _count(paths: Iterable[str]) -> int:
    """Return how many maps the paths need."""
    return -(-sum(1 for _ in paths) // MOST)


def _written(outer: str, inner: str, paths: Iterable[str], directory: Directory, root: str) -> str:
    start = escape(root.rstrip("/"))
    changed = directory.index.built_at.date().isoformat()
    lines = (
        f"<{inner}><loc>{start}{escape(path)}</loc><lastmod>{changed}</lastmod></{inner}>\n"
        for path in paths
    )
    return f'{_HEAD}<{outer} xmlns="{_NAMESPACE}">\n{"".join(lines)}</{outer}>\n'
