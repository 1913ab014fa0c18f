"""Signing in through an issuer, for tests: the application that it is set up in, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.test import TestResponse

from portal.settings import Settings
from portal.store.db import db
from portal.store.staff_sessions import StaffSession
from tests.conftest import app_in, close_database
from tests.issuer import CLIENT, CODE, SECRET, TestIssuer
from tests.staff import StaffBrowser

START, BACK = "/gestion/connexion/oidc", "/gestion/connexion/oidc/retour"


@contextmanager
def linked_app(app: Flask, issuer: TestIssuer) -> Iterator[Flask]:
    """Give an application on the same database whose agents sign in through the issuer."""
    settings: Settings = app.extensions["portal.settings"]
    made = app_in(
        settings.instance,
        oidc_issuer=issuer.url,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    with made.app_context():
        yield made
        close_database()


def browser_of(app: Flask) -> StaffBrowser:
    return with_token(StaffBrowser(app, app.response_class))


def with_token(browser: StaffBrowser) -> StaffBrowser:
    with browser.session_transaction("/gestion") as kept:
        kept["csrf_token"] = "a token for tests only"
    return browser


def sign_in_there(
    app: Flask, issuer: TestIssuer, **fields: str
) -> tuple[StaffBrowser, TestResponse]:
    """Go to the issuer and come back as the browser would; the answer is the last."""
    browser = browser_of(app)
    issuer.ask(browser.get(f"{START}?suite=/gestion/fiches").location)
    returned = {"code": CODE, "state": issuer.asked["state"], "suite": "/gestion/fiches"}
    return browser, browser.send(BACK, {**returned, **fields})


def open_sessions() -> int:
    return db.session().query(StaffSession).count()
