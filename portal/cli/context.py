"""What commands need of the application."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

from portal.services.directory import Directory
from portal.services.projection import Projection
from portal.settings import Settings


def projection() -> Projection:
    """Return the projection of this installation."""
    return cast("Projection", current_app.extensions["portal.projection"])


def settings() -> Settings:
    """Return the settings of this installation."""
    return cast("Settings", current_app.extensions["portal.settings"])


def now() -> datetime:
    """Return the present instant, as the directory's clock has it."""
    return cast("Directory", current_app.extensions["portal.directory"]).clock()


def today() -> date:
    """Return the date where the day begins first: no agent's own date lies after it."""
    return datetime.now(ZoneInfo("Pacific/Wallis")).date()
