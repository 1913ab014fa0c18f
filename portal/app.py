"""The application factory; nothing imports it but ``portal.create_app``."""

from __future__ import annotations

from flask import Flask


def create_app() -> Flask:
    """Build the application."""
    return Flask("portal")
