"""Passkeys (WebAuthn): a second factor kept by a telephone, a computer or a security key.

A ceremony starts with a challenge drawn here and ends with what the authenticator signed: for this
site, in a page of this site, on this challenge, which is good once and for five minutes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from portal.domain.history import Act
from portal.services.accounts.subjects import record_on
from portal.services.throttling import Limit, TooManyError, count_act
from portal.store.agents import Agent, get_agent
from portal.store.credentials import Passkey
from portal.store.db import transaction
from portal.store.passkeys import find_passkey, get_passkey, is_known_credential, list_passkeys

LIFETIME = timedelta(minutes=5)
LONGEST_NAME = 60
LONGEST_ANSWER = 20_000
"""Characters; authenticators answer with about two thousand."""

_ONCE = Limit("cle:defi", most=1, window=LIFETIME)
_MALFORMED = (WebAuthnException, ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What the library raises on an answer that no authenticator made."""


class PasskeyRefusedError(ValueError):
    """A passkey is not accepted; the French message says what to do."""


@dataclass(frozen=True, slots=True)
class Site:
    """The site as browsers know it: the host that keys are bound to, the origin of its pages."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What an authenticator is asked to sign, and when it was drawn."""

    drawn: bytes
    drawn_at: datetime


def creation_options(agent: Agent, known: Iterable[Passkey], site: Site, drawn: bytes) -> str:
    """Return what the browser needs to make a passkey, as JSON."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_name=agent.mail,
        user_display_name=agent.name,
        user_id=hashlib.sha256(f"agent {agent.id}".encode()).digest(),
        challenge=drawn,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED
        ),
        exclude_credentials=_named(known),
    )
    return options_to_json(options)


def request_options(known: Iterable[Passkey], site: Site, drawn: bytes) -> str:
    """Return what the browser needs to sign with one of these passkeys, as JSON."""
    options = generate_authentication_options(
        rp_id=site.host, challenge=drawn, allow_credentials=_named(known)
    )
    return options_to_json(options)


def add_passkey(
    agent_id: int, answer: str, name: str, challenge: Challenge, site: Site, now: datetime
) -> None:
    """Keep the passkey that a browser has just made. Raises ``PasskeyRefusedError``."""
    made = _read_creation(answer, challenge, site)
    with transaction() as session:
        _use_up(session, challenge, now)
        if is_known_credential(session, made.credential_id):
            raise PasskeyRefusedError("Cette clé d’accès est déjà enregistrée.")
        agent = get_agent(session, agent_id)
        kept = Passkey(
            agent_id=agent_id,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=" ".join(name.split())[:LONGEST_NAME] or "Clé d’accès",
            created_at=now,
        )
        session.add(kept)
        record_on(session, agent.actor, Act.PASSKEY_ADDED, agent, now, detail=kept.name)


def prove_by_passkey(
    agent_id: int, answer: str, challenge: Challenge, site: Site, now: datetime
) -> None:
    """Accept what a passkey of the agent signed, or raise ``PasskeyRefusedError``."""
    with transaction() as session:
        _use_up(session, challenge, now)
    # Committed whatever follows: a challenge that was answered wrongly is used up too.
    with transaction() as session:
        passkey, proved = _read_proof(session, agent_id, answer, challenge, site)
        passkey.sign_count, passkey.used_at = proved.new_sign_count, now


def remove_passkey(agent_id: int, passkey_id: int, now: datetime) -> None:
    """Forget a passkey of an agent.

    Raises ``NotFoundError`` for another's, and ``PasskeyRefusedError`` for the only second factor.
    """
    with transaction() as session:
        passkey, agent = get_passkey(session, agent_id, passkey_id), get_agent(session, agent_id)
        only = agent.totp_secret is None and len(list_passkeys(session, agent_id)) == 1
        if only and agent.second_factor_required:
            raise PasskeyRefusedError(
                "C’est votre seul second facteur : réglez d’abord une application de codes."
            )
        session.delete(passkey)
        detail = passkey.name
        record_on(session, agent.actor, Act.PASSKEY_REMOVED, agent, now, detail=detail)


def _read_creation(answer: str, challenge: Challenge, site: Site) -> VerifiedRegistration:
    try:
        return verify_registration_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge.drawn,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except _MALFORMED:
        raise PasskeyRefusedError("Cette clé d’accès n’a pas pu être lue. Recommencez.") from None


def _read_proof(
    session: Session, agent_id: int, answer: str, challenge: Challenge, site: Site
) -> tuple[Passkey, VerifiedAuthentication]:
    refusal = PasskeyRefusedError("Cette clé d’accès n’est pas la bonne. Recommencez.")
    try:
        given = parse_authentication_credential_json(answer[:LONGEST_ANSWER])
        passkey = find_passkey(session, agent_id, given.raw_id)
        if passkey is None or get_agent(session, agent_id).disabled_at is not None:
            raise refusal
        return passkey, verify_authentication_response(
            credential=given,
            expected_challenge=challenge.drawn,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
        )
    except _MALFORMED:
        raise refusal from None


def _use_up(session: Session, challenge: Challenge, now: datetime) -> None:
    """Let a challenge count once: the cookie that holds it could be sent again."""
    too_old = PasskeyRefusedError("Trop de temps a passé. Recommencez.")
    if now > challenge.drawn_at + LIFETIME:
        raise too_old
    try:
        count_act(session, _ONCE, (hashlib.sha256(challenge.drawn).hexdigest(),), now)
    except TooManyError:
        raise too_old from None


def _named(known: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=each.credential_id) for each in known]
