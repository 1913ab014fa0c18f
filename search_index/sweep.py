"""The files that the manifest names: putting them on disk, deleting the others."""

from __future__ import annotations

import shutil
from pathlib import Path

from search_index.durable import sync
from search_index.manifest import Manifest
from search_index.store import columns_path, facts_path, hours_path


def segment_files(folder: Path, manifest: Manifest) -> set[Path]:
    """Return the files of the segments that a manifest names."""
    generation = folder / manifest.generation
    return {
        path
        for entry in manifest.segments
        for path in (
            columns_path(generation, entry.name),
            facts_path(generation, entry.name),
            hours_path(generation, entry.name, manifest.first_day),
        )
    }


def sync_new_files(folder: Path, manifest: Manifest, former: Manifest | None) -> None:
    """Have the files on disk that a manifest names and the former one does not."""
    known = segment_files(folder, former) if former else set()
    sync(segment_files(folder, manifest) - known)


def sweep(folder: Path, manifest: Manifest) -> None:
    """Delete old generations and the segment files that are not in use, whoever left them.

    Readers lose nothing: they hold columns in memory and facts open, and one that was about to
    open a file looks at the manifest again. The writer's lock is held.
    """
    for generation in folder.iterdir():
        if generation.is_dir() and generation.name != manifest.generation:
            shutil.rmtree(generation)
    used = segment_files(folder, manifest)
    for path in (folder / manifest.generation).iterdir():
        if path.is_file() and path not in used:
            path.unlink()
