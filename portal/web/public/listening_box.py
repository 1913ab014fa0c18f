"""The box of listening lines beside results: rendered once a minute for each département."""

from __future__ import annotations

from collections.abc import Hashable

from markupsafe import Markup

from portal.domain.listing import NATIONAL
from portal.services.directory import Directory
from portal.services.listening import is_open, listening_services
from portal.web.public.fragments import Fragments
from portal.web.public.languages import language
from search_index.lru import Lru

_KEPT = 512
_LINES = 3


class ListeningBoxes:
    """Renders the boxes and keeps the newest ones."""

    def __init__(self, fragments: Fragments) -> None:
        self._fragments = fragments
        self._kept: Lru[Hashable, Markup] = Lru(_KEPT)

    def get(self, directory: Directory, departement: str | None) -> Markup:
        """Return the lines that serve a département (or all France), those that answer first."""
        minute = directory.clock().replace(second=0, microsecond=0)
        code = departement or NATIONAL
        key = (language().code, code, directory.index.built_at, minute)
        return self._kept.get(key, lambda: self._render(directory, code))

    def _render(self, directory: Directory, departement: str) -> Markup:
        services = listening_services(directory, departement)
        answering = [service for service in services if is_open(service)]
        lines = (answering or services)[:_LINES]
        if not lines:
            return Markup()
        return self._fragments.render("listening_box", lines, bool(answering), language().root)
