"""A process of several writers, each of which reads a number, adds one and writes it back.

Run as ``python -m tests.store.writers FOLDER THREADS TIMES``; ends with 0 when nothing was refused.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import Flask

from portal.app import create_app
from portal.settings import settings_from
from portal.store.db import transaction
from portal.store.listings import get_listing
from tests.conftest import close_database

COUNTER = "compteur"
"""The slug of the listing whose description is the number."""


def count(app: Flask, times: int) -> None:
    """Add one as many times, each in a transaction of its own."""
    with app.app_context():
        for _ in range(times):
            with transaction() as session:
                listing = get_listing(session, COUNTER)
                listing.description = str(int(listing.description or 0) + 1)


def main(folder: Path, threads: int, times: int) -> None:
    """Run that many writers in this process; what one of them raises ends it."""
    app = create_app(settings_from({"PORTAL_INSTANCE": str(folder), "SECRET_KEY": "tests"}))
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(count, app, times) for _ in range(threads)]:
            done.result()
    with app.app_context():
        close_database()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
