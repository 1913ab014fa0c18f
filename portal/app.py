"""The application factory; nothing imports it but ``portal.create_app`` and ``portal.wsgi``."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.cli import register_commands
from portal.services.directory import Directory
from portal.services.geocoding import Geocoder
from portal.services.projection import Projection
from portal.settings import ROOT, Settings, settings_from
from portal.store import models as _models  # noqa: F401 - registers every table
from portal.store.db import db, open_sqlite_safely
from portal.store.territory import load_territory
from portal.web.admin.frame import set_up_staff_frame
from portal.web.admin.guard import set_up_guard
from portal.web.api.views import api
from portal.web.assets import build_assets
from portal.web.compression import set_up_compression
from portal.web.counting import set_up_counting
from portal.web.errors import set_error_pages
from portal.web.headers import security_headers, set_headers
from portal.web.public.browse_views import browse_pages
from portal.web.public.components_views import components
from portal.web.public.frame import set_up_frame
from portal.web.public.identity import set_up_identity
from portal.web.public.info_views import info
from portal.web.public.languages import OTHERS, set_up_languages
from portal.web.public.listing_views import listing_pages
from portal.web.public.machine_views import machines
from portal.web.public.orientation_views import orientation
from portal.web.public.outlines import outlines
from portal.web.public.pro_views import pro_pages
from portal.web.public.rendering import set_up_rendering
from portal.web.public.report_views import report_pages
from portal.web.public.safety_views import safety
from portal.web.public.sensitive import set_up_sensitive
from portal.web.public.views import pages
from portal.web.renamed import set_redirects
from portal.web.row_numbers import set_up_row_numbers
from portal.web.sessions import StaffSessions

MIGRATIONS = str(ROOT / "portal" / "store" / "migrations")

TRANSLATED = (
    pages,
    listing_pages,
    pro_pages,
    browse_pages,
    info,
    safety,
    orientation,
    report_pages,
)
FRENCH_ONLY = (machines, outlines, components, api)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from its settings (by default those of the environment)."""
    settings = settings or settings_from()
    app = Flask(
        "portal",
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.config.update(_flask_config(settings))
    app.session_interface = StaffSessions()
    app.extensions["portal.settings"] = settings
    _trust_proxies(app, settings.trusted_proxies)
    _open_database(app)
    _open_directory(app, settings)
    assets = build_assets(settings.instance / "assets")
    headers = security_headers(settings.map_tiles_url)
    app.wsgi_app = assets.serve(app.wsgi_app, headers)  # type: ignore[method-assign]
    set_up_languages(app)
    set_up_frame(app)
    set_up_identity(app, settings)
    set_up_rendering(app, settings, assets)
    set_headers(app, headers)
    set_up_compression(app)
    set_up_counting(app)
    set_up_sensitive(app)
    set_error_pages(app)
    set_redirects(app)
    set_up_row_numbers(app)
    _register(app)
    set_up_guard(app)
    set_up_staff_frame(app)
    register_commands(app)
    return app


def _register(app: Flask) -> None:
    """Put the pages at the root, and those that speak other languages under their codes too."""
    for blueprint in TRANSLATED:
        app.register_blueprint(blueprint)
        app.register_blueprint(blueprint, url_prefix=OTHERS, name=f"{blueprint.name}_in")
    for blueprint in FRENCH_ONLY:
        app.register_blueprint(blueprint)


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # What people typed stays out of the log when a statement fails.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


def _trust_proxies(app: Flask, count: int) -> None:
    if count:
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # as Flask's documentation does


def _open_database(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=MIGRATIONS, render_as_batch=True)
    with app.app_context():
        open_sqlite_safely(db.engine)


def _open_directory(app: Flask, settings: Settings) -> None:
    territory = load_territory()
    projection = Projection(settings.index_folder, territory, settings.demo)
    geocoder = Geocoder(settings.geocoder_url) if settings.geocoder_url else None
    app.extensions["portal.projection"] = projection

    def heal() -> None:
        with app.app_context():
            projection.heal(db.session())

    app.extensions["portal.directory"] = Directory(
        settings.index_folder, territory, geocoder, heal=heal
    )
