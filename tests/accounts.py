"""Accounts for tests: agents with a password, and browsers in which nobody signed in yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.access import Role
from portal.services.accounts.passwords import hash_password
from portal.store.agents import Agent
from portal.store.db import db, transaction
from tests.conftest import NOW
from tests.staff import add_agent

PASSWORD = "quatre mots sans rapport"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NETWORK, ELSEWHERE = "a network", "another network"


@lru_cache
def _kept() -> str:
    return hash_password(PASSWORD)


def add_account(mail: str = "claire@exemple.fr", *, totp: bool = False, **columns: object) -> Agent:
    """Save an agent who signs in with ``PASSWORD``, and with ``code_at`` where ``totp``."""
    agent = add_agent(Role.AGENT, mail=mail)
    values = {
        "password_hash": _kept(),
        "totp_secret": SECRET if totp else None,
        "second_factor_required": True,
        **columns,
    }
    with transaction() as session:
        mine = session.merge(agent)
        for name, value in values.items():
            setattr(mine, name, value)
    return mine


def code_at(seconds: int = 0) -> str:
    """Return what the authenticator shows so long after ``NOW``."""
    return pyotp.TOTP(SECRET).at(int(NOW.timestamp()) + seconds)


class Visitor(FlaskClient):
    """A browser that posts forms with the token of the page on which it found them."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request as a server would get it: beside the context of the test, not in it."""
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        # What the test read before is read again.
        db.session.rollback()
        return answer

    def fill(self, page: str, fields: Mapping[str, str], address: str = "") -> TestResponse:
        """Open a page and post its form, to another address where one is given."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        token = found.group(1) if found else ""
        return self.post(address or page, data={"csrf_token": token, **fields})

    def sign_in(self, agent: Agent, password: str = PASSWORD, suite: str = "") -> TestResponse:
        """Send the mail and the password."""
        fields = {"courriel": agent.mail, "mot_de_passe": password, "suite": suite}
        return self.fill("/gestion/connexion", fields)

    def send_code(self, code: str) -> TestResponse:
        """Send the code of the second step."""
        return self.fill("/gestion/connexion", {"code": code})


def visitor(app: Flask) -> Visitor:
    """Return a browser in which nobody signed in."""
    return Visitor(app, app.response_class)
