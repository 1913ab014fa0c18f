"""An instance as large as the country could become: the seed, and copies of its places."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import inspect

from bench.cache import CACHE_FOLDER
from bench.communes import draw_communes, near
from portal.app import create_app
from portal.domain.listing import ListingKind
from portal.domain.territory import Commune
from portal.services.seed import seed
from portal.settings import Settings, settings_from
from portal.store.db import Model, db, transaction
from portal.store.listings import Listing, list_published
from portal.store.sites import Site
from portal.store.territory import load_territory

_SEED = 1945
_CHUNK = 2_000
_COMPLETE = "complete"
_OWN = frozenset(
    {"id", "listing_id", "site_id", "external_id", "slug", "version", "created_at", "updated_at"}
)


def load_settings(folder: Path) -> Settings:
    """Return the settings of the instance: nothing goes out to the network."""
    settings = settings_from(
        {"PORTAL_INSTANCE": str(folder), "SECRET_KEY": "load", "PORTAL_DEMO": "1"}
    )
    return replace(settings, geocoder_url="")


def make_instance(size: int) -> Path:
    """Return the folder of an instance of about ``size`` places, made once and kept."""
    folder = CACHE_FOLDER / f"load-{size}"
    if not (folder / _COMPLETE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        app = create_app(load_settings(folder))
        with app.app_context():
            upgrade()
            _fill(app, size)
        (folder / _COMPLETE).touch()
    return folder


def _fill(app: Flask, size: int) -> None:
    directory = app.extensions["portal.directory"]
    seed(load_territory(), directory.clock().date(), demonstration=True)
    add_copies(size)
    app.extensions["portal.projection"].catch_up(db.session())
    db.session.remove()
    db.engine.dispose()


def add_copies(size: int, kinds: Collection[ListingKind] = frozenset(ListingKind)) -> None:
    """Publish copies of the places of some kinds, in communes drawn by population."""
    models = [
        listing
        for listing in list_published(db.session())
        if listing.kind in kinds
        and listing.sites
        and all(site.code_insee for site in listing.sites)
    ]
    random = np.random.default_rng(_SEED)
    for first in range(0, size, _CHUNK):
        communes = draw_communes(random, min(_CHUNK, size - first))
        with transaction() as session:
            session.add_all(_copies(models, communes, first, random))
        db.session.expunge_all()
        models = [db.session.merge(model) for model in models]


def _copies(
    models: Sequence[Listing], communes: Sequence[Commune], first: int, random: np.random.Generator
) -> list[Listing]:
    return [
        _copy(models[number % len(models)], number, commune, random)
        for number, commune in enumerate(communes, start=first)
    ]


def _copy(model: Listing, number: int, commune: Commune, random: np.random.Generator) -> Listing:
    """Return an invented listing like the model, in another commune."""
    copy = Listing(**_columns(model), slug=f"copie-{number}")
    copy.demonstration = True
    copy.operator_id, copy.caf_id = model.operator_id, model.caf_id
    copy.contacts = [type(contact)(**_columns(contact)) for contact in model.contacts]
    copy.offers = [type(offer)(**_columns(offer)) for offer in model.offers]
    copy.sites = [_moved(site, commune, random) for site in model.sites]
    return copy


def _moved(site: Site, commune: Commune, random: np.random.Generator) -> Site:
    moved = Site(**_columns(site))
    moved.latitude, moved.longitude = near(commune, random)
    moved.commune, moved.code_insee = commune.name, commune.code_insee
    moved.postal_code = commune.postal_codes[0]
    return moved


def _columns(row: Model) -> dict[str, object]:
    names = (column.key for column in inspect(type(row)).column_attrs)
    return {name: getattr(row, name) for name in names if name not in _OWN}
