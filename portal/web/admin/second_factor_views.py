"""Setting the second factor: an authenticator shown a QR code, then recovery codes to print."""

from __future__ import annotations

import segno
from flask import redirect, render_template, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.accounts.second_factor import WrongCodeError, renew_codes, set_authenticator
from portal.services.accounts.signing_in import must_set_second_factor
from portal.services.accounts.totp import enrolment_address, in_groups, new_secret
from portal.web.admin.addresses import ENROL
from portal.web.admin.entering import site_name
from portal.web.admin.forms.account_forms import CodeForm
from portal.web.admin.guard import now, requires, staff_blueprint, staff_session

second_factor_pages = staff_blueprint("staff_second_factor")

Answer = Response | tuple[str, int] | str

_DRAWN = "totp"
"""Where the cookie keeps the secret that was shown and not confirmed yet."""


@second_factor_pages.get("/compte/second-facteur")
@requires(Permission.OWN_ACCOUNT, fresh=True, enrolling=True)
def ask() -> str:
    """Show a new secret to the authenticator, and ask for its first code."""
    session.setdefault(_DRAWN, new_secret())
    return _page(CodeForm())


@second_factor_pages.post("/compte/second-facteur")
@requires(Permission.OWN_ACCOUNT, fresh=True, enrolling=True)
def send() -> Answer:
    """Keep the authenticator that shows the right code; show the recovery codes, once."""
    if _DRAWN not in session:
        return redirect(ENROL, 303)
    form, mine = CodeForm(), staff_session()
    if not form.validate():
        return _page(form), 400
    try:
        codes = set_authenticator(mine.agent_id, session[_DRAWN], form.code.data, mine.id, now())
    except WrongCodeError as refusal:
        form.refuse("code", str(refusal))
        return _page(form), 400
    del session[_DRAWN]
    return _codes_page(codes)


@second_factor_pages.get("/compte/codes")
@requires(Permission.OWN_ACCOUNT, fresh=True)
def ask_codes() -> str:
    """Say what new recovery codes do, before they are made."""
    return render_template("gestion/compte/nouveaux_codes.html")


@second_factor_pages.post("/compte/codes")
@requires(Permission.OWN_ACCOUNT, fresh=True)
def send_codes() -> str:
    """Replace the recovery codes, and show the new ones, once."""
    return _codes_page(renew_codes(staff_session().agent_id, now()))


def _page(form: CodeForm) -> str:
    agent, secret = staff_session().agent, session[_DRAWN]
    address = enrolment_address(secret, agent.mail, site_name())
    return render_template(
        "gestion/compte/second_facteur.html",
        form=form,
        errors=form.problems(),
        required=must_set_second_factor(agent),
        replacing=agent.totp_secret is not None,
        address=address,
        secret=in_groups(secret),
        picture=_picture(address),
    )


def _picture(address: str) -> Markup:
    """Return a QR code as SVG to stand in a page, dark on light in every theme."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, light="#fff", border=4))  # noqa: S704 - drawn here


def _codes_page(codes: list[str]) -> str:
    return render_template("gestion/compte/codes.html", codes=codes, agent=staff_session().agent)
