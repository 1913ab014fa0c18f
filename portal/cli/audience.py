"""``flask --app portal audience``: how often each kind of page was opened."""

from __future__ import annotations

from datetime import timedelta

import click

from portal.cli.context import today
from portal.services.audience import SHOWN_FROM
from portal.store.db import db
from portal.store.visits import list_visits


@click.command("audience")
@click.option("--jours", default=30, show_default=True, help="Combien de jours, dernier compris.")
def audience_command(jours: int) -> None:
    """Montrer combien de fois chaque sorte de page a été ouverte, à partir de dix."""
    last = today()
    first = last - timedelta(days=jours - 1)
    rows = list_visits(db.session(), first, last, least=SHOWN_FROM)
    for row in rows:
        click.echo(f"{row.day:%d/%m/%Y}  {row.page:<28} {row.departement or '–':<4} {row.opened}")
    if not rows:
        click.echo(f"Aucune sorte de page n’a été ouverte au moins {SHOWN_FROM} fois.")
