"""The habits of the house, held by the code itself."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("portal", "search_index")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120
USUAL_FILE, USUAL_FUNCTION = 110, 15


@lru_cache
def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _python(*folders: str) -> list[Path]:
    return [
        path
        for path in _tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders
    ]


def _length(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def _functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]


def _written_by_hand(path: Path) -> bool:
    return "versions" not in path.parts


def test_no_python_file_is_long_and_most_are_short() -> None:
    lengths = {path: _length(path) for path in _python(*PRODUCT, "tests", "bench", "seed_data")}
    too_long = [
        str(path.relative_to(ROOT))
        for path, length in lengths.items()
        if length > LONGEST_FILE and _written_by_hand(path)
    ]
    assert too_long == []
    assert statistics.median(lengths[path] for path in _python(*PRODUCT)) <= USUAL_FILE


def test_no_function_is_long_and_most_are_short() -> None:
    functions = [
        found for path in _python(*PRODUCT) if _written_by_hand(path) for found in _functions(path)
    ]
    assert [name for name, length in functions if length > LONGEST_FUNCTION] == []
    short = sum(length <= USUAL_FUNCTION for _, length in functions)
    assert short / len(functions) > 0.8


def test_no_template_is_long() -> None:
    templates = [path for path in _tracked() if path.suffix == ".html"]
    assert [path.name for path in templates if _length(path) > LONGEST_TEMPLATE] == []


def test_only_one_file_commits() -> None:
    committing = [
        str(path.relative_to(ROOT)) for path in _python("portal") if ".commit()" in path.read_text()
    ]
    assert committing == ["portal/store/db.py"]


def test_no_template_names_another_host() -> None:
    address = re.compile(r"""(?:src|href|action|content)=["'](?:https?:)?//""")
    pages = [path for path in _tracked() if path.suffix in (".html", ".css", ".svg")]
    naming = [path.name for path in pages if address.search(path.read_text(encoding="utf-8"))]
    assert naming == []


def test_no_template_has_a_script_or_a_style_inside() -> None:
    # Data for search engines stands in a script element, and is not run.
    script = r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)"
    inside = re.compile(rf"<style|{script}| style=| on[a-z]+=", re.IGNORECASE)
    templates = [path for path in _tracked() if path.suffix == ".html"]
    assert [path.name for path in templates if inside.search(path.read_text())] == []


@pytest.mark.parametrize("folder", PRODUCT)
def test_every_folder_of_the_product_says_what_it_is_for(folder: str) -> None:
    folders = {path.parent for path in _python(folder) if _written_by_hand(path)}
    silent = [
        str(path.relative_to(ROOT))
        for path in folders
        if path.name != "migrations"
        and not ast.get_docstring(ast.parse((path / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_the_lock_files_pin_every_package_with_its_hashes() -> None:
    for name in ("runtime.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        pinned = re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)
        assert pinned
        assert text.count("\n    --hash=sha256:") >= len(pinned)
        assert "://" not in text
