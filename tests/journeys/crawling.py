"""Follows the links of the site as a robot would."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient

_LINK = re.compile(r'<(?:a|link)\b[^>]*?\shref="([^"]*)"')
_STARTS = ("/", "/en/", "/ar/", "/falc/", "/plan-du-site", "/professionnels?lieu=Limoges")
_MANY = re.compile(r"^/(communes|departements|themes)/[^/?]+$|^/lieux/[^/?]+$")
_MOST_ALIKE = 40
"""Of pages that are made alike, so many are opened; of searches and questions, a few more."""
_MOST = 900


def broken_links(client: FlaskClient) -> list[str]:
    """Return every address that some page leads to and that does not answer, and from where."""
    queue = deque((start, "start") for start in _STARTS)
    known = set(_STARTS)
    alike: dict[str, int] = {}
    broken = []
    while queue and len(known) <= _MOST:
        address, source = queue.popleft()
        with client.get(address) as answer:
            status, kind = answer.status_code, answer.mimetype
            text = answer.text if kind == "text/html" else ""
        if status >= 400:
            broken.append(f"{status} {address} (on {source})")
        for link in _links(address, text):
            if link not in known and _wanted(link, alike):
                known.add(link)
                queue.append((link, address))
    return broken


def _links(address: str, text: str) -> list[str]:
    found = (urldefrag(urljoin(address, unescape(link))).url for link in _LINK.findall(text))
    return [link for link in found if not urlsplit(link).scheme]


def _wanted(link: str, alike: dict[str, int]) -> bool:
    """Tell whether to open one more page of its kind."""
    path = re.sub(r"^/(en|es|pt|ar|tr|uk|falc)(?=/)", "", urlsplit(link).path)
    kind = path.split("/")[1] if _MANY.match(path) else path
    alike[kind] = alike.get(kind, 0) + 1
    return alike[kind] <= _MOST_ALIKE
