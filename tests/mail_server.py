"""A mail server for tests: it takes what it is given, or refuses as a real one would."""

from __future__ import annotations

import base64
import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default


@dataclass(slots=True)
class MailServer:
    """What it received, and whom it refuses; ``url`` is what ``SMTP_URL`` says."""

    port: int = 0
    refused: str = "nobody@exemple.fr"
    recipients: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    received: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of this server."""
        return f"smtp://127.0.0.1:{self.port}"

    def answer(self, line: str) -> str:
        """Return what is answered to a command that is not DATA."""
        word, rest = line[:4].upper(), line[4:].strip()
        if word == "EHLO":
            return "250-test\r\n250 AUTH PLAIN"
        if word == "AUTH":
            self.names.append(base64.b64decode(rest.split()[1]).decode().split("\0")[1])
            return "235 ok"
        if word == "RCPT":
            self.recipients.append(rest.removeprefix("TO:").strip("<>"))
            return "550 no" if self.refused in rest else "250 ok"
        return "221 bye" if word == "QUIT" else "502 no" if word == "STAR" else "250 ok"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server on a free port."""
    kept = MailServer()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 test")
            for raw in self.rfile:
                line = raw.decode().rstrip()
                if line.upper() == "DATA":
                    self._take()
                else:
                    self._say(kept.answer(line))
                if line.upper() == "QUIT":
                    return

        def _take(self) -> None:
            self._say("354 go on")
            lines = iter(self.rfile.readline, b".\r\n")
            content = b"".join(line.removeprefix(b".") for line in lines)
            message = email.message_from_bytes(content, policy=default)
            assert isinstance(message, EmailMessage)
            kept.received.append(message)
            self._say("250 ok")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield kept
        server.shutdown()
        thread.join()
