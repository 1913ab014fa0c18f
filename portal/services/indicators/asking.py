"""Asking managing bodies for the indicators of a year or about them, each by a link of its own.

A mail leaves after the commit of its links. All the places of one address share a mail. A link
whose mail did not leave is handed to the agent, once: only its digest is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.days import day_in_paris
from portal.domain.history import Act
from portal.domain.indicators.letters import (
    Invitation,
    Sender,
    expiry,
    letter,
    question_letter,
    question_subject,
    subject,
)
from portal.domain.indicators.states import ReportState
from portal.services.accounts.tokens import digest, new_token
from portal.services.audit import record
from portal.services.indicators.errors import RefusedIndicatorsError
from portal.services.indicators.reading import progress_of_report, subject_of, years_asked
from portal.services.mails import Mail, MailError, send_mail
from portal.services.moderation.recipients import mail_of
from portal.store.agents import Agent
from portal.store.db import db, transaction
from portal.store.indicators import (
    IndicatorLink,
    IndicatorReport,
    end_links,
    find_report,
    list_links,
    list_reports,
    mark_unsent,
)
from portal.store.listings import Listing, get_reached, list_reached

PATIENCE_SECONDS = 20.0
"""How long one request goes on sending; what is left waits for the next one."""

MOST_LISTINGS = 500
"""Places asked at once."""

TWICE = timedelta(minutes=1)
"""A place is not asked again within so little time: the form was sent twice."""

AddressOf = Callable[[str], str]
"""Makes the whole address of a link from its token."""

_Compose = Callable[[Sequence[Invitation], Sender], tuple[str, str]]
"""Writes the subject and the text of a mail."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A link that no mail carried: somebody has to pass it on."""

    place: str
    mail: str
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: places by mail, links to hand over and why, places still to ask."""

    sent: int
    handed: tuple[Handed, ...]
    reason: str
    left: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A link whose token is still known."""

    link_id: int
    place: str
    address: str


def ask(
    listing_ids: Collection[int], year: int, by: Actor, now: datetime, address_of: AddressOf
) -> Asked:
    """Ask about these places, each by a new link; the links that they had work no more.

    Raises ``NotFoundError`` where one is out of reach, ``RefusedIndicatorsError``.
    """
    waiting = _by_mail(_askable(listing_ids, year, by, now))
    last_day = day_in_paris(expiry(now))

    def compose(places: Sequence[Invitation], sender: Sender) -> tuple[str, str]:
        return subject(year), letter(year, places, sender, last_day)

    return _deliver(waiting, year, by, now, address_of, compose)


def ask_question(
    listing_id: int, year: int, question: str, by: Actor, now: datetime, address_of: AddressOf
) -> Asked:
    """Ask a place about what it answered, by a new link; the one that it had works no more.

    Raises ``NotFoundError`` where it is out of reach.
    """
    listing = get_reached(db.session(), listing_id, by)
    last_day = day_in_paris(expiry(now))

    def compose(places: Sequence[Invitation], sender: Sender) -> tuple[str, str]:
        return question_subject(year), question_letter(year, question, places, sender, last_day)

    return _deliver([(mail_of(listing), [listing.id])], year, by, now, address_of, compose)


def _deliver(
    waiting: list[tuple[str, list[int]]],
    year: int,
    by: Actor,
    now: datetime,
    address_of: AddressOf,
    compose: _Compose,
) -> Asked:
    """Send the links of each address, as long as patience lasts."""
    until = time.monotonic() + PATIENCE_SECONDS
    sent, handed, reason = 0, list[Handed](), ""
    while waiting and time.monotonic() < until:
        mail, ids = waiting.pop(0)
        sender, drawn = _draw(ids, year, mail, by, now, address_of)
        try:
            _send(mail, sender, drawn, compose)
            sent += len(drawn)
        except MailError as error:
            reason = str(error)
            handed += [Handed(each.place, mail, each.address) for each in drawn]
            with transaction() as session:
                mark_unsent(session, [each.link_id for each in drawn])
    return Asked(sent, tuple(handed), reason, sum(len(ids) for _, ids in waiting))


