"""The application factory; nothing imports it but ``portal.create_app``."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.settings import ROOT, Settings, settings_from
from portal.store import models as _models  # noqa: F401 - registers every table
from portal.store.db import db, open_sqlite_safely

MIGRATIONS = str(ROOT / "portal" / "store" / "migrations")


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from its settings (by default those of the environment)."""
    settings = settings or settings_from()
    app = Flask("portal", root_path=str(ROOT), instance_path=str(settings.instance))
    app.config.update(_flask_config(settings))
    app.extensions["portal.settings"] = settings
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies
        )
    _open_database(app)
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


def _open_database(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=MIGRATIONS, render_as_batch=True)
    with app.app_context():
        open_sqlite_safely(db.engine)
