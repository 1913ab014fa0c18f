"""``flask agents`` and the demonstration agents of ``flask prepare``."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.services.accounts.passwords import is_password
from portal.services.accounts.sessions import read_session, start_session
from portal.store.agents import find_agent, list_agents
from portal.store.db import db, transaction
from tests.conftest import NOW, app_in, close_database

PASSWORD = "sept lapins sous la lune"
CREATE = ("agents", "create", "Zoe@exemple.fr", "--role", "agent", "--caf", "87")


def _run(app: Flask, *command: str, said: str = f"{PASSWORD}\n") -> Result:
    result = app.test_cli_runner().invoke(args=[*command], input=said)
    db.session.rollback()
    return result


@pytest.fixture
def serious_app(tmp_path: Path, empty_app: Flask) -> Iterator[Flask]:
    """Give the application of the same folder, outside demonstration."""
    del empty_app
    app = app_in(tmp_path, demo=False)
    with app.app_context():
        yield app
        close_database()


def test_an_agent_is_created_with_the_password_of_the_standard_input(empty_app: Flask) -> None:
    result = _run(empty_app, *CREATE, "--nom", "Zoé Petit", said=f"{PASSWORD}\nautre ligne\n")
    assert result.output == "Compte créé : zoe@exemple.fr.\n"
    agent = find_agent(db.session(), "zoe@exemple.fr")
    assert agent is not None
    assert is_password(agent.password_hash, PASSWORD)
    assert (agent.name, [caf.code for caf in agent.cafs]) == ("Zoé Petit", ["87"])
    assert agent.second_factor_required


def test_going_without_second_factor_is_for_demonstrations(
    empty_app: Flask, serious_app: Flask
) -> None:
    refused = _run(serious_app, *CREATE, "--sans-second-facteur")
    assert refused.exit_code == 1
    assert "PORTAL_DEMO=1" in refused.output
    assert list_agents(db.session()) == []
    with empty_app.app_context():
        assert _run(empty_app, *CREATE, "--sans-second-facteur").exit_code == 0
        (agent,) = list_agents(db.session())
        assert not agent.second_factor_required


@pytest.mark.parametrize(
    ("command", "said", "reason"),
    [
        (("zoe@", "--role", "agent", "--caf", "87"), PASSWORD, "Courriel"),
        (("zoe@exemple.fr", "--role", "agent", "--caf", "9999"), PASSWORD, "«9999» n’existe pas"),
        (("zoe@exemple.fr", "--role", "agent"), PASSWORD, "Caf : choisissez-en au moins une"),
        (("zoe@exemple.fr", "--role", "gestionnaire"), PASSWORD, "Gestionnaire"),
        (("zoe@exemple.fr", "--role", "cnaf"), "court", "12 caractères"),
        (("zoe@exemple.fr", "--role", "cnaf"), "", "12 caractères"),
        (("zoe@exemple.fr", "--role", "chef"), PASSWORD, "--role"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    empty_app: Flask, command: tuple[str, ...], said: str, reason: str
) -> None:
    result = _run(empty_app, "agents", "create", *command, said=said)
    assert result.exit_code != 0
    assert reason in result.output
    assert list_agents(db.session()) == []


def test_nobody_has_two_accounts(empty_app: Flask) -> None:
    _run(empty_app, *CREATE)
    assert "a déjà cette adresse" in _run(empty_app, *CREATE).output


def test_accounts_are_listed_for_people_and_for_programs(empty_app: Flask) -> None:
    _run(empty_app, *CREATE)
    assert "zoe@exemple.fr" in _run(empty_app, "agents", "list").output
    (listed,) = json.loads(_run(empty_app, "agents", "list", "--json").output)
    assert listed == {
        "courriel": "zoe@exemple.fr",
        "nom": "Zoe",
        "role": "agent",
        "cafs": ["87"],
        "gestionnaire": None,
        "second_facteur": True,
        "actif": True,
    }


def test_a_disabled_account_has_no_session_left(empty_app: Flask) -> None:
    _run(empty_app, *CREATE)
    with transaction() as session:
        agent = find_agent(session, "zoe@exemple.fr")
        assert agent is not None
        token = start_session(session, agent, "Test", NOW)
    assert "désactivé" in _run(empty_app, "agents", "disable", "ZOE@exemple.fr").output
    assert read_session(db.session(), token, NOW) is None
    assert "aucun compte" in _run(empty_app, "agents", "disable", "max@exemple.fr").output


def test_the_last_administrator_stays(empty_app: Flask) -> None:
    _run(empty_app, "agents", "create", "zoe@exemple.fr", "--role", "admin")
    assert "dernier administrateur" in _run(empty_app, "agents", "disable", "zoe@exemple.fr").output


def test_a_demonstration_tells_how_its_agents_sign_in_every_time(app: Flask) -> None:
    first = _run(app, "prepare").stdout
    password = first.splitlines()[0].rpartition(" ")[2]
    agent = find_agent(db.session(), "agent@demonstration.example")
    assert agent is not None
    assert is_password(agent.password_hash, password)
    assert first.count("@demonstration.example") == len(list_agents(db.session()))
    card = Path(app.instance_path) / "agents-demonstration.txt"
    assert stat.S_IMODE(card.stat().st_mode) == 0o600
    assert _run(app, "prepare").stdout == first


def test_a_lost_card_is_written_again_with_another_password(app: Flask) -> None:
    first = _run(app, "prepare").stdout
    (Path(app.instance_path) / "agents-demonstration.txt").unlink()
    second = _run(app, "prepare").stdout
    assert second.splitlines()[1:] == first.splitlines()[1:]
    agent = find_agent(db.session(), "agent@demonstration.example")
    assert agent is not None
    assert is_password(agent.password_hash, second.splitlines()[0].rpartition(" ")[2])


def test_outside_demonstration_nobody_goes_without_second_factor(
    app: Flask, tmp_path: Path
) -> None:
    _run(app, "prepare")
    serious = app_in(tmp_path, demo=False)
    with serious.app_context():
        assert "@" not in _run(serious, "prepare").stdout
        assert all(agent.second_factor_required for agent in list_agents(db.session()))
