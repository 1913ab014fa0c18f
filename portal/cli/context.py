"""What commands need of the application."""

from __future__ import annotations

from typing import cast

from flask import current_app

from portal.services.projection import Projection
from portal.settings import Settings


def projection() -> Projection:
    """Return the projection of this installation."""
    return cast("Projection", current_app.extensions["portal.projection"])


def settings() -> Settings:
    """Return the settings of this installation."""
    return cast("Settings", current_app.extensions["portal.settings"])
