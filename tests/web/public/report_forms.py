"""Filling and sending the form that reports an error, as a browser does."""

from __future__ import annotations

import re
import time
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.store.db import db
from portal.store.reports import Report

SLUG = "espace-familles-de-limoges"
FORM = f"/lieux/{SLUG}/signaler"


def visitor(app: Flask, address: str = "198.51.100.7") -> FlaskClient:
    """Return a visitor's browser at an address of the network."""
    client = app.test_client(use_cookies=False)
    client.environ_base["REMOTE_ADDR"] = address
    return client


def token(client: FlaskClient, form: str = FORM, seconds_ago: int = 30) -> str:
    """Return the token of a page that was asked for that long ago."""
    asked_at = int(time.time()) - seconds_ago
    with patch.object(TimestampSigner, "get_timestamp", lambda _signer: asked_at):
        return token_in(client.get(form).text)


def token_in(page: str) -> str:
    """Return the token of a page."""
    found = re.search(r'name="jeton" type="hidden" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def send(client: FlaskClient, form: str = FORM, **fields: str) -> TestResponse:
    """Send the form, with a good token and a reason where the fields say nothing else."""
    given = {"motif": "horaires_faux", **fields}
    if "jeton" not in given:
        given["jeton"] = token(client, form)
    return client.post(form, data=given)


def saved() -> list[Report]:
    """Return every report of the database, as it is now."""
    db.session.rollback()
    return list(db.session.scalars(select(Report).order_by(Report.id)))
