"""Settings: what production refuses to start with, and what cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.settings import SettingsError, settings_from

SAFE = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "c8f1e0b7a95d4f26b1c37e08d94a6f52",
    "TRUSTED_HOSTS": "annuaire.exemple.fr, www.exemple.fr",
}


def test_production_starts_with_a_secret_and_its_hosts(tmp_path: Path) -> None:
    settings = settings_from({**SAFE, "PORTAL_INSTANCE": str(tmp_path), "FLASK_DEBUG": "0"})
    assert settings.trusted_hosts == ("annuaire.exemple.fr", "www.exemple.fr")
    assert not settings.development


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY est obligatoire"),
        ({"SECRET_KEY": SAFE["SECRET_KEY"][:31]}, "SECRET_KEY est trop facile à deviner"),
        ({"SECRET_KEY": "secret" * 10}, "SECRET_KEY est trop facile à deviner"),
        ({"TRUSTED_HOSTS": " , "}, "TRUSTED_HOSTS est obligatoire"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG est interdit"),
        ({"FLASK_DEBUG": "True"}, "FLASK_DEBUG est interdit"),
    ],
)
def test_production_refuses_what_is_unsafe(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    environment = {**SAFE, "PORTAL_INSTANCE": str(tmp_path), **change}
    with pytest.raises(SettingsError, match=message):
        settings_from(environment)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"SMTP_URL": "exemple.fr:25"}, "SMTP_URL attend une adresse"),
        ({"SMTP_URL": "smtp://"}, "SMTP_URL attend une adresse"),
        ({"SMTP_URL": "smtp://exemple.fr:port"}, "SMTP_URL attend une adresse"),
        ({"ROUTING_URL": "osrm:5000"}, "ROUTING_URL attend l’adresse d’un serveur OSRM"),
        ({"ROUTING_URL": "http://osrm:port"}, "ROUTING_URL attend l’adresse d’un serveur OSRM"),
        ({"OIDC_ISSUER": "https://exemple.fr"}, "OIDC_CLIENT_ID et OIDC_CLIENT_SECRET"),
        (
            {"OIDC_ISSUER": "http://exemple.fr", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"},
            "OIDC_ISSUER attend une adresse en https",
        ),
        ({"REFERENTIEL_DEMI_JOURNEES": "0"}, "REFERENTIEL_DEMI_JOURNEES attend"),
        ({"REFERENTIEL_DEMI_JOURNEES": "15"}, "un nombre entier de 1 à 14, pas «15»"),
        ({"REFERENTIEL_DUREE_MINIMALE": "2 h"}, "REFERENTIEL_DUREE_MINIMALE attend"),
        ({"REFERENTIEL_PARTICIPATION": "1.999"}, "REFERENTIEL_PARTICIPATION attend un montant"),
        ({"DOSSIERS_DELAIS": "pieces=0"}, "DOSSIERS_DELAIS attend des jours de 1 à 999"),
        ({"DOSSIERS_DELAIS": "solde=45, avis=10"}, "pas «avis=10»"),
        ({"REFERENTIEL_PARTICIPATION": "-1"}, "REFERENTIEL_PARTICIPATION attend un montant"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    tmp_path: Path, given: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        settings_from({"PORTAL_INSTANCE": str(tmp_path), **given})


def test_the_key_of_a_development_is_made_once_and_kept(tmp_path: Path) -> None:
    first = settings_from({"PORTAL_INSTANCE": str(tmp_path)})
    assert settings_from({"PORTAL_INSTANCE": str(tmp_path)}).secret_key == first.secret_key
    assert len(first.secret_key) == 64
