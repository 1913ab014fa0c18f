"""Identities of OpenID Connect: what a sign-in under way keeps, and what it ends with.

Apart from ``oidc.py``, which loads the libraries of the protocol: most installations never do.
"""

from __future__ import annotations

from dataclasses import dataclass


class IssuerError(RuntimeError):
    """The issuer did not prove who somebody is; the message is French, for that person."""

    def __init__(self) -> None:
        super().__init__(
            "La connexion avec ProConnect n’a pas abouti. Recommencez, ou utilisez votre mot de "
            "passe."
        )


class WeakIdentityError(IssuerError):
    """The issuer is less sure of who somebody is than it was asked to be."""

    def __init__(self) -> None:
        RuntimeError.__init__(
            self,
            "ProConnect n’a pas assez vérifié votre identité pour cet espace. Faites-la vérifier "
            "auprès de ProConnect, ou utilisez votre mot de passe.",
        )


@dataclass(frozen=True, slots=True)
class Started:
    """A sign-in under way: what the browser's session keeps, and where the person goes."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the issuer says it is. ``siret`` is compared and kept nowhere.

    ``id_token`` is for signing out there too; ``strong``: the issuer asked for a second factor.
    """

    subject: str
    mail: str
    mail_verified: bool
    siret: str
    strong: bool
    id_token: str
