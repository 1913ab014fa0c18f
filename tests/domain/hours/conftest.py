"""What the tests of opening hours share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from portal.domain.calendar import SchoolCalendar, default_school_calendar

from . import node_evaluator


@pytest.fixture(scope="session")
def calendar() -> SchoolCalendar:
    """Return the school holidays of zones A, B and C."""
    return default_school_calendar()


@pytest.fixture(scope="session")
def opening_hours_js() -> Iterator[node_evaluator.NodeEvaluator]:
    """Return the other evaluator; where it is missing, skip, or fail under CI."""
    missing = node_evaluator.missing()
    if missing:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    with node_evaluator.NodeEvaluator() as evaluator:
        yield evaluator
