"""What the first page says: numbers with their nouns, ages in words, and where each leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.french import WEEKDAY_NAMES, day_and_month, enumeration, sentence
from portal.domain.freshness import SINCE_ALWAYS
from portal.services.today import FILES, Awaiting, Figures, IndexState, Task
from portal.store.dossier_table import FileQuestion
from portal.store.listing_table import TableRow
from portal.store.today import LastImport
from portal.web.admin.dossier_list_page import address

_NEW_LISTING = "/gestion/fiches/nouvelle"
_ONE: Mapping[Task, str] = {
    Task.MODERATION: "signalement ou proposition à traiter",
    Task.VERIFICATION: "fiche à vérifier",
    Task.ENTRUSTED: "fiche confiée à vous",
    Task.DRAFTS: "brouillon à reprendre",
    Task.INSTRUCTION: "dossier à instruire",
    Task.DECISION: "dossier en attente de décision",
    Task.DEADLINES: "échéance arrivée dans les dossiers",
}
_ICONS: Mapping[Task, str] = {
    Task.MODERATION: "flag",
    Task.VERIFICATION: "badge-check",
    Task.ENTRUSTED: "users",
    Task.DRAFTS: "list",
    Task.INSTRUCTION: "folder-open",
    Task.DECISION: "euro",
    Task.DEADLINES: "calendar-clock",
}
_OLDEST: Mapping[Task, str] = {
    Task.MODERATION: "Le plus ancien est arrivé {age}",
    Task.VERIFICATION: "La plus en retard devait l’être {age}",
    Task.ENTRUSTED: "La plus ancienne modification : {age}",
    Task.DRAFTS: "Le plus ancien : {age}",
    Task.INSTRUCTION: "Le plus ancien a changé d’étape {age}",
    Task.DECISION: "L’avis le plus ancien a été rendu {age}",
    Task.DEADLINES: "La plus ancienne : {age}",
}
_IN_ORDER: Mapping[Task, str] = {
    Task.MODERATION: "les signalements",
    Task.VERIFICATION: "les vérifications",
    Task.INSTRUCTION: "les dossiers à instruire",
    Task.DECISION: "les décisions sur les dossiers",
    Task.DEADLINES: "les échéances des dossiers",
}
"""What is said to be in order when nothing of it waits."""


@dataclass(frozen=True, slots=True)
class Card:
    """Something that waits: how much of what, since when, and where it is done."""

    icon: str
    number: int
    noun: str
    oldest: str
    address: str


@dataclass(frozen=True, slots=True)
class Home:
    """The first page as its template shows it; what an actor has no part in is None or empty.

    ``works``: whether something could wait for the actor at all.
    """

    day: str
    cards: Sequence[Card] = ()
    in_order: str = ""
    works: bool = False
    figures: Figures | None = None
    index: IndexState | None = None
    last_import: LastImport | None = None
    own: Sequence[TableRow] = ()
    own_total: int = 0


def cards_of(awaiting: Sequence[Awaiting], today: date) -> list[Card]:
    """Return the cards of what really waits."""
    return [_card(each, today) for each in awaiting if each.number]


def in_order(awaiting: Sequence[Awaiting]) -> str:
    """Say what is up to date, "" where nothing is."""
    done = [_IN_ORDER[each.task] for each in awaiting if not each.number and each.task in _IN_ORDER]
    return f"À jour : {enumeration(done)}." if done else ""


def day_words(today: date) -> str:
    """Return the day of today in full: "Mardi 24 novembre"."""
    return sentence(f"{WEEKDAY_NAMES[today.weekday()]} {day_and_month(today)}")


def age(since: date, today: date) -> str:
    """Say how long ago a day was."""
    days = (today - since).days
    if days < 2:
        return "hier" if days == 1 else "aujourd’hui"
    if days < 60:
        return f"il y a {days} jours"
    return f"il y a {days // 30} mois" if days < 720 else f"il y a {days // 365} ans"


def _card(each: Awaiting, today: date) -> Card:
    noun = _ONE[each.task] if each.number == 1 else each.task.label
    return Card(_ICONS[each.task], each.number, noun, _oldest(each, today), _address(each))


def _oldest(each: Awaiting, today: date) -> str:
    if each.since is None:
        return ""
    if each.since == SINCE_ALWAYS:
        return "Certaines n’ont jamais été vérifiées"
    return _OLDEST[each.task].format(age=age(each.since, today))


def _address(each: Awaiting) -> str:
    if each.task is Task.DRAFTS:
        listing_id = each.listing_id
        return f"/gestion/fiches/{listing_id}/modifier" if listing_id else _NEW_LISTING
    if each.task in FILES:
        _, states = FILES[each.task]
        return address(FileQuestion(states=states, mine=True))
    return {
        Task.MODERATION: "/gestion/moderation",
        Task.VERIFICATION: "/gestion/verifications",
        Task.ENTRUSTED: "/gestion/fiches?confiee=moi",
        Task.DEADLINES: "/gestion/dossiers/echeances",
    }[each.task]
