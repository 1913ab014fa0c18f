"""Ways to spoil an index."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask


@pytest.fixture
def index_folder(app: Flask) -> Path:
    """Return the folder of the test's own index."""
    folder: Path = app.extensions["portal.settings"].index_folder
    return folder


@pytest.fixture
def remove_index(index_folder: Path) -> Callable[[], None]:
    """Return a function that removes the whole index."""
    return lambda: shutil.rmtree(index_folder)


@pytest.fixture
def damage_index(index_folder: Path) -> Callable[[], None]:
    """Return a function that cuts every file of the index short."""

    def damage() -> None:
        for path in index_folder.rglob("*"):
            if path.is_file() and path.stat().st_size > 10:
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return damage
