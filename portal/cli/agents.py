"""``flask --app portal agents``: the accounts of the staff side, for who installs."""

from __future__ import annotations

import json
import sys
from typing import Any

import click
from flask.cli import AppGroup

from portal.cli.context import now, settings
from portal.domain.access import SYSTEM, Role
from portal.services.accounts.agents import NewAgent, disable_agent
from portal.services.accounts.creation import create_agent
from portal.services.accounts.passwords import WeakPasswordError
from portal.services.accounts.rights import AgentRefusedError, RightsAsked
from portal.store.agents import Agent, find_agent, list_agents
from portal.store.db import db, transaction

agent_commands = AppGroup("agents", help="Agents : créer, lister, désactiver un compte.")


@agent_commands.command("create")
@click.argument("mail")
@click.option("--role", required=True, type=click.Choice([each.value for each in Role]))
@click.option("--caf", "cafs", multiple=True, metavar="CODE", help="Code d’une Caf ; plusieurs.")
@click.option("--nom", default="", help="Le nom ; sans cela, le début du courriel.")
@click.option("--gestionnaire", default="", help="Le nom du gestionnaire, pour ce rôle.")
@click.option("--sans-second-facteur", is_flag=True, help="Seulement avec PORTAL_DEMO=1.")
def create_command(
    mail: str, role: str, cafs: tuple[str, ...], nom: str, gestionnaire: str, **more: bool
) -> None:
    """Créer un compte ; le mot de passe est la première ligne de l’entrée standard."""
    spared = more["sans_second_facteur"]
    if spared and not settings().demo:
        raise click.ClickException("--sans-second-facteur demande PORTAL_DEMO=1")
    name = nom or mail.partition("@")[0]
    new = NewAgent(mail, name, RightsAsked(role, cafs, gestionnaire))
    password = sys.stdin.readline().rstrip("\r\n")
    try:
        create_agent(new, password, now(), second_factor=not spared)
    except (AgentRefusedError, WeakPasswordError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Compte créé : {mail.strip().lower()}.")


@agent_commands.command("list")
@click.option("--json", "as_json", is_flag=True, help="Rendre la liste en JSON.")
def list_command(*, as_json: bool) -> None:
    """Lister les comptes."""
    found = [_described(agent) for agent in list_agents(db.session())]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in found:
        scope = ", ".join(each["cafs"]) or each["gestionnaire"] or ""
        state = "actif" if each["actif"] else "désactivé"
        click.echo(f"{each['courriel']:40} {each['role']:13} {state:10} {scope}".rstrip())


@agent_commands.command("disable")
@click.argument("mail")
def disable_command(mail: str) -> None:
    """Désactiver un compte ; ses sessions se ferment."""
    try:
        with transaction() as session:
            agent = find_agent(session, mail)
            if agent is None:
                raise click.ClickException(f"aucun compte n’a l’adresse {mail}")
            disable_agent(session, SYSTEM, agent, now())
    except AgentRefusedError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Compte désactivé : {mail.strip().lower()}.")


def _described(agent: Agent) -> dict[str, Any]:
    return {
        "courriel": agent.mail,
        "nom": agent.name,
        "role": str(agent.role),
        "cafs": [caf.code for caf in agent.cafs],
        "gestionnaire": agent.operator.name if agent.operator else None,
        "second_facteur": agent.second_factor_required,
        "actif": agent.disabled_at is None,
    }
