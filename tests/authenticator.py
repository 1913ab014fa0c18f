"""An authenticator for tests: it makes a passkey and signs with it, as a telephone would."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, WITH_KEY = 0x01, 0x40


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass(slots=True)
class Authenticator:
    """One passkey; ``count`` is how often it signed, 0 for those that do not count."""

    host: str = "localhost"
    origin: str = "http://localhost"
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, challenge: bytes) -> str:
        """Return the answer that registers the passkey."""
        data = self._data(PRESENT | WITH_KEY) + bytes(16) + len(self.id).to_bytes(2) + self.id
        attested = {"fmt": "none", "attStmt": {}, "authData": data + self._public_key()}
        parts = {"attestationObject": _text(cbor2.dumps(attested))}
        return self._answer(self._client_data("webauthn.create", challenge), parts)

    def sign(self, challenge: bytes) -> str:
        """Return the answer that proves the passkey is here."""
        client, data = self._client_data("webauthn.get", challenge), self._data(PRESENT)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {"authenticatorData": _text(data), "signature": _text(signed)}
        return self._answer(client, parts)

    def _answer(self, client: bytes, parts: dict[str, str]) -> str:
        response = {"clientDataJSON": _text(client), **parts}
        name = _text(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})

    def _client_data(self, kind: str, challenge: bytes) -> bytes:
        given = {"type": kind, "challenge": _text(challenge), "origin": self.origin}
        return json.dumps(given).encode()

    def _data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([flags]) + self.count.to_bytes(4)

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        x, y = point.x.to_bytes(32), point.y.to_bytes(32)
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
