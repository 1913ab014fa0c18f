"""``flask --app portal serve``: prepare and serve in one start, for those who try the portal.

In production a supervisor starts gunicorn itself (docs/exploitation.md).
"""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from portal.cli.prepare import prepare
from portal.store.db import db

_WORKERS, _THREADS = 2, 4


@click.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@with_appcontext
def serve_command(port: int) -> None:
    """Préparer la base et l’index comme ``prepare``, puis servir sur cette machine seulement."""
    prepare()
    # What workers open is theirs alone: nothing of this process goes on to them.
    db.session.remove()
    db.engine.dispose()
    address = f"http://127.0.0.1:{port}"
    click.echo(f"\n  Près des parents : {address}\n  Espace des agents : {address}/gestion\n")
    _serve(port)


def _serve(port: int) -> None:
    # Whoever runs another command does not wait for the server to be loaded.
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    class Server(BaseApplication):  # type: ignore[misc]
        """The server: each worker makes the application anew from what is loaded already."""

        def load_config(self) -> None:
            self.cfg.set("bind", f"127.0.0.1:{port}")
            self.cfg.set("workers", _WORKERS)
            self.cfg.set("threads", _THREADS)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("control_socket_disable", True)
            self.cfg.set("loglevel", "warning")

        def load(self) -> object:
            app: object = import_app("portal.wsgi:app")
            return app

    Server().run()
