"""Documents that name tests name tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"`(tests/[\w/]+(?:\.py)?)(?:::(\w+))?`")
DOCUMENTS = sorted(
    path for path in ROOT.glob("docs/*.md") if _NAMED.search(path.read_text("utf-8"))
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    named = _NAMED.findall(document.read_text("utf-8"))

    assert named
    assert [f"{path}::{name}" for path, name in named if not _exists(path, name)] == []


def _exists(path: str, name: str) -> bool:
    file = ROOT / path
    if not name:
        return file.exists()
    return file.is_file() and f"def {name}(" in file.read_text("utf-8")
