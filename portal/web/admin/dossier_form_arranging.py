"""The buttons of the form of a file that save nothing: they add a line, or take one out.

Each shows the page again with what was typed, so that none of them needs a script.
"""

from __future__ import annotations

import re

from werkzeug.datastructures import MultiDict

from portal.web.admin.forms.rows import ranks, reordered

Posted = MultiDict[str, str]

ADD, TAKE_OUT = "ajouter", "retirer"
_LIST = r"(?:partenariats|accueillants|sites|charges|produits|sites-\d{1,3}-fermetures)"
_ADDED = re.compile(_LIST, re.ASCII)
_TAKEN_OUT = re.compile(rf"({_LIST})-(\d{{1,3}})", re.ASCII)
_MOST = 120
_MARK = "ligne"
"""A field of no form: it only makes a line be there."""


def arranged(posted: Posted) -> Posted | None:
    """Return what was posted as the button that was pressed wants it; None: it is to be saved."""
    if ADD in posted:
        return _added(posted, posted[ADD])
    if TAKE_OUT in posted:
        return _without(posted, posted[TAKE_OUT])
    return None


def _added(posted: Posted, prefix: str) -> Posted:
    more: Posted = MultiDict(posted)
    known = ranks(posted, prefix)
    if _ADDED.fullmatch(prefix) and len(known) < _MOST:
        more.add(f"{prefix}-{max(known, default=-1) + 1}-{_MARK}", "")
    return more


def _without(posted: Posted, line: str) -> Posted:
    found = _TAKEN_OUT.fullmatch(line)
    if found is None:
        return posted
    prefix, rank = found[1], int(found[2])
    left = reordered(posted, prefix, [each for each in ranks(posted, prefix) if each != rank])
    return left if ranks(left, prefix) or "fermetures" in prefix else _added(left, prefix)
