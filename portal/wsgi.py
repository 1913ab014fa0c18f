"""What the web server loads: ``gunicorn portal.wsgi:app``."""

from __future__ import annotations

from portal import create_app
from portal.services.projection.follower import follow

app = create_app()
follow(app.extensions["portal.projection"], app.app_context)
