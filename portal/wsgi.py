"""What the web server loads: ``gunicorn portal.wsgi:app``."""

from __future__ import annotations

import gc

from portal import create_app
from portal.services.projection.follower import follow

app = create_app()
# The first visitor does not wait for them.
app.extensions["portal.directory"].suggester  # noqa: B018
app.extensions["portal.rendering"].fragments.compile_all()
follow(app.extensions["portal.projection"], app.app_context)

# What is loaded by now stays for good: the collector need not look at it again at every round.
gc.collect()
gc.freeze()
