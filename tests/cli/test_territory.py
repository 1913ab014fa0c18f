"""flask territory check says whether the files are whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.cli.territory import territory_commands
from portal.store.territory import TERRITORY_FOLDER


def _check(*options: str) -> Result:
    app = Flask(__name__)
    app.cli.add_command(territory_commands)
    return app.test_cli_runner().invoke(args=["territory", "check", *options])


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    folder = tmp_path / "territoire"
    shutil.copytree(TERRITORY_FOLDER, folder)
    return folder


def test_the_committed_files_are_whole() -> None:
    result = _check()
    assert result.exit_code == 0
    assert "34875" in result.output
    assert "Aucun écart." in result.output


def test_json_gives_the_figures_and_the_town_halls() -> None:
    content = json.loads(_check("--json").output)
    assert content["conforme"] is True
    assert content["ecarts"] == []
    assert content["chiffres"]["communes"] == 34875
    assert content["chiffres"]["arrondissements"] == 45
    assert content["mairies"]["inside"] > 32_000


def test_a_lost_commune_is_an_error(damaged: Path) -> None:
    path = damaged / "communes.tsv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    result = _check("--folder", str(damaged))
    assert result.exit_code == 1
    assert "communes : 34874 au lieu de 34875" in result.output


def test_a_lost_outline_and_a_lost_caf_are_errors(damaged: Path) -> None:
    (damaged / "contours" / "epci" / "87.geojson").unlink()
    cafs = damaged / "cafs.tsv"
    cafs.write_text(cafs.read_text("utf-8").replace("Vienne\t87", "Vienne\t86"), encoding="utf-8")
    result = _check("--json", "--folder", str(damaged))
    assert result.exit_code == 1
    assert json.loads(result.output)["ecarts"] == [
        "département 87 : Caf et départements ne se correspondent pas",
        "contours des Epci du département 87 : manquants ou en trop",
    ]
