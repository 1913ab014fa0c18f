"""Following: each web process looks twice a second whether the database moved on without it.

An edit made by this process, or by another one on the same machine, is in the index before its
answer is sent. This catches what is left: a process that died between its commit and the index, and
other machines, which have an index of their own.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.exc import SQLAlchemyError

from portal.services.projection.following import Projection
from portal.store.db import db
from search_index.errors import SearchIndexError

logger = logging.getLogger(__name__)

SECONDS = 0.5


def follow(
    projection: Projection,
    context: Callable[[], AbstractContextManager[object]],
    stop: threading.Event | None = None,
) -> threading.Thread:
    """Start the thread that follows; ``stop`` ends it. A failure is logged once, then retried."""
    stopped = stop or threading.Event()
    arguments = (projection, context, stopped)
    thread = threading.Thread(target=_run, args=arguments, name="follower", daemon=True)
    thread.start()
    return thread


def _run(
    projection: Projection,
    context: Callable[[], AbstractContextManager[object]],
    stopped: threading.Event,
) -> None:
    failing = False
    while not stopped.is_set():
        try:
            with context():
                projection.catch_up(db.session())
            failing = False
        except (SQLAlchemyError, SearchIndexError, OSError) as error:
            if not failing:
                logger.warning("cannot follow the database: %s", type(error).__name__)
            failing = True
        stopped.wait(SECONDS)
