"""The commands of ``flask --app portal``."""

from __future__ import annotations

from flask import Flask

from portal.cli.agents import agent_commands
from portal.cli.audience import audience_command
from portal.cli.backup import backup_command, restore_command
from portal.cli.catalogues import catalogue_commands
from portal.cli.coverage import coverage_command
from portal.cli.index import index_commands
from portal.cli.jobs import job_commands
from portal.cli.journal import journal_commands
from portal.cli.listings import listing_commands
from portal.cli.prepare import prepare_command, seed_command
from portal.cli.referentiel import referentiel_commands
from portal.cli.rgaa import docs_commands
from portal.cli.serve import serve_command
from portal.cli.territory import territory_commands
from portal.cli.vendor import vendor_commands


def register_commands(app: Flask) -> None:
    """Add every command to the application."""
    for command in (
        agent_commands,
        audience_command,
        backup_command,
        catalogue_commands,
        coverage_command,
        docs_commands,
        index_commands,
        journal_commands,
        job_commands,
        listing_commands,
        prepare_command,
        referentiel_commands,
        restore_command,
        seed_command,
        serve_command,
        territory_commands,
        vendor_commands,
    ):
        app.cli.add_command(command)
