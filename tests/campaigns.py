"""Campaigns for tests: made, sent into the outbox, and read back from it."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import current_app

from portal.domain.access import Role
from portal.domain.listing import ContactKind
from portal.services.mails import OUTBOX
from portal.services.moderation.campaigns import CampaignDraft, create_campaign, deliver
from portal.store.contacts import Contact
from portal.store.db import transaction
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.staff import actor_of, listing_in

ROOT = "https://parents.example/"
_LINK = re.compile(r"/gestion/confirmation/([\w-]{43})")


def answers_at(listing: Listing, mail: str, *, is_public: bool = True) -> Listing:
    """Give a listing this address and no other."""
    with transaction() as session:
        found = session.merge(listing)
        others = [c for c in found.contacts if c.kind is not ContactKind.COURRIEL]
        contact = Contact(kind=ContactKind.COURRIEL, value=mail, is_public=is_public)
        found.contacts = [*others, contact]
    return found


def address_of(token: str) -> str:
    """Return the whole address of a link."""
    return f"{ROOT}gestion/confirmation/{token}"


def outbox() -> list[EmailMessage]:
    """Return the mails that left, in their order."""
    folder = Path(current_app.extensions["portal.settings"].instance) / OUTBOX
    found = []
    for path in sorted(folder.glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


def tokens_in(message: EmailMessage) -> list[str]:
    """Return the tokens of the links of a mail."""
    return _LINK.findall(message.get_content())


def token_for(listing: Listing | None = None) -> str:
    """Send a campaign about one listing and return the token that its mail carries."""
    asked = answers_at(listing or listing_in(), "lieu@exemple.fr")
    claire = actor_of(Role.AGENT)
    draft = CampaignDraft(asked.caf_id, (asked.id,), "Est-ce juste ?", "Bonjour,")
    deliver(create_campaign(draft, claire, NOW), claire, NOW, address_of)
    return tokens_in(outbox()[-1])[0]
