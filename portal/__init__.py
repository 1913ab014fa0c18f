"""Public directory and orientation portal of French family-support places."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> Flask:
    """Build the application, so that ``flask --app portal`` finds it."""
    from portal.app import create_app as build

    return build()
