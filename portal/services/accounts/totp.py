"""One-time codes of an authenticator (RFC 6238): six digits, every thirty seconds."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp

_WINDOW = (0, -1, 1)
"""A clock may be a step early or late."""


def new_secret() -> str:
    """Draw the 160 bits that a portal and an authenticator share."""
    return pyotp.random_base32()


def matching_step(secret: str, code: str, last_used: int | None, now: datetime) -> int | None:
    """Return the time step of a code, or None where it is wrong or not later than the last used.

    Who keeps the step as the last used makes each code work once.
    """
    typed = "".join(code.split())
    totp = pyotp.TOTP(secret)
    for step in (totp.timecode(now) + shift for shift in _WINDOW):
        right = hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode())
        if right and (last_used is None or step > last_used):
            return step
    return None


def enrolment_address(secret: str, mail: str, site_name: str) -> str:
    """Return what the QR code tells an authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=mail, issuer_name=site_name)


def in_groups(secret: str) -> str:
    """Return a secret as people copy it: in groups of four."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
