"""Deleting the files that the manifest no longer names."""

from __future__ import annotations

import shutil
from pathlib import Path

from search_index.manifest import Manifest
from search_index.store import columns_path, facts_path, hours_path


def sweep(folder: Path, manifest: Manifest) -> None:
    """Delete old generations and the segment files that are not in use, whoever left them.

    Readers lose nothing: they hold columns in memory and facts open, and one that was about to
    open a file looks at the manifest again. The writer's lock is held.
    """
    for generation in folder.iterdir():
        if generation.is_dir() and generation.name != manifest.generation:
            shutil.rmtree(generation)
    current = folder / manifest.generation
    used = {path for entry in manifest.segments for path in _paths(current, entry.name, manifest)}
    for path in current.iterdir():
        if path.is_file() and path not in used:
            path.unlink()


def _paths(folder: Path, name: str, manifest: Manifest) -> tuple[Path, Path, Path]:
    return (
        columns_path(folder, name),
        facts_path(folder, name),
        hours_path(folder, name, manifest.first_day),
    )
