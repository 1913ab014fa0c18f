"""Mails: sent through ``SMTP_URL``, or kept as files in ``outbox`` while developing.

``smtp://name:secret@host:587?starttls=1`` or ``smtps://…``; ``&de=annuaire@example.org`` says whose
mail it is. A mail is sent after the commit of what it tells, never inside the transaction. Nothing
of it is logged: neither to whom, nor what.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from pathlib import Path
from typing import cast
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask import current_app

from portal.settings import Settings

logger = logging.getLogger(__name__)

OUTBOX = "outbox"
_TIMEOUT_SECONDS = 10
_LONGEST_SUBJECT = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class MailError(RuntimeError):
    """A mail did not leave; the message is for the person who wanted it sent."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message of plain text to one address; the subject may hold what people wrote."""

    to: str
    subject: str
    text: str


def send_mail(mail: Mail) -> None:
    """Send a mail by the settings of the installation. Raises ``MailError``."""
    settings = cast("Settings", current_app.extensions["portal.settings"])
    message = _message(mail, _sender(settings))
    if settings.smtp_url:
        _send(message, urlsplit(settings.smtp_url))
    elif settings.development:
        try:
            _keep(message, settings.instance / OUTBOX)
        except OSError:
            raise MailError(f"Le courriel n’est pas parti : {OUTBOX} ne s’écrit pas.") from None
    else:
        raise MailError("Le courriel n’est pas parti : l’envoi n’est pas réglé (SMTP_URL).")


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(addr_spec=sender)
        message["To"] = Address(addr_spec=mail.to)
    except (MessageError, ValueError, IndexError):
        raise MailError("Le courriel n’est pas parti : cette adresse n’existe pas.") from None
    message["Subject"] = _CONTROL.sub(" ", mail.subject).strip()[:_LONGEST_SUBJECT]
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _sender(settings: Settings) -> str:
    asked = parse_qs(urlsplit(settings.smtp_url).query).get("de")
    host = settings.trusted_hosts[0].lstrip(".") if settings.trusted_hosts else "localhost"
    return asked[0] if asked else f"ne-pas-repondre@{host.partition(':')[0]}"


def _send(message: EmailMessage, server: SplitResult) -> None:
    try:
        with _connect(server) as smtp:
            if parse_qs(server.query).get("starttls") == ["1"]:
                smtp.starttls(context=ssl.create_default_context())
            if server.username:
                smtp.login(unquote(server.username), unquote(server.password or ""))
            smtp.send_message(message)
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        # Not the error itself: it can hold the address.
        logger.warning("a mail was not sent: %s", type(error).__name__)
        raise MailError(
            "Le courriel n’est pas parti : le serveur d’envoi ne l’a pas pris. Essayez plus tard."
        ) from None


def _connect(server: SplitResult) -> smtplib.SMTP:
    host, port = server.hostname or "", server.port or 0  # 0: the usual port of the protocol
    if server.scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT_SECONDS, context=context)
    return smtplib.SMTP(host, port, timeout=_TIMEOUT_SECONDS)


def _keep(message: EmailMessage, folder: Path) -> None:
    """Write a mail into a file that only its owner reads, for those who work on the portal."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{len(list(folder.iterdir())):05}-{secrets.token_hex(4)}.eml"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(bytes(message))
