"""What views need of the application, and the mark that every route carries.

Each route says who may use it; a test fails on a route that says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from flask import current_app

from portal.services.directory import Directory

View = TypeVar("View", bound=Callable[..., object])


def public(view: View) -> View:
    """Mark a route that everybody may use."""
    view.access = "public"  # type: ignore[attr-defined]  # read by the tests that police routes
    return view


def directory() -> Directory:
    """Return the directory that the public reads."""
    return cast("Directory", current_app.extensions["portal.directory"])
