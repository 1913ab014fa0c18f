"""What the pages of verifications show: the queue, and one listing group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.domain.french import day_and_month
from portal.domain.freshness import SINCE_ALWAYS, FieldGroup
from portal.domain.listing import ContactKind
from portal.services.listings.review_queue import Asked, Waiting
from portal.services.listings.reviewing import GroupReview, Review
from portal.store.verifications import Verification
from portal.web.paging import last_page, page_asked, part_of

ADDRESS = "/gestion/verifications"
PER_PAGE = 25
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Tag:
    """A few words, and the tone that they have."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group: what the listing says of it, and what is known of its verification."""

    group: FieldGroup
    lines: Sequence[tuple[str, str]]
    tag: Tag
    told: str
    edited: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One listing of the queue."""

    address: str
    name: str
    commune: str
    groups: tuple[FieldGroup, ...]
    tag: Tag


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue, with what was asked for."""

    asked: Asked
    rows: tuple[Row, ...]
    total: int
    late: int
    page: int
    last_page: int
    query: str

    def address(self, page: int) -> str:
        """Return the address of another page of the same queue."""
        return f"{ADDRESS}?{self.query}&page={page}" if self.query else f"{ADDRESS}?page={page}"


def read_asked(args: MultiDict[str, str]) -> Asked:
    """Return what the address asks of the queue; what it does not know is left out."""
    group = args.get("groupe", "")
    return Asked(
        group=FieldGroup(group) if group in set(FieldGroup) else None,
        commune=args.get("commune", "").strip()[:_LONGEST_NAME],
        mine=args.get("a_moi") == "oui",
    )


def query_of(asked: Asked) -> str:
    """Return what asks for the same queue again."""
    pairs = {"groupe": asked.group, "commune": asked.commune, "a_moi": "oui" if asked.mine else ""}
    return urlencode({name: value for name, value in pairs.items() if value})


def review_address(listing_id: int, asked: Asked | None, means: str = "") -> str:
    """Return the page that verifies a listing, on its own or as part of a queue."""
    pairs = urlencode({"moyen": means}) if means else ""
    queue = f"file=oui&{query_of(asked)}" if asked is not None else ""
    query = "&".join(part for part in (queue.rstrip("&"), pairs) if part)
    return f"/gestion/fiches/{listing_id}/verifier{f'?{query}' if query else ''}"


def queue_page(queue: Sequence[Waiting], asked: Asked, args: MultiDict[str, str]) -> QueuePage:
    """Return the page of a queue that an address asks for."""
    last = last_page(len(queue), PER_PAGE)
    page = page_asked(args, last)
    return QueuePage(
        asked,
        tuple(_row(waiting, asked) for waiting in part_of(queue, page, PER_PAGE)),
        len(queue),
        sum(waiting.late for waiting in queue),
        page,
        last,
        query_of(asked),
    )


def group_views(review: Review) -> tuple[GroupView, ...]:
    """Return the groups of a listing as the page shows them."""
    return tuple(
        GroupView(each.group, each.lines, _group_tag(each), _told(each.last), each.edited)
        for each in review.groups
    )


def phone_of(review: Review) -> str:
    """Return the number to call, "" where there is none."""
    phones = (c.value for c in review.listing.contacts if c.kind is ContactKind.TELEPHONE)
    return next(phones, "")


def _row(waiting: Waiting, asked: Asked) -> Row:
    address = review_address(waiting.listing_id, asked)
    tag = _tag(waiting.due, late=waiting.late)
    return Row(address, waiting.name, waiting.commune, waiting.groups, tag)


def _group_tag(review: GroupReview) -> Tag:
    if review.is_due:
        return _tag(review.due, late=True)
    return Tag(f"À revoir le {_day(review.due)}", "good")


def _tag(due: date, *, late: bool) -> Tag:
    if due == SINCE_ALWAYS:
        return Tag("Jamais vérifié", "warning")
    return Tag(f"Depuis le {_day(due)}", "warning") if late else Tag(f"Le {_day(due)}", "")


def _told(last: Verification | None) -> str:
    if last is None:
        return "Personne ne l’a encore vérifié."
    how = last.means.label[:1].lower() + last.means.label[1:]
    return f"Vérifié le {_day(last.verified_on)} {how}. Par : {last.actor}."


def _day(day: date) -> str:
    return f"{day_and_month(day)} {day.year}"
