"""The frame of every staff page: where one may go, and who one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, g, request

from portal.domain.access import Actor, Permission
from portal.domain.days import PARIS
from portal.domain.french import clock, day_and_month
from portal.domain.referentiel.figures import euros
from portal.web.admin.pages import STAFF


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the navigation."""

    permission: Permission
    address: str
    words: str
    icon: str

    @property
    def is_here(self) -> bool:
        """Whether the page that is asked for is this one, or below it."""
        below = self.address != "/gestion" and request.path.startswith(f"{self.address}/")
        return request.path == self.address or below


WAYS = {
    "": (
        Way(Permission.READ_LISTINGS, "/gestion", "Aujourd’hui", "house"),
        Way(
            Permission.PROPOSE_CHANGES,
            "/gestion/indicateurs/a-saisir",
            "Indicateurs",
            "chart-column",
        ),
    ),
    "Annuaire": (
        Way(Permission.READ_LISTINGS, "/gestion/fiches", "Fiches", "list"),
        Way(Permission.MODERATE, "/gestion/moderation", "Modération", "flag"),
        Way(Permission.VERIFY_LISTINGS, "/gestion/verifications", "À vérifier", "badge-check"),
        Way(Permission.RUN_CAMPAIGNS, "/gestion/campagnes", "Campagnes", "mail"),
        Way(Permission.IMPORT_LISTINGS, "/gestion/imports", "Imports", "download"),
        Way(Permission.MERGE_LISTINGS, "/gestion/doublons", "Doublons", "users"),
    ),
    "Financement": (
        Way(Permission.READ_DOSSIERS, "/gestion/dossiers", "Dossiers", "folder-open"),
        Way(Permission.READ_FINANCES, "/gestion/financements", "Financements", "euro"),
        Way(Permission.READ_INDICATORS, "/gestion/indicateurs", "Indicateurs", "chart-column"),
        Way(Permission.READ_COVERAGE, "/gestion/couverture", "Couverture", "map"),
        Way(Permission.READ_DOSSIERS, "/gestion/referentiel", "Référentiel", "book-open"),
    ),
    "Réglages": (
        Way(Permission.MANAGE_AGENTS, "/gestion/agents", "Agents", "lock"),
        Way(Permission.READ_JOURNAL, "/gestion/journal", "Journal", "clock"),
        Way(Permission.EDIT_VOCABULARY, "/gestion/vocabulaire", "Vocabulaire", "languages"),
        Way(Permission.EDIT_CALENDAR, "/gestion/vacances", "Vacances", "calendar"),
    ),
}
"""The navigation, in groups under their heading."""


def set_up_staff_frame(app: Flask) -> None:
    """Give staff templates who is signed in and where they may go; register the pages."""
    app.jinja_env.filters.update(day_of=day_of, instant=instant, euros=euros)
    app.jinja_env.globals.update(ways_of=_ways_of, who_acts=lambda: g.get("actor"))
    for blueprint in STAFF:
        app.register_blueprint(blueprint)


def instant(moment: datetime) -> str:
    """Say an instant as it was in Paris: «22 novembre 2026 à 10 h 05»."""
    local = moment.astimezone(PARIS)
    day = f"{day_and_month(local.date())} {local.year}"
    return f"{day} à {clock(local.hour * 60 + local.minute)}"


def day_of(moment: datetime | date) -> str:
    """Say a day in Paris in figures, for tables: «22/11/2026»."""
    local = moment.astimezone(PARIS) if isinstance(moment, datetime) else moment
    return local.strftime("%d/%m/%Y")


def _ways_of(actor: Actor) -> dict[str, list[Way]]:
    """Return the entries that an actor may open, in groups that have some."""
    groups = (
        (words, [way for way in ways if actor.may(way.permission)]) for words, ways in WAYS.items()
    )
    return {words: ways for words, ways in groups if ways}
