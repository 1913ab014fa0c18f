"""Settings, read once from the environment (the names are listed in README.md)."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds templates, static files and seed data."""

IGN_TILES = (
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)
GEOPLATEFORME = "https://data.geopf.fr/geocodage"

DEADLINES = ("pieces", "instruction", "decision", "convention", "solde", "renouvellement")
"""The deadlines of funding files that an installation may adjust."""

_SHORTEST_SECRET, _FEWEST_CHARACTERS = 32, 8


class SettingsError(ValueError):
    """A setting is missing or unusable; the message is for the person who installs."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation can choose. An empty text switches the thing off.

    ``development`` shows what is for those who work on the portal. The figures of the rules are
    those that the funding texts leave open: half-days a week, minutes of one, euros of a visit.
    ``deadlines`` are the days that differ from the usual ones; ``recourse`` ends a decision's
    letter, «» keeps the usual sentence.
    """

    instance: Path
    database_url: str
    secret_key: str
    demo: bool
    development: bool
    map_tiles_url: str
    map_tiles_attribution: str
    geocoder_url: str
    routing_url: str
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int
    smtp_url: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    rule_half_days: int
    rule_minimum_minutes: int
    rule_contribution: Decimal
    deadlines: Mapping[str, int]
    recourse: str

    @property
    def index_folder(self) -> Path:
        """The folder of the search index, which can be deleted at any moment."""
        return self.instance / "index"


def settings_from(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises ``SettingsError`` on an unusable one."""
    env = os.environ if environment is None else environment
    if env.get("PORTAL_ENV") == "production":
        _refuse_unsafe(env)
    instance = Path(env.get("PORTAL_INSTANCE") or ROOT / "instance").resolve()
    instance.mkdir(parents=True, exist_ok=True)
    return Settings(
        instance=instance,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{instance / 'portal.db'}",
        secret_key=env.get("SECRET_KEY") or _kept_secret(instance),
        demo=env.get("PORTAL_DEMO") == "1",
        development=env.get("PORTAL_ENV") != "production",
        map_tiles_url=env.get("MAP_TILES_URL", IGN_TILES),
        map_tiles_attribution=env.get("MAP_TILES_ATTRIBUTION", "© IGN – Géoplateforme"),
        geocoder_url=env.get("GEOCODER_URL", GEOPLATEFORME),
        routing_url=_routing_url(env),
        trusted_hosts=_trusted_hosts(env),
        trusted_proxies=_whole_number(env, "TRUSTED_PROXIES"),
        smtp_url=_smtp_url(env),
        **_oidc(env),
        rule_half_days=_figure(env, "REFERENTIEL_DEMI_JOURNEES", 5, most=14),
        rule_minimum_minutes=_figure(env, "REFERENTIEL_DUREE_MINIMALE", 120, most=660),
        rule_contribution=_contribution(env),
        deadlines=_deadlines(env),
        recourse=" ".join(env.get("LETTRE_RECOURS", "").split()),
    )


def _refuse_unsafe(env: Mapping[str, str]) -> None:
    """Refuse what only development may do without."""
    key = env.get("SECRET_KEY", "")
    if not key:
        raise SettingsError("SECRET_KEY est obligatoire en production")
    if len(key) < _SHORTEST_SECRET or len(set(key)) < _FEWEST_CHARACTERS:
        raise SettingsError(
            f"SECRET_KEY est trop facile à deviner : {_SHORTEST_SECRET} caractères tirés au hasard "
            "au moins en production"
        )
    if not _trusted_hosts(env):
        raise SettingsError("TRUSTED_HOSTS est obligatoire en production")
    if env.get("FLASK_DEBUG", "").lower() not in ("", "0", "false", "no"):
        raise SettingsError("FLASK_DEBUG est interdit en production")


def _trusted_hosts(env: Mapping[str, str]) -> tuple[str, ...]:
    named = env.get("TRUSTED_HOSTS", "").split(",")
    return tuple(host.strip() for host in named if host.strip())


def _smtp_url(env: Mapping[str, str]) -> str:
    url = env.get("SMTP_URL", "")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        usable = False
    if url and not usable:
        raise SettingsError("SMTP_URL attend une adresse comme smtp://nom:secret@serveur:587")
    return url


def _routing_url(env: Mapping[str, str]) -> str:
    url = env.get("ROUTING_URL", "")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        usable = False
    if url and not usable:
        raise SettingsError("ROUTING_URL attend l’adresse d’un serveur OSRM en http:// ou https://")
    return url


def _oidc(env: Mapping[str, str]) -> dict[str, str]:
    """Return who signs people in for us: all three settings, or none."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    missing = [name for name in names if not env.get(name)]
    if 0 < len(missing) < len(names):
        raise SettingsError(f"{' et '.join(missing)} : à renseigner aussi pour OpenID Connect")
    issuer = urlsplit(env.get("OIDC_ISSUER", ""))
    nearby = issuer.hostname in ("localhost", "127.0.0.1")
    if issuer.geturl() and issuer.scheme != "https" and not nearby:
        raise SettingsError("OIDC_ISSUER attend une adresse en https://")
    return {name.lower(): env.get(name, "") for name in names}


def _whole_number(env: Mapping[str, str], name: str) -> int:
    text = env.get(name) or "0"
    if not text.isdecimal():
        raise SettingsError(f"{name} attend un nombre entier, pas «{text}»")
    return int(text)


def _figure(env: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    """Return a whole number that is never zero: there would be nothing left to compare."""
    text = env.get(name) or str(default)
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= most:
        raise SettingsError(f"{name} attend un nombre entier de 1 à {most}, pas «{text}»")
    return int(text)


def _contribution(env: Mapping[str, str]) -> Decimal:
    name = "REFERENTIEL_PARTICIPATION"
    text = env.get(name) or "2.00"
    if not re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?", text):
        raise SettingsError(f"{name} attend un montant en euros comme 2.00, pas «{text}»")
    return Decimal(text.replace(",", ".")).quantize(Decimal("0.01"))


def _deadlines(env: Mapping[str, str]) -> dict[str, int]:
    """Read days like ``pieces=30,solde=45``."""
    name, found = "DOSSIERS_DELAIS", {}
    for part in filter(None, (part.strip() for part in env.get(name, "").split(","))):
        what, _, days = (text.strip() for text in part.partition("="))
        if what not in DEADLINES or not re.fullmatch(r"[1-9][0-9]{0,2}", days):
            raise SettingsError(
                f"{name} attend des jours de 1 à 999 comme pieces=30, pas «{part}»"
                f" (délais : {', '.join(DEADLINES)})"
            )
        found[what] = int(days)
    return found


def _kept_secret(instance: Path) -> str:
    """Make the development key once and keep it in the instance folder."""
    path = instance / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii")
