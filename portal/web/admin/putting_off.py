"""What is posted too long after signing in: not done, and not lost either.

The guard sends whoever posts it to prove who they are. They come back to the page of the form,
which says what is left to press, and holds again what the route wants kept of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import flash, redirect, request, session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.web.admin.addresses import page_asked, safe_next

_WAITING, _BACK = "attend", "repris"
"""Where the cookie keeps what is put off, and what may be taken up."""
_MOST = 2500
"""Characters: a cookie holds 4,000 in all. Beyond it people begin again."""


@dataclass(frozen=True, slots=True)
class Again:
    """What is left to do for who comes back: the words of the button, the fields that are kept.

    Never a secret: the cookie is signed, and not encrypted.
    """

    button: str = ""
    fields: tuple[str, ...] = ()

    def words(self, *, kept: bool) -> str:
        """Return the sentence that says so."""
        pressed = f"sur «{self.button}»" if self.button else "sur le même bouton"
        if kept:
            return f"Ce n’est pas encore fait : appuyez de nouveau {pressed}."
        return f"Ce n’est pas encore fait : refaites votre choix, puis appuyez {pressed}."


def put_off(again: Again) -> str:
    """Return the page to come back to; what was posted is kept until then."""
    page = page_asked()
    session.pop(_WAITING, None)
    if request.method == "POST":
        given = {name: request.form.getlist(name) for name in again.fields}
        kept = len(json.dumps(given)) <= _MOST
        session[_WAITING] = [page, again.words(kept=kept), given if kept else {}]
    return page


def is_put_off(page: str) -> bool:
    """Tell whether something waits on a page for the person to prove who they are."""
    return _WAITING in session and session[_WAITING][0] == page


def go_on(wanted: str) -> Response:
    """Lead somebody who proved who they are to the page they wanted, and say what waits there."""
    page, words, given = session.pop(_WAITING, ("", "", {}))
    if page == wanted:
        session[_BACK] = [page.partition("?")[0], given]
        flash(words)
    return redirect(safe_next(wanted), 303)


def take_up() -> MultiDict[str, str]:
    """Return, once, what was kept of this page's form; nothing on any other page."""
    if _BACK not in session or session[_BACK][0] != request.path:
        return MultiDict()
    _page, given = session.pop(_BACK)
    return MultiDict(given)
