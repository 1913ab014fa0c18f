"""The delays of files: the usual ones, and those that an installation adjusted."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from portal.domain.dossiers.deadlines import Delays
from portal.services.dossiers.delays import delays
from portal.settings import DEADLINES, settings_from


def delays_with(folder: Path, adjusted: str) -> Delays:
    app = Flask(__name__)
    environment = {"PORTAL_INSTANCE": str(folder), "DOSSIERS_DELAIS": adjusted}
    app.extensions["portal.settings"] = settings_from(environment)
    with app.app_context():
        return delays()


def test_nobody_adjusted_anything(tmp_path: Path) -> None:
    assert delays_with(tmp_path, "") == Delays()


def test_what_is_adjusted_replaces_the_usual(tmp_path: Path) -> None:
    assert delays_with(tmp_path, "pieces=15, renouvellement=120") == Delays(
        documents=15, renewal=120
    )


def test_every_delay_can_be_adjusted(tmp_path: Path) -> None:
    everything = ",".join(f"{name}=7" for name in DEADLINES)

    assert delays_with(tmp_path, everything) == Delays(7, 7, 7, 7, 7, 7)
