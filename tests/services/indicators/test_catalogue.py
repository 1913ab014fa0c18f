"""An installation asks what its own file says; a file with a mistake keeps it from starting."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.services.indicators.catalogue import INDICATORS, catalogue, load_catalogue
from portal.settings import SettingsError
from tests.conftest import app_in


def _own_file(folder: Path, text: str) -> Path:
    own = folder / INDICATORS.name
    own.write_text(text, encoding="utf-8")
    return own


def test_without_a_file_of_its_own_an_installation_asks_the_common_list(tmp_path: Path) -> None:
    with app_in(tmp_path).app_context():
        assert catalogue() == load_catalogue(INDICATORS)


def test_the_file_of_the_instance_folder_takes_the_place_of_the_common_one(tmp_path: Path) -> None:
    common = INDICATORS.read_text(encoding="utf-8")
    _own_file(tmp_path, common.replace("Nombre de familles accueillies", "Familles reçues"))
    with app_in(tmp_path).app_context():
        assert catalogue().totals[0].label == "Familles reçues"


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    own = _own_file(tmp_path, "[[groupe]]\nslug = ")
    with pytest.raises(SettingsError, match=r"indicateurs\.toml : "):
        load_catalogue(own)


def test_an_installation_with_a_mistake_in_its_file_does_not_start(tmp_path: Path) -> None:
    _own_file(tmp_path, "groupe = []")
    with pytest.raises(SettingsError, match=r"indicateurs\.toml : groupe"):
        app_in(tmp_path)
