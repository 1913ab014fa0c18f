"""An issuer of OpenID Connect for tests: it signs what a test wants, and remembers what it got."""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

_KEY = RSAKey.generate_key(2048, {"kid": "1"})
CLIENT, SECRET, CODE = "annuaire", "un secret d’essai", "code-d-essai"


@dataclass(slots=True)
class TestIssuer:
    """What it answers, which tests change, and the requests that it received."""

    __test__ = False
    url: str = ""
    key: RSAKey = field(default_factory=lambda: _KEY)
    published: KeySet | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    id_claims: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    person_is_signed: bool = True
    asked: dict[str, str] = field(default_factory=dict)
    posted: dict[str, str] = field(default_factory=dict)
    authorization: str = ""
    received: list[str] = field(default_factory=list)

    def over(self, host: str) -> httpx.MockTransport:
        """Stand at the address of an issuer of ProConnect, and return the network that leads there.

        It says there what ProConnect says: no ``email_verified``, and the secret in the body alone.
        """
        self.url = f"https://{host}/api/v2"
        self.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
        self.person["email_verified"] = None
        self.id_claims.setdefault("acr", "eidas1")

        def answer(request: httpx.Request) -> httpx.Response:
            assert str(request.url).startswith(f"{self.url}/")
            if request.method == "POST":
                self.posted = dict(parse_qsl(request.content.decode()))
            self.authorization = request.headers.get("Authorization", "")
            kind, content = self.answer(request.url.path.removeprefix("/api/v2"))
            return httpx.Response(200, headers={"Content-Type": kind}, text=content)

        return httpx.MockTransport(answer)

    def ask(self, address: str) -> None:
        """Take the address to which the portal sent the browser."""
        self.asked = dict(parse_qsl(urlsplit(address).query))

    def leads_to(self, path: str) -> str:
        """Return where a page of the issuer sends the browser back to, "" for the others."""
        if path.startswith("/authorization"):
            self.ask(path)
            parts = urlencode({"code": CODE, "state": self.asked["state"]})
            return f"{self.asked['redirect_uri']}?{parts}"
        if path.startswith("/end_session"):
            return dict(parse_qsl(urlsplit(path).query))["post_logout_redirect_uri"]
        return ""

    def answer(self, path: str) -> tuple[str, str]:
        """Return the type and the content of an answer."""
        told = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": lambda: (self.published or KeySet([self.key])).as_dict(private=False),
            "/token": self._token,
        }
        if path == "/userinfo":
            return self._userinfo()
        return "application/json", json.dumps(told[path]())

    def _metadata(self) -> dict[str, Any]:
        pages = ("authorization", "token", "userinfo", "end_session")
        made = {f"{page}_endpoint": f"{self.url}/{page}" for page in pages}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks", **made, **self.metadata}

    def _token(self) -> dict[str, Any]:
        verifier = sha256(self.posted["code_verifier"].encode()).digest()
        challenge = urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if self.posted["code"] != CODE or challenge != self.asked["code_challenge"]:
            return {"error": "invalid_grant"}
        claims = {"exp": int(time.time()) + 60, "nonce": self.asked["nonce"], **self.id_claims}
        return {"access_token": "a", "token_type": "Bearer", "id_token": self._signed(claims)}

    def _userinfo(self) -> tuple[str, str]:
        verified = {"email": "zoe@exemple.fr", "email_verified": True}
        person = {"sub": "sub-1", **verified, **self.person}
        if self.person_is_signed:
            return "application/jwt; charset=utf-8", self._signed(person)
        return "application/json", json.dumps(person)

    def _signed(self, claims: dict[str, Any]) -> str:
        usual = {"iss": self.url, "aud": CLIENT, "sub": "sub-1", "iat": int(time.time())}
        whole = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "1"}, whole, self.key)


@contextmanager
def running_issuer() -> Iterator[TestIssuer]:
    """Run an issuer on a free port."""
    issuer = TestIssuer()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            given = parse_qs(self.rfile.read(length).decode())
            issuer.posted = {name: values[0] for name, values in given.items()}
            issuer.authorization = self.headers["Authorization"]
            self._answer()

        def _answer(self) -> None:
            issuer.received.append(self.path)
            back = issuer.leads_to(self.path)
            if back:
                self.send_response(303)
                self.send_header("Location", back)
                self.end_headers()
                return
            kind, content = issuer.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        issuer.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield issuer
        server.shutdown()
        thread.join()
