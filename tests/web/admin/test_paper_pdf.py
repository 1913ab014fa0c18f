"""A paper holds nothing but our own static files."""

from __future__ import annotations

import subprocess
import sys

import pytest

from portal.settings import ROOT
from portal.web.admin.paper_pdf import ForbiddenFileError, own_file, pdf_of


def test_our_own_files_are_read() -> None:
    icon = ROOT / "static" / "icon.svg"

    assert own_file(icon.as_uri()) == icon


@pytest.mark.parametrize(
    "address",
    [
        "https://exemple.fr/image.png",
        "http://127.0.0.1/",
        "data:text/plain,secret",
        "file:///etc/passwd",
        "file://ailleurs/etc/passwd",
        f"{(ROOT / 'static').as_uri()}/../pyproject.toml",
        f"{(ROOT / 'static').as_uri()}/%2e%2e/pyproject.toml",
    ],
)
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenFileError):
        own_file(address)


def test_a_page_that_asks_for_something_else_does_without() -> None:
    inside = '<html lang="fr"><title>Essai</title><p>Bonjour<img src="file:///etc/passwd" alt="x">'

    assert pdf_of(inside).startswith(b"%PDF")


def test_the_portal_starts_without_what_draws_pdf() -> None:
    asked = "import sys, portal.app; print('weasyprint' in sys.modules)"

    found = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True)

    assert found.stdout.split() == [b"False"]
