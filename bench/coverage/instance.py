"""What is surveyed: the places of the seed, or these and copies that keep hours of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from bench.load.instance import add_copies, load_settings
from bench.schedules import schedule_keys
from portal.app import create_app
from portal.services.coverage import PLACE_KINDS
from portal.services.seed import seed
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.sites import Site
from portal.store.territory import load_territory

_SEED = 1972
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_ENDINGS = ("", "; PH off", "; PH off; SH off", "; SH We 10:00-12:00; PH off")


@contextmanager
def seeded(copies: int) -> Iterator[Flask]:
    """Give an application with the seed and that many more places, each with its own hours."""
    with TemporaryDirectory(prefix="bench-coverage-") as folder:
        app = create_app(load_settings(Path(folder)))
        with app.app_context():
            upgrade()
            today = app.extensions["portal.directory"].clock().date()
            seed(load_territory(), today, demonstration=True)
            if copies:
                add_copies(copies, PLACE_KINDS)
                _draw_hours()
            yield app
            db.session.remove()
            db.engine.dispose()


def _draw_hours() -> None:
    """Give the copies hours that no other place has, or next to none: alike ones are read once."""
    random = np.random.default_rng(_SEED)
    copied = select(Site).join(Listing).where(Listing.slug.startswith("copie-"))
    with transaction() as session:
        for site in session.scalars(copied):
            site.hours = _text(schedule_keys()[int(random.integers(len(schedule_keys())))])
            site.hours += _ENDINGS[int(random.integers(len(_ENDINGS)))]


def _text(key: str) -> str:
    """Return a key such as ``02:540-720`` in the syntax of hours: ``Mo,We 09:00-12:00``."""
    days, _, spans = key.partition(":")
    ranges = (map(_clock, map(int, span.split("-"))) for span in spans.split("+"))
    names = ",".join(_WEEKDAYS[int(day)] for day in days)
    return f"{names} {','.join('-'.join(each) for each in ranges)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
