"""``flask --app portal jobs``: what a timer of the machine runs from time to time."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup

from portal.cli.context import now, projection
from portal.services.jobs import JOBS, JobRunningError, last_runs, run_job
from portal.store.jobs import JobRun

job_commands = AppGroup("jobs", help="Tâches régulières : lancer, lister.")


@job_commands.command("run")
@click.argument("name", type=click.Choice(list(JOBS)))
def run_command(name: str) -> None:
    """Lancer une tâche ; si elle tourne déjà ailleurs, ne rien faire."""
    try:
        outcome = run_job(name, projection(), now)
    except JobRunningError as error:
        click.echo(f"{name} tourne déjà, jusqu’à {error.until:%H:%M} UTC au plus tard.")
        return
    click.echo(f"{name} : {outcome}.")


@job_commands.command("list")
@click.option("--json", "as_json", is_flag=True, help="Rendre la liste en JSON.")
def list_command(*, as_json: bool) -> None:
    """Lister les tâches et leur dernier passage."""
    found = [_described(name, run) for name, run in last_runs().items()]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in found:
        last = each["debut"] or "jamais"
        click.echo(f"{each['nom']:10} {last:26} {each['resultat']}".rstrip())


def _described(name: str, run: JobRun | None) -> dict[str, Any]:
    running = run is not None and run.leased_until is not None and run.leased_until > now()
    return {
        "nom": name,
        "quoi": JOBS[name].what,
        "en_cours": running,
        "debut": _iso(run.started_at if run else None),
        "fin": _iso(run.ended_at if run else None),
        "resultat": run.outcome if run else "",
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
