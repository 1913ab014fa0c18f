"""Where indexes are kept between runs: outside git, one folder for each state of the sources."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

BENCH_FOLDER = Path(__file__).parent
CACHE_FOLDER = BENCH_FOLDER / "cache"
_INDEX_FOLDER = BENCH_FOLDER.parent / "search_index"
_CORPUS = (
    "analysis",
    "communes",
    "corpus",
    "facets",
    "name_keys",
    "schedules",
    "vocabulary",
    "words",
)
_ANALYSIS = ("analysis", "documents", "schema", "suggest", "text")
_COMPLETE = "complete"


@contextmanager
def cached_folder(engine: str, size: int, cache: Path = CACHE_FOLDER) -> Iterator[Path]:
    """Give the folder for an engine's index of a size; an unfinished one is emptied first.

    Folders that other states of the sources left are removed.
    """
    folder = cache / f"{engine}-{size}-{_fingerprint(engine)}"
    for other in cache.glob(f"{engine}-{size}-*"):
        if other != folder or not (other / _COMPLETE).exists():
            shutil.rmtree(other)
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    (folder / _COMPLETE).touch()


def _fingerprint(engine: str) -> str:
    """Return a name for the code that writes the corpus and this engine's index."""
    digest = sha256()
    for source in _sources(engine):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def _sources(engine: str) -> Iterator[Path]:
    yield from (BENCH_FOLDER / f"{name}.py" for name in _CORPUS)
    yield from sorted((BENCH_FOLDER / "engines").glob(f"{engine.split('_', maxsplit=1)[0]}*.py"))
    if engine == "portal":
        yield from sorted(_INDEX_FOLDER.glob("*.py"))
    else:
        yield from (_INDEX_FOLDER / f"{name}.py" for name in _ANALYSIS)
