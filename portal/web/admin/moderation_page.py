"""What the pages of the moderation queue show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.domain.labels import LabelledEnum
from portal.domain.listings.paths import site_keys
from portal.domain.listings.proposing import OfferedChange
from portal.domain.moderation import ItemKind, QueueState, WaitingFor
from portal.domain.reports import ReportReason
from portal.services.directory import Directory
from portal.services.listings.editing import words_of
from portal.services.listings.reading import content_of
from portal.services.moderation.proposals import ProposalFile
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.moderation import QueueFilters
from portal.web.admin.glimpse import Glimpse, glimpse, hours_in_words

PER_PAGE = 25

Member = TypeVar("Member", bound=LabelledEnum)
Choices = list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class QueueChoices:
    """The lists of the filters: value, words, whether it is chosen."""

    states: Choices
    kinds: Choices
    reasons: Choices
    waiting: Choices


def filters_of(asked: MultiDict[str, str]) -> QueueFilters:
    """Return the filters of an address; what is not known is left out."""
    return QueueFilters(
        state=_known(QueueState, asked.get("etat")) or QueueState.A_TRAITER,
        kind=_known(ItemKind, asked.get("nature")),
        reason=_known(ReportReason, asked.get("motif")),
        waiting=_known(WaitingFor, asked.get("attente")),
    )


def choices_of(filters: QueueFilters) -> QueueChoices:
    """Return the lists of the filters as they stand."""
    return QueueChoices(
        states=_choices(QueueState, filters.state),
        kinds=[("", "Signalements et propositions", False), *_choices(ItemKind, filters.kind)],
        reasons=[("", "Tous", False), *_choices(ReportReason, filters.reason)],
        waiting=[("", "Peu importe", False), *_choices(WaitingFor, filters.waiting)],
    )


def page_address(filters: QueueFilters, page: int) -> str:
    """Return the address of a page of the queue."""
    asked = {
        "etat": filters.state,
        "nature": filters.kind,
        "motif": filters.reason,
        "attente": filters.waiting,
        "page": page,
    }
    given = {name: str(value) for name, value in asked.items() if value}
    return f"/gestion/moderation?{urlencode(given)}"


def listing_beside(directory: Directory, listing: Listing, now: datetime) -> Glimpse:
    """Return the listing as staff read it beside what is said of it."""
    words = words_of(db.session())
    return glimpse(content_of(listing), words, directory.school, now)


def told_changes(directory: Directory, file: ProposalFile, now: datetime) -> list[OfferedChange]:
    """Return the changes of a proposal with the hours in sentences, as the public reads them."""
    sites = site_keys(content_of(file.listing))

    def told(change: OfferedChange) -> OfferedChange:
        site = sites.get(change.path.removesuffix(":hours"))
        if site is None or not change.path.endswith(":hours"):
            return change
        usual = replace(site, exceptions=())

        def words(text: str) -> str:
            return "\n".join(hours_in_words(usual, text, directory.school, now)) if text else ""

        since = None if change.now is None else words(change.now)
        return replace(change, seen=words(change.seen), proposed=words(change.proposed), now=since)

    return [told(change) for change in file.changes]


def _known(kind: type[Member], text: str | None) -> Member | None:
    return kind(text) if text in set(kind) else None


def _choices(kind: type[LabelledEnum], chosen: LabelledEnum | None) -> Choices:
    return [(member.value, member.label, member is chosen) for member in kind]
