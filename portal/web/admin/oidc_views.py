"""Signing in through an issuer of OpenID Connect (ProConnect), and signing out of it."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from flask import abort, current_app, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

from portal.services.accounts.identity import Identity, IssuerError
from portal.services.accounts.oidc_linking import UnknownIdentityError, account_of
from portal.services.accounts.sessions import LONGEST
from portal.services.throttling import Limit, TooManyError, count_act
from portal.settings import Settings
from portal.store.credentials import has_second_factor
from portal.store.db import db, transaction
from portal.web.access import public
from portal.web.admin.addresses import SIGN_IN, safe_next
from portal.web.admin.entering import enter, network, wait_for_second_factor
from portal.web.admin.guard import now, staff_blueprint
from portal.web.admin.waiting import Refusal, too_many, too_many_words

if TYPE_CHECKING:
    from portal.services.accounts.oidc import Issuer

oidc_pages = staff_blueprint("staff_oidc")

LEAVE = "/gestion/deconnexion/oidc"
"""Where one goes who signed in through the issuer, to sign out of it too."""

SIGNED_IN_THERE = "__Host-oidc"
"""The cookie of the issuer's token, which signing out there asks for."""

_STARTED = "oidc"
_PER_NETWORK = Limit("oidc:reseau", most=50, window=timedelta(minutes=15))

Answer = Response | Refusal | tuple[str, int] | str


@oidc_pages.get("/connexion/oidc")
@public
def start() -> Answer:
    """Send the browser to the issuer. Nothing is written but the browser's own session."""
    wanted = safe_next(request.args.get("suite", ""))
    if g.staff_session is not None:
        return redirect(wanted, 303)
    try:
        started = _issuer().start(_callback())
    except IssuerError as error:
        return _page(str(error)), 502
    session[_STARTED] = [started.state, started.nonce, started.verifier, wanted]
    return redirect(started.address, 303)


@oidc_pages.get("/connexion/oidc/retour")
@public
def come_back() -> Answer:
    """Show a form that goes on by itself: a GET opens no session."""
    _issuer()
    if not _is_ours(request.args.get("state", "")) or "code" not in request.args:
        return _page(str(IssuerError())), 400
    return _page()


@oidc_pages.post("/connexion/oidc/retour")
@public
def finish() -> Answer:
    """Let in whoever the issuer names, if an account is theirs."""
    issuer, given = _issuer(), request.form.get("code", "")
    if not _is_ours(request.form.get("state", "")) or not given:
        return _page(str(IssuerError())), 400
    _state, nonce, verifier, _wanted = session.pop(_STARTED)
    try:
        with transaction() as counting:
            count_act(counting, _PER_NETWORK, (network(),), now())
        identity = issuer.identify(given, nonce, verifier, _callback())
        answer = _let_in(identity)
    except TooManyError as refusal:
        return too_many(refusal, _page(too_many_words(refusal)))
    except (IssuerError, UnknownIdentityError) as refusal:
        return _page(str(refusal)), 400
    answer.set_cookie(
        SIGNED_IN_THERE,
        identity.id_token,
        max_age=LONGEST,
        secure=True,
        httponly=True,
        samesite="Lax",
    )
    return answer


@oidc_pages.get("/deconnexion/oidc")
@public
def leave() -> Response:
    """Show the way out of the issuer, which the page takes by itself.

    A page and not a redirection: forms, such as the one that signs out, may lead to this site only.
    """
    address = _leaving_address()
    if address is None:
        answer = redirect(SIGN_IN, 303)
    else:
        page = render_template("gestion/deconnexion_oidc.html", address=address)
        answer = current_app.make_response(page)
    answer.delete_cookie(SIGNED_IN_THERE, secure=True, httponly=True, samesite="Lax")
    return answer


def _leaving_address() -> str | None:
    token = request.cookies.get(SIGNED_IN_THERE)
    if not token or not _settings().oidc_issuer:
        return None
    back = f"{request.url_root.rstrip('/')}{SIGN_IN}"
    return _issuer().leaving_address(token, back)


def _let_in(identity: Identity) -> Response:
    """Open the session, after our own second factor where the issuer asked for none."""
    agent = account_of(identity, now())
    if identity.strong or not has_second_factor(db.session(), agent):
        return enter(agent.id)
    wait_for_second_factor(agent.id)
    return redirect(SIGN_IN, 303)


def _is_ours(state: str) -> bool:
    """Tell whether this browser started the sign-in that comes back."""
    started = session.get(_STARTED)
    return started is not None and hmac.compare_digest(started[0].encode(), state.encode())


def _page(problem: str = "") -> str:
    wanted = session[_STARTED][3] if _STARTED in session else ""
    return render_template("gestion/connexion_oidc.html", problem=problem, wanted=wanted)


def _callback() -> str:
    return f"{request.url_root}gestion/connexion/oidc/retour"


def _issuer() -> Issuer:
    """Return the issuer of this installation, shared by the process; 404 where there is none."""
    settings = _settings()
    if not settings.oidc_issuer:
        abort(404)
    if "portal.issuer" not in current_app.extensions:
        # Loading it costs 100 ms, and most installations have no issuer.
        from portal.services.accounts.oidc import Issuer  # noqa: PLC0415

        current_app.extensions["portal.issuer"] = Issuer(
            settings.oidc_issuer,
            settings.oidc_client_id,
            settings.oidc_client_secret,
            development=settings.development,
        )
    return cast("Issuer", current_app.extensions["portal.issuer"])


def _settings() -> Settings:
    return cast("Settings", current_app.extensions["portal.settings"])
