"""Secrets that travel (sessions, links, recovery codes): drawn at random, kept as digests only."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Draw 256 bits, as text that fits in an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what the database keeps of a token. Tokens are random: no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
