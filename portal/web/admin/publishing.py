"""Showing an edit to the public at once, once it is saved."""

from __future__ import annotations

import logging
from typing import cast

from filelock import Timeout
from flask import current_app

from portal.services.projection import Projection
from portal.store.db import db
from search_index.errors import SearchIndexError

logger = logging.getLogger(__name__)


def show_to_public() -> None:
    """Bring the index up to the database.

    The edit stands whatever happens here: what fails is logged, and the follower of each process
    does it again within a second.
    """
    projection = cast("Projection", current_app.extensions["portal.projection"])
    try:
        projection.catch_up(db.session())
    except (SearchIndexError, OSError, Timeout) as error:
        logger.warning("an edit is not in the index yet: %s", error)
