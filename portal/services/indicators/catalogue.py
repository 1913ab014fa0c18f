"""The catalogue of an installation: the committed file, or its own in its instance folder."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import cast

from flask import current_app
from flask.sansio.app import App

from portal.domain.indicators.catalogue import Catalogue, CatalogueError, catalogue_from
from portal.settings import ROOT, Settings, SettingsError

INDICATORS = ROOT / "seed_data" / "indicateurs.toml"
_EXTENSION = "portal.indicators"


def set_up_catalogue(app: App) -> None:
    """Read what is asked; raises ``SettingsError`` on a file that cannot be used."""
    settings = cast("Settings", app.extensions["portal.settings"])
    own = settings.instance / INDICATORS.name
    app.extensions[_EXTENSION] = load_catalogue(own if own.exists() else INDICATORS)


def catalogue() -> Catalogue:
    """Return what this installation asks."""
    return cast("Catalogue", current_app.extensions[_EXTENSION])


def load_catalogue(path: Path = INDICATORS) -> Catalogue:
    """Return the catalogue of a file; raises ``SettingsError`` when it is not well formed."""
    try:
        return catalogue_from(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, CatalogueError) as error:
        raise SettingsError(f"{path.name} : {error}") from error
