"""SQLite loses no update and refuses none: every writer waits for the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.listing import ListingKind
from portal.settings import ROOT
from portal.store.db import db, transaction
from portal.store.listings import Listing, get_listing
from portal.store.revisions import get_revision
from tests.store.writers import COUNTER


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2, 8])
def test_eight_writers_of_a_thousand_changes_lose_none_and_none_is_refused(
    empty_app: Flask, tmp_path: Path, processes: int
) -> None:
    with transaction() as session:
        session.add(Listing(slug=COUNTER, kind=ListingKind.LAEP, name="Compteur"))
    command = [sys.executable, "-m", "tests.store.writers", str(tmp_path), str(8 // processes), "1000"]
    running = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    refusals = [process.communicate()[1] for process in running]
    counted = get_listing(db.session(), COUNTER)
    assert refusals == [""] * processes
    assert (counted.description, counted.version) == ("8000", 8001)
    assert get_revision(db.session())[0] == 8001
