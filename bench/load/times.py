"""How long the server takes for one page of results, without network and without kept pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from flask import Flask
from werkzeug.test import EnvironBuilder

from bench.load.instance import load_settings
from portal.app import create_app
from portal.web.public.rendering import Rendering
from search_index.lru import Lru


def result_times(folder: Path, paths: Sequence[str]) -> dict[str, float]:
    """Return median and p95 in milliseconds, cards kept from page to page or nothing kept at all.

    The first tenth of the paths warms up what belongs to the process: templates, index, labels.
    """
    app = create_app(load_settings(folder))
    shared: Rendering = app.extensions["portal.rendering"]
    warm = len(paths) // 10
    half = warm + (len(paths) - warm) // 2
    for path in paths[:warm]:
        _seconds(app, path)
    kept = _measured(app, paths[warm:half], lambda: None)
    bare = _measured(app, paths[half:], lambda: _forget(shared))
    return {
        "kept_cards_median_ms": kept[0],
        "kept_cards_p95_ms": kept[1],
        "nothing_kept_median_ms": bare[0],
        "nothing_kept_p95_ms": bare[1],
    }


def _forget(shared: Rendering) -> None:
    """Drop every page, card and fragment that was kept."""
    shared.pages = Lru(1)
    shared.cards = type(shared.cards)(shared.fragments)
    shared.fragments.get_in.cache_clear()


def _measured(
    app: Flask, paths: Sequence[str], before_each: Callable[[], None]
) -> tuple[float, float]:
    times = []
    for path in paths:
        before_each()
        times.append(_seconds(app, path))
    median, p95 = np.percentile(np.array(times) * 1000, (50, 95)).round(2).tolist()
    return median, p95


def _seconds(app: Flask, path: str) -> float:
    environ = EnvironBuilder(path, headers=[("Accept-Encoding", "gzip, br, zstd")]).get_environ()
    start = perf_counter()
    for _ in app.wsgi_app(environ, lambda *_: lambda _: None):
        pass
    return perf_counter() - start
