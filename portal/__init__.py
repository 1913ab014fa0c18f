"""Public directory and orientation portal of French family-support places."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> Flask:
    """Build the application, so that ``flask --app portal`` finds it."""
    # Almost nothing that is made on the way is garbage: looking for it takes a tenth of the time.
    gc.disable()
    try:
        from portal.app import create_app as build

        return build()
    finally:
        gc.enable()
