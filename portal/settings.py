"""Settings, read once from the environment (the names are listed in README.md)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds templates, static files and seed data."""

IGN_TILES = (
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)
GEOPLATEFORME = "https://data.geopf.fr/geocodage"


class SettingsError(ValueError):
    """A setting is missing or unusable; the message is for the person who installs."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation can choose. An empty text switches the thing off.

    ``development`` shows what is for those who work on the portal.
    """

    instance: Path
    database_url: str
    secret_key: str
    demo: bool
    development: bool
    map_tiles_url: str
    map_tiles_attribution: str
    geocoder_url: str
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int

    @property
    def index_folder(self) -> Path:
        """The folder of the search index, which can be deleted at any moment."""
        return self.instance / "index"


def settings_from(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises ``SettingsError`` on an unusable one."""
    env = os.environ if environment is None else environment
    instance = Path(env.get("PORTAL_INSTANCE") or ROOT / "instance").resolve()
    instance.mkdir(parents=True, exist_ok=True)
    return Settings(
        instance=instance,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{instance / 'portal.db'}",
        secret_key=env.get("SECRET_KEY") or _kept_secret(instance, env),
        demo=env.get("PORTAL_DEMO") == "1",
        development=env.get("PORTAL_ENV") != "production",
        map_tiles_url=env.get("MAP_TILES_URL", IGN_TILES),
        map_tiles_attribution=env.get("MAP_TILES_ATTRIBUTION", "© IGN – Géoplateforme"),
        geocoder_url=env.get("GEOCODER_URL", GEOPLATEFORME),
        trusted_hosts=tuple(h for h in env.get("TRUSTED_HOSTS", "").split(",") if h),
        trusted_proxies=_whole_number(env, "TRUSTED_PROXIES"),
    )


def _whole_number(env: Mapping[str, str], name: str) -> int:
    text = env.get(name) or "0"
    if not text.isdecimal():
        raise SettingsError(f"{name} attend un nombre entier, pas «{text}»")
    return int(text)


def _kept_secret(instance: Path, env: Mapping[str, str]) -> str:
    """Make the development key once and keep it in the instance folder."""
    if env.get("PORTAL_ENV") == "production":
        raise SettingsError("SECRET_KEY est obligatoire en production")
    path = instance / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii")
