"""Who publishes this portal: what a Caf fills in when it installs it.

The committed ``seed_data/identite.toml`` names no one; a file of the same name in the instance
folder takes its place, value by value.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from portal.settings import ROOT, Settings, SettingsError

_FILE = "identite.toml"


@dataclass(frozen=True, slots=True)
class Identity:
    """The names and addresses of the legal pages; an empty one is shown as still to be filled in.

    ``site_neutre`` is where people who leave in a hurry are sent: the only foreign address to which
    the public pages lead by themselves. It should be a site that anybody could be reading.
    """

    nom: str
    editeur: str
    adresse_editeur: str
    telephone_editeur: str
    directeur_publication: str
    hebergeur: str
    adresse_hebergeur: str
    telephone_hebergeur: str
    courriel: str
    delegue_protection_donnees: str
    journal_hebergeur: str
    site_neutre: str


def set_up_identity(app: Flask, settings: Settings) -> None:
    """Read who publishes the portal; raises ``SettingsError`` on a file that cannot be used."""
    given = _read(ROOT / "seed_data" / _FILE)
    own = settings.instance / _FILE
    if own.exists():
        given |= _read(own)
    found = Identity(**given)
    if not found.site_neutre.startswith("https://"):
        raise SettingsError("identite.toml : site_neutre attend une adresse en https://")
    app.extensions["portal.identity"] = found
    app.jinja_env.globals.update(identity=found, site_name=found.nom)


def identity() -> Identity:
    """Return who publishes this portal."""
    return cast("Identity", current_app.extensions["portal.identity"])


def _read(path: Path) -> dict[str, str]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name} n’est pas un fichier TOML : {error}") from error
    unknown = set(values) - {field.name for field in fields(Identity)}
    if unknown:
        raise SettingsError(f"{path.name} : clés inconnues : {', '.join(sorted(unknown))}")
    return {name: str(value) for name, value in values.items()}
