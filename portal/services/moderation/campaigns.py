"""Campaigns: written, kept with one link for each listing, then sent mail by mail.

A mail leaves after the commit of its links. All the listings of one address share a mail.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.campaigns import LIFETIME, MOST_LISTINGS, Invitation, letter
from portal.domain.days import day_in_paris
from portal.domain.french import NBSP
from portal.domain.history import Act, Subject, SubjectKind
from portal.services.accounts.tokens import digest, new_token
from portal.services.audit import record
from portal.services.listings.editing import RefusedError
from portal.services.mails import Mail, MailError, send_mail
from portal.services.moderation.recipients import askable, mail_of
from portal.store.campaigns import (
    Campaign,
    CampaignLink,
    get_reached_campaign,
    last_asked,
    list_unsent,
    mark_unsent,
)
from portal.store.db import transaction
from portal.store.listings import Listing

PATIENCE_SECONDS = 20.0
"""How long one request goes on sending; what is left waits for the next one."""

TWICE = timedelta(hours=1)
"""A listing is not asked about again within so little time: the form was sent twice."""

AddressOf = Callable[[str], str]
"""Makes the whole address of a link from its token."""


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """What an agent wrote, and the listings that were chosen."""

    caf_id: int | None
    listing_ids: tuple[int, ...]
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of a sending: mails that left, that did not, and why the last one did not."""

    sent: int
    failed: int
    reason: str = ""


def create_campaign(draft: CampaignDraft, by: Actor, now: datetime) -> int:
    """Keep a campaign with its links, unsent, and return its id. Raises ``RefusedError``."""
    with transaction() as session:
        listings = _listings(session, draft, by, now)
        campaign = Campaign(
            caf_id=draft.caf_id,
            agent_id=by.agent_id,
            subject=draft.subject,
            message=draft.message,
            created_at=now,
        )
        # The tokens of these digests are known to nobody: those that travel are drawn when a mail
        # is about to leave.
        campaign.links = [
            CampaignLink(
                listing_id=listing.id,
                mail=mail_of(listing),
                digest=digest(new_token()),
                expires_at=now + LIFETIME,
            )
            for listing in listings
        ]
        session.add(campaign)
        session.flush()
        about = Subject(SubjectKind.CAMPAIGN, campaign.id, draft.subject, draft.caf_id)
        count = len(listings)
        detail = f"{count} fiche{'s' if count > 1 else ''}"
        record(session, by, Act.CAMPAIGN_SENT, about, now, detail=detail)
        return campaign.id


def deliver(campaign_id: int, by: Actor, now: datetime, address_of: AddressOf) -> Delivery:
    """Send what was not sent of a campaign. Raises ``NotFoundError`` out of the actor's reach."""
    until = time.monotonic() + PATIENCE_SECONDS
    sent, failed, reason = 0, 0, ""
    tried: set[str] = set()
    while time.monotonic() < until:
        prepared = _prepare(campaign_id, tried, by, now, address_of)
        if prepared is None:
            break
        mail, link_ids = prepared
        tried.add(mail.to.lower())
        try:
            send_mail(mail)
            sent += 1
        except MailError as error:
            failed, reason = failed + 1, str(error)
            with transaction() as session:
                mark_unsent(session, link_ids)
    return Delivery(sent, failed, reason)


def _listings(session: Session, draft: CampaignDraft, by: Actor, now: datetime) -> list[Listing]:
    if not by.reaches(draft.caf_id):
        raise RefusedError("Caf : choisissez une Caf à laquelle vous êtes rattaché.")
    listings = askable(session, draft.listing_ids, draft.caf_id, by)
    if not listings:
        raise RefusedError("Fiches : cochez au moins une fiche qui a une adresse électronique.")
    if len(listings) > MOST_LISTINGS:
        raise RefusedError(f"Fiches : {MOST_LISTINGS} fiches au plus dans une campagne.")
    asked = last_asked(session, [listing.id for listing in listings], now)
    if any(now - at < TWICE for at in asked.values()):
        raise RefusedError(
            f"Fiches : une campagne vient d’être envoyée à certaines d’entre elles{NBSP}; "
            "voyez la liste des campagnes."
        )
    return listings


def _prepare(
    campaign_id: int, tried: set[str], by: Actor, now: datetime, address_of: AddressOf
) -> tuple[Mail, list[int]] | None:
    """Draw the tokens of the next mail and mark it as sent: two senders never take the same one."""
    with transaction() as session:
        campaign = get_reached_campaign(session, campaign_id, by)
        unsent = list_unsent(session, campaign_id)
        waiting = [link for link in unsent if link.mail.lower() not in tried]
        if not waiting:
            return None
        to = waiting[0].mail
        links = [link for link in waiting if link.mail.lower() == to.lower()]
        invitations = [_invitation(link, now, address_of) for link in links]
        text = letter(campaign.message, invitations, day_in_paris(now + LIFETIME))
        return Mail(to, campaign.subject, text), [link.id for link in links]


def _invitation(link: CampaignLink, now: datetime, address_of: AddressOf) -> Invitation:
    token = new_token()
    link.digest, link.sent_at, link.expires_at = digest(token), now, now + LIFETIME
    return Invitation(link.listing.name, address_of(token))
