"""ProConnect, the State's issuer for people at work: its addresses, and the levels asked of it.

As its documentation for services has them (partenaires.proconnect.gouv.fr/docs).
"""

from __future__ import annotations

import json

_REAL = frozenset(
    {"proconnect.gouv.fr", "auth.agentconnect.gouv.fr", "auth.agentconnect.rie.gouv.fr"}
)
"""Production, on the Internet and on the network of the State: each body vouches for its mails."""
_TRIALS = frozenset({"fca.integ01.dev-agentconnect.fr", "fca.integ02.agentconnect.rie.gouv.fr"})
"""Integration: anybody makes up an identity there, with any mail."""

STRONG = frozenset(
    {
        "eidas1-mfa",
        "eidas2",
        "eidas3",
        "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
        "https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
    }
)
"""The levels at which the issuer asked for a second factor itself."""
ENOUGH = STRONG | {"eidas1", "https://proconnect.gouv.fr/assurance/consistency-checked"}
"""The levels that open an account: its usual one, and those above."""

LEVELS_ASKED = json.dumps({"id_token": {"acr": {"essential": True, "values": sorted(ENOUGH)}}})
"""How these levels are required (the parameter ``claims``)."""


def is_proconnect(host: str) -> bool:
    """Tell whether an issuer is ProConnect: only there do these levels mean anything."""
    return host in _REAL | _TRIALS


def vouches_for_mails(host: str, *, development: bool) -> bool:
    """Tell whether the mails that an issuer tells of are their people's, though it does not say so.

    Those of integration count where nothing is real only: while developing.
    """
    return host in _REAL or (development and host in _TRIALS)
