"""People of the staff side, for tests: every role in two Caf, signed in without ceremony."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.domain.access import EVERYWHERE, Actor, Role
from portal.services.accounts.sessions import start_session
from portal.store.agents import Agent
from portal.store.cafs import Caf
from portal.store.db import db, transaction
from portal.store.listings import Listing
from tests.conftest import NOW

HERE, ELSEWHERE = "87", "33"
"""Two Caf that have listings in the seed."""

_DRAWN = "a token for tests only"


class StaffBrowser(FlaskClient):
    """A browser in which an agent is signed in; ``send`` posts with the token of its forms."""

    def send(
        self, address: str, fields: Mapping[str, Any] | None = None, **more: Any
    ) -> TestResponse:
        """Post a form as its page would."""
        signer = URLSafeTimedSerializer(str(self.application.secret_key), salt="wtf-csrf-token")
        data = {"csrf_token": signer.dumps(_DRAWN), **(fields or {})}
        answer = self.post(address, data=data, **more)
        answer.request.environ["wsgi.input"].close()  # a large form is a file on disk here
        return answer


def caf_of(code: str) -> Caf:
    """Return the Caf of a code."""
    return db.session().scalars(select(Caf).where(Caf.code == code)).one()


def add_agent(role: Role, code: str = HERE, mail: str = "") -> Agent:
    """Save an agent of that role and Caf and return it."""
    with transaction() as session:
        agent = Agent(
            mail=mail or f"{role}.{code}@exemple.fr",
            name=f"{role.label} {code}",
            role=role,
            created_at=NOW,
            second_factor_required=False,
        )
        session.add(agent)
        if role is Role.GESTIONNAIRE:
            agent.operator_id = operator_in(code)
        elif role not in EVERYWHERE:
            agent.cafs = [caf_of(code)]
    return agent


def operator_in(code: str) -> int | None:
    """Return a managing body that runs a listing of that Caf."""
    owned = select(Listing.operator_id).where(Listing.operator_id.is_not(None))
    return db.session().scalars(owned.where(Listing.caf_id == caf_of(code).id)).first()


def actor_of(role: Role, code: str = HERE) -> Actor:
    """Return who acts, as services want it, with an account of its own."""
    return add_agent(role, code).actor


def listing_in(code: str = HERE) -> Listing:
    """Return the first published listing of a Caf."""
    query = select(Listing).where(Listing.caf_id == caf_of(code).id).order_by(Listing.id)
    return db.session().scalars(query).first() or _no_listing(code)


def sign_in(app: Flask, agent: Agent) -> StaffBrowser:
    """Return a browser in which an agent has just signed in."""
    with transaction() as session:
        token = start_session(session, agent, "Test", NOW)
    browser = StaffBrowser(app, app.response_class)
    with browser.session_transaction("/gestion") as kept:
        kept.update(jeton=token, vu=NOW.timestamp(), csrf_token=_DRAWN)
    return browser


def signed_out(app: Flask, remembered: Mapping[str, Any]) -> StaffBrowser:
    """Return a browser in which nobody is signed in, with what its cookie remembers."""
    browser = StaffBrowser(app, app.response_class)
    with browser.session_transaction("/gestion") as kept:
        kept.update({**remembered, "csrf_token": _DRAWN})
    return browser


def _no_listing(code: str) -> Listing:
    raise LookupError(f"the seed has no listing of Caf {code}")
