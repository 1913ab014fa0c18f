"""Recovery codes: they replace the second factor, each of them once."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from portal.services.accounts.tokens import digest
from portal.store.credentials import RecoveryCode, find_unused_code, forget_codes

HOW_MANY = 10

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without what is misread: 0 and o, 1, i and l."""
_LENGTH, _GROUP = 16, 4


def make_codes(session: Session, agent_id: int) -> list[str]:
    """Give an agent new codes in the place of the former, inside the caller's transaction.

    They are returned to be shown once: the database keeps digests. Each holds 79 bits.
    """
    forget_codes(session, agent_id)
    drawn = ["".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(agent_id=agent_id, digest=digest(code)) for code in drawn)
    return ["-".join(code[n : n + _GROUP] for n in range(0, _LENGTH, _GROUP)) for code in drawn]


def use_code(session: Session, agent_id: int, typed: str, now: datetime) -> bool:
    """Use up a code, inside the caller's transaction; False where it is none or was used."""
    bare = "".join(letter for letter in typed.lower() if letter.isalnum())
    found = find_unused_code(session, agent_id, digest(bare))
    if found is None:
        return False
    found.used_at = now
    return True
