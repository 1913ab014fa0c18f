"""OpenID Connect: asking an issuer (ProConnect, or another) who somebody is.

The code flow with PKCE, a state and a nonce. Nothing is believed that the issuer's own keys did not
sign. Only the issuer's host is ever called, without following redirects, and not for long.
"""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.oauth2.base import OAuth2Error  # type: ignore[import-untyped]
from authlib.oauth2.client import OAuth2Client  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from portal.services.accounts.identity import Identity, IssuerError, Started, WeakIdentityError
from portal.services.accounts.proconnect import (
    ENOUGH,
    LEVELS_ASKED,
    STRONG,
    is_proconnect,
    vouches_for_mails,
)
from portal.services.accounts.tokens import new_token

logger = logging.getLogger(__name__)

SCOPES = "openid email given_name usual_name siret"

_SIGNATURES = JWSRegistry(
    algorithms=["RS256", "ES256", "PS256", "RS384", "ES384", "RS512", "ES512"],
    strict_check_header=False,
)
"""Signatures with a private key only: a shared secret would let others sign."""
_LONGEST_SUBJECT = 255
"""As the protocol has it."""
_BASIC = "client_secret_basic"
_TIMEOUT_SECONDS = 5.0
_LEEWAY_SECONDS = 60
_METADATA_SECONDS = 3600.0
_MALFORMED = (
    httpx.HTTPError,
    httpx.InvalidURL,
    OAuth2Error,
    JoseError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
)
"""What reading an answer raises that is not as the protocol has it."""
_NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(slots=True)
class Issuer:
    """An issuer and what we are to it. Share one per process: it remembers what it published.

    ``development``: nothing is real here. ``transport`` stands for the network in tests.
    """

    url: str
    client_id: str
    client_secret: str
    development: bool = False
    transport: httpx.BaseTransport | None = None
    _metadata: dict[str, Any] = field(default_factory=dict, init=False)
    _read_at: float = field(default=float("-inf"), init=False)

    def start(self, redirect_uri: str) -> Started:
        """Return where to send somebody who wants to sign in. Raises ``IssuerError``."""
        verifier, nonce = new_token(), new_token()
        levels = {"claims": LEVELS_ASKED} if is_proconnect(self._host) else {}
        address, state = self._client(None, redirect_uri).create_authorization_url(
            self.metadata()["authorization_endpoint"],
            # ProConnect takes 32 characters or more; the library draws 30.
            state=new_token(),
            code_verifier=verifier,
            nonce=nonce,
            **levels,
        )
        return Started(address, state, nonce, verifier)

    def identify(self, code: str, nonce: str, verifier: str, redirect_uri: str) -> Identity:
        """Return who a code is about. Raises ``IssuerError``, ``WeakIdentityError`` among them."""
        try:
            return self._identify(code, nonce, verifier, redirect_uri)
        except _MALFORMED as error:
            # Not the error itself: it can hold tokens.
            logger.warning("the issuer's answer was refused: %s", type(error).__name__)
            raise IssuerError from None

    def leaving_address(self, id_token: str, back: str) -> str | None:
        """Return where to sign out of the issuer too, None where it has no such page."""
        try:
            page = self.metadata().get("end_session_endpoint")
        except IssuerError:
            return None
        parts = {
            "id_token_hint": id_token,
            "state": new_token(),
            "post_logout_redirect_uri": back,
        }
        return f"{page}?{urlencode(parts)}" if page else None

    def metadata(self) -> Mapping[str, Any]:
        """Return what the issuer publishes about itself, an hour old at most."""
        if time.monotonic() > self._read_at + _METADATA_SECONDS:
            try:
                with self._http() as http:
                    self._metadata = self._checked(http.get(self._well_known()))
            except _MALFORMED as error:
                logger.warning("the issuer cannot be read: %s", type(error).__name__)
                raise IssuerError from None
            self._read_at = time.monotonic()
        return self._metadata

    def _identify(self, code: str, nonce: str, verifier: str, redirect_uri: str) -> Identity:
        metadata = self.metadata()
        with self._http() as http:
            token = self._client(http, redirect_uri).fetch_token(
                metadata["token_endpoint"],
                code=code,
                code_verifier=verifier,
                redirect_uri=redirect_uri,
                **self._credentials(),
            )
            keys = _keys(http.get(metadata["jwks_uri"]))
            headers = {"Authorization": f"Bearer {token['access_token']}"}
            told = http.get(metadata["userinfo_endpoint"], headers=headers)
        claims = self._id_claims(token["id_token"], keys, nonce)
        person = self._person(told, keys)
        if person.get("sub") != claims["sub"]:
            raise ValueError("the two answers are about two people")
        return self._identity(claims, person, token["id_token"])

    def _id_claims(self, text: str, keys: KeySet, nonce: str) -> dict[str, Any]:
        claims = jwt.decode(text, keys, registry=_SIGNATURES).claims
        self._registry().validate(claims)
        if not hmac.compare_digest(str(claims.get("nonce")), nonce):
            raise ValueError("another sign-in's nonce")
        if claims.get("azp", self.client_id) != self.client_id:
            raise ValueError("issued to somebody else")
        return claims

    def _person(self, told: httpx.Response, keys: KeySet) -> dict[str, Any]:
        """Return what is told of the person, plain or signed (ProConnect signs it)."""
        if not told.headers.get("content-type", "").startswith("application/jwt"):
            return _json(told)
        told.raise_for_status()
        claims = jwt.decode(told.text, keys, registry=_SIGNATURES).claims
        # Signed answers name their issuer and audience; they do not all expire.
        self._registry(expires=False).validate(claims)
        return claims

    def _registry(self, *, expires: bool = True) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self._metadata["issuer"]},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": expires},
            iat={"essential": expires},
            sub={"essential": True},
        )

    def _checked(self, answer: httpx.Response) -> dict[str, Any]:
        """Return the published metadata once all of it is about the issuer and its host."""
        metadata = _json(answer)
        if metadata["issuer"].rstrip("/") != self.url.rstrip("/"):
            raise ValueError("another issuer")
        pages = [metadata[name] for name in _NEEDED]
        pages += [metadata["end_session_endpoint"]] if "end_session_endpoint" in metadata else []
        if any(urlsplit(page)[:2] != urlsplit(self.url)[:2] for page in pages):
            raise ValueError("a page of another host")
        return metadata

    def _client(self, http: httpx.Client | None, redirect_uri: str) -> OAuth2Client:
        return OAuth2Client(
            http,
            client_id=self.client_id,
            client_secret=self.client_secret,
            scope=SCOPES,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
        )

    def _http(self) -> httpx.Client:
        for name in ("httpx", "httpcore"):  # they log addresses
            logging.getLogger(name).setLevel(logging.WARNING)
        return httpx.Client(
            timeout=_TIMEOUT_SECONDS, follow_redirects=False, transport=self.transport
        )

    def _credentials(self) -> dict[str, Any]:
        """Return what proves that it is us who ask: by the usual way, or the only one taken.

        ProConnect takes the secret in the body alone.
        """
        ways = self._metadata.get("token_endpoint_auth_methods_supported", [_BASIC])
        if _BASIC in ways:
            return {"auth": httpx.BasicAuth(self.client_id, self.client_secret)}
        secret = {"client_id": self.client_id, "client_secret": self.client_secret}
        return {**secret, "auth": httpx.Auth()}

    @property
    def _host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def _well_known(self) -> str:
        return f"{self.url.rstrip('/')}/.well-known/openid-configuration"

    def _identity(
        self, claims: Mapping[str, Any], person: Mapping[str, Any], id_token: str
    ) -> Identity:
        vouched = vouches_for_mails(self._host, development=self.development)
        if is_proconnect(self._host) and claims.get("acr") not in ENOUGH:
            raise WeakIdentityError
        return Identity(
            subject=str(claims["sub"])[:_LONGEST_SUBJECT],
            mail=str(person.get("email", "")),
            mail_verified=person.get("email_verified", vouched) is True,
            siret=str(person.get("siret", "")),
            strong=claims.get("acr") in STRONG,
            id_token=id_token,
        )


def _keys(answer: httpx.Response) -> KeySet:
    return KeySet.import_key_set({"keys": _json(answer)["keys"]})


def _json(answer: httpx.Response) -> dict[str, Any]:
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return found