def _askable(
    listing_ids: Collection[int], year: int, by: Actor, now: datetime
) -> Sequence[Listing]:
    """Return those of these places that still have something to send and were not just asked."""
    session = db.session()
    if not listing_ids:
        raise RefusedIndicatorsError("Cochez au moins un lieu.")
    if len(listing_ids) > MOST_LISTINGS:
        raise RefusedIndicatorsError(f"Cochez {MOST_LISTINGS} lieux au plus.")
    listings = list_reached(session, listing_ids, by)
    reports = {each.listing_id: each for each in list_reports(session, by, [year])}
    just_asked = _just_asked(session, [each.id for each in reports.values()], now)
    found = [
        listing
        for listing in listings
        if (
            progress_of_report(report).is_awaited and report.id not in just_asked
            if (report := reports.get(listing.id))
            else year in years_asked(session, listing.id, by, day_in_paris(now).year)
        )
    ]
    if not found:
        raise RefusedIndicatorsError(
            f"Rien à demander pour {year} : ces lieux ont répondu, viennent d’être sollicités, ou "
            "n’étaient pas financés."
        )
    return found


def _just_asked(session: Session, report_ids: Collection[int], now: datetime) -> set[int]:
    """Return those of these reports that were asked for a moment ago."""
    links = list_links(session, report_ids)
    return {link.report_id for link in links if link.sent_at and now - link.sent_at < TWICE}


def _by_mail(listings: Sequence[Listing]) -> list[tuple[str, list[int]]]:
    """Return the listings of each address; those that have none stand together under ""."""
    found: dict[str, tuple[str, list[int]]] = {}
    for listing in listings:
        mail = mail_of(listing)
        found.setdefault(mail.lower(), (mail, []))[1].append(listing.id)
    return list(found.values())


def _draw(
    listing_ids: Sequence[int],
    year: int,
    mail: str,
    by: Actor,
    now: datetime,
    address_of: AddressOf,
) -> tuple[Sender, list[_Drawn]]:
    """Make the reports that lack and the links, marked as sent: two senders never cross."""
    with transaction() as session:
        listings = list_reached(session, listing_ids, by)
        drawn = []
        for listing in listings:
            token = new_token()
            link = _new_link(session, listing, year, mail, token, by, now)
            drawn.append(_Drawn(link.id, listing.name, address_of(token)))
        caf = listings[0].caf
        agent = session.get(Agent, by.agent_id or 0)
        return Sender(caf.name if caf else "La Caf", agent.mail if agent else ""), drawn


def _new_link(
    session: Session,
    listing: Listing,
    year: int,
    mail: str,
    token: str,
    by: Actor,
    now: datetime,
) -> IndicatorLink:
    report = find_report(session, listing.id, year)
    if report is None:
        report = IndicatorReport(listing_id=listing.id, year=year, state=ReportState.DEMANDE)
        session.add(report)
        session.flush()
    end_links(session, report.id, now)
    link = IndicatorLink(
        report_id=report.id,
        mail=mail,
        digest=digest(token),
        expires_at=expiry(now),
        sent_at=now if mail else None,
    )
    session.add(link)
    record(session, by, Act.INDICATORS_ASKED, subject_of(report, listing), now)
    return link


def _send(mail: str, sender: Sender, drawn: Sequence[_Drawn], compose: _Compose) -> None:
    if not mail:
        whose = "Ces lieux n’ont" if len(drawn) > 1 else "Ce lieu n’a"
        raise MailError(f"{whose} pas d’adresse électronique.")
    invitations = [Invitation(each.place, each.address) for each in drawn]
    send_mail(Mail(mail, *compose(invitations, sender)))
