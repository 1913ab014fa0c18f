"""Proof that a form was sent from our own page, for visitors who have no session.

The usual protection against forged posts binds a token to a cookie. Visitors get no cookie, and
need none: no post of theirs acts in the name of an account. What is left to prevent is other sites
making browsers post here, and programs posting without having seen the page. So:

- the page carries a signed token that names it (purpose and subject) and expires after a day;
- ``Origin`` or ``Referer``, where the browser sends one, must be ours.

The token also tells how long ago the page was asked for. The reasons are in
docs/adr/0009-posts-without-session.md.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from wtforms import ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField

LIFETIME_SECONDS = 24 * 3600
QUICKEST_SECONDS = 1
"""Nobody reads a page, fills a form and sends it within a second."""

_SALT = "portal.page-token"


class PageToken(CSRF):  # type: ignore[misc]  # WTForms has no types
    """Gives a form its token; ``meta={"csrf_context": (purpose, subject)}`` names the page."""

    def setup_form(self, form: Any) -> Any:  # noqa: ANN401 - WTForms has no types
        """Remember which page the form is on."""
        self._page = list(form.meta.csrf_context)
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        """Return the token that came with the form while it is good, so that its age goes on."""
        given: str = csrf_token_field.data or ""
        return given if self._refusal(given) is None else str(_serializer().dumps(self._page))

    def validate_csrf_token(self, form: Any, field: CSRFTokenField) -> None:  # noqa: ANN401
        """Refuse a token that is missing, too old, or another page's."""
        del form
        refusal = self._refusal(field.data or "")
        if refusal is not None:
            raise ValidationError(refusal)

    def _refusal(self, token: str) -> str | None:
        try:
            page = _serializer().loads(token, max_age=LIFETIME_SECONDS)
        except SignatureExpired:
            return str(_("Cette page est restée ouverte plus d’un jour. Relisez, puis envoyez."))
        except BadSignature:
            page = None
        if page == self._page:
            return None
        return str(_("Nous n’avons pas reconnu cette page. Relisez, puis envoyez de nouveau."))


class PageForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """A form of a public page; its token is in the field ``jeton``."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # WTForms has no types
        """What replaces the session's token."""

        csrf = True
        csrf_class = PageToken
        csrf_field_name = "jeton"

    @property
    def sent_too_quickly(self) -> bool:
        """Whether less than a second passed since the page was asked for; the token is good."""
        _page, asked_at = _serializer().loads(self["jeton"].data, return_timestamp=True)
        return bool(time.time() - asked_at.timestamp() < QUICKEST_SECONDS)


def is_from_this_site() -> bool:
    """Tell whether the browser says that the post comes from our page, or says nothing of it."""
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return source is None or urlsplit(source).netloc == request.host


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=_SALT)
