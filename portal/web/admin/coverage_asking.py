"""Asking the surveyor of this process for what an address asks."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, request
from flask.blueprints import BlueprintSetupState

from portal.domain.days import day_in_paris
from portal.services.coverage import (
    PARTNER_KINDS,
    PLACE_KINDS,
    Progress,
    Question,
    Scope,
    Survey,
    survey,
)
from portal.services.coverage.answering import PATIENCE_SECONDS, Answer, Surveyor
from portal.services.coverage.choices import reached_scope, scopes_within_reach
from portal.services.coverage.routing import Router
from portal.services.directory import Directory
from portal.services.dossiers.funded import funded_on
from portal.settings import Settings
from portal.store.db import db
from portal.store.revisions import get_revision
from portal.web.access import directory
from portal.web.admin.coverage_question import Asked, bounds, read_asked
from portal.web.admin.guard import actor, now
from portal.web.admin.rule_settings import rule_settings

_KEY = "portal.surveyor"


def set_up_surveyor(state: BlueprintSetupState) -> None:
    """Give an application its surveyor, which reads the database in threads of its own."""
    app = cast("Flask", state.app)
    settings = cast("Settings", app.extensions["portal.settings"])
    territory = cast("Directory", app.extensions["portal.directory"]).territory

    def read(question: Question, progress: Progress) -> Survey:
        with app.app_context():
            return survey(db.session(), territory, question, progress)

    roads = Router(settings.routing_url) if settings.routing_url else None
    app.extensions[_KEY] = Surveyor(territory, read, roads)


def knows_roads() -> bool:
    """Tell whether distances by road can be asked for."""
    return _surveyor().roads is not None


def asked_for() -> Asked:
    """Return what the address of the request asks."""
    return read_asked(request.args, day_in_paris(now()), by_road=knows_roads())


def days() -> tuple[str, str]:
    """Return the first and the last day that may be asked for, as a field of a form has them."""
    first, last = bounds(day_in_paris(now()))
    return first.isoformat(), last.isoformat()


def scopes() -> list[Scope]:
    """Return the territories that the agent may choose."""
    return scopes_within_reach(db.session(), directory().territory, actor())


def scope_of(asked: Asked) -> Scope:
    """Return the territory; ``NotFoundError`` where it is out of the agent's reach."""
    slug = asked.typed.get("territoire", "")
    return reached_scope(db.session(), directory().territory, actor(), slug)


def answer_to(asked: Asked, scope: Scope, seconds: float = PATIENCE_SECONDS) -> Answer:
    """Return what is known within the seconds."""
    session = db.session()
    question = Question(
        scope=scope,
        start=asked.day,
        radii_km=asked.radii_km,
        kinds=PLACE_KINDS | PARTNER_KINDS if asked.partners else PLACE_KINDS,
        funded=funded_on(session, asked.day),
        demonstration=cast("Settings", current_app.extensions["portal.settings"]).demo,
        rules=rule_settings(),
    )
    return _surveyor().answer(question, get_revision(session), asked.measure, seconds)


def _surveyor() -> Surveyor:
    return cast("Surveyor", current_app.extensions[_KEY])
