"""The door of the staff side: who signed in, what the route asks for, where the post comes from.

Every blueprint of the face is made here, so that no page can be put beside the door.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar, cast
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, current_app, g, redirect, request, session
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.access import Actor, Permission
from portal.services.accounts.sessions import IDLE, is_fresh, read_session
from portal.services.accounts.signing_in import must_set_second_factor
from portal.store.db import db
from portal.store.staff_sessions import StaffSession
from portal.web.access import directory
from portal.web.admin.addresses import CONFIRM, ENROL, SIGN_IN, page_asked
from portal.web.admin.apologies import answer_errors, nothing_here
from portal.web.admin.putting_off import Again, put_off
from portal.web.sessions import STAFF

View = TypeVar("View", bound=Callable[..., object])

_csrf = CSRFProtect()


def requires(
    permission: Permission,
    *,
    fresh: bool = False,
    enrolling: bool = False,
    again: Again = Again(),  # noqa: B008 - immutable
) -> Callable[[View], View]:
    """Mark a route that the permission opens; ``fresh``: only soon after signing in.

    ``again`` is what is left to do for who posts later than that. ``enrolling``: even before a
    second factor that the account must have is set.
    """

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]  # read by the guard below
        view.fresh = fresh  # type: ignore[attr-defined]
        view.enrolling = enrolling  # type: ignore[attr-defined]
        view.again = again  # type: ignore[attr-defined]
        return view

    return mark


def staff_blueprint(name: str) -> Blueprint:
    """Return a blueprint under ``/gestion``, behind the door."""
    made = Blueprint(name, name, url_prefix="/gestion")
    made.before_request(_check)
    answer_errors(made)
    return made


def set_up_guard(app: Flask) -> None:
    """Prepare the tokens of forms; the guard asks for them itself, on each post.

    An address under the face that is no page belongs to no blueprint: it is kept private here, and
    who is signed in finds the way back.
    """
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    _csrf.init_app(app)

    @app.before_request
    def _lead_back() -> tuple[str, int] | None:
        error = request.routing_exception
        if not isinstance(error, NotFound) or not request.path.startswith(STAFF):
            return None
        _identify()
        return nothing_here(error) if g.actor else None

    @app.after_request
    def _keep_all_private(response: Response) -> Response:
        return _keep_private(response) if request.path.startswith(STAFF) else response


def actor() -> Actor:
    """Return who is signed in; only on routes that require a permission."""
    return cast("Actor", g.actor)


def staff_session() -> StaffSession:
    """Return the session of who is signed in; only on routes that require a permission."""
    return cast("StaffSession", g.staff_session)


def now() -> datetime:
    """Return the present instant, as the directory's clock has it."""
    return directory().clock()


def remember(token: str) -> None:
    """Put a new session into the cookie, in the place of whatever was there."""
    session.clear()
    session["jeton"] = token
    session["vu"] = now().timestamp()


def _check() -> AnyResponse | None:
    view = current_app.view_functions[request.endpoint or ""]
    asked = getattr(view, "access", None)
    _identify()
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        _csrf.protect()
    if asked == "public":
        return None
    if g.staff_session is None:
        return _sign_in_first()
    if not getattr(view, "enrolling", False) and must_set_second_factor(staff_session().agent):
        return redirect(ENROL, 303)
    if not isinstance(asked, Permission) or not actor().may(asked):
        abort(403)
    if getattr(view, "fresh", False) and not is_fresh(g.staff_session, now()):
        page = put_off(getattr(view, "again", Again()))
        return redirect(f"{CONFIRM}?suite={quote(page, safe='/')}", 303)
    return None


def _identify() -> None:
    """Set who asks; the last request's time is in the cookie, so that reading writes nothing."""
    g.actor = g.staff_session = None
    token, seen = session.get("jeton"), session.get("vu", 0)
    if not token or now().timestamp() - seen > IDLE.total_seconds():
        return
    found = read_session(db.session(), token, now())
    if found is not None:
        g.staff_session, g.actor = found, found.agent.actor
        session["vu"] = now().timestamp()


def _sign_in_first() -> AnyResponse:
    if request.headers.get("X-Requested-With") == "fetch":
        abort(401)
    return redirect(f"{SIGN_IN}?suite={quote(page_asked(), safe='/')}", 303)


def _keep_private(response: Response) -> Response:
    """Let no cache keep these pages, no robot list them, and no other site learn of them."""
    response.cache_control.no_store = True
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
