"""Mails leave through the server of the installation, or stay in a folder while developing."""

from __future__ import annotations

import email
import stat
from collections.abc import Iterator
from email.policy import default
from pathlib import Path

import pytest

from portal.services.mails import Mail, MailError, send_mail
from tests.conftest import app_in
from tests.mail_server import MailServer, mail_server

LETTER = Mail("claire@exemple.fr", "Votre invitation", "Bonjour Zoé,\n\nÀ bientôt.\n")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as started:
        yield started


def _send(folder: Path, mail: Mail, **settings: object) -> None:
    with app_in(folder, **settings).app_context():
        send_mail(mail)


def test_a_mail_arrives_as_it_was_written(tmp_path: Path, server: MailServer) -> None:
    _send(tmp_path, LETTER, smtp_url=server.url)
    (message,) = server.received
    assert server.recipients == ["claire@exemple.fr"]
    assert message["Subject"] == "Votre invitation"
    assert message.get_content().split("\r\n") == LETTER.text.split("\n")
    assert server.names == []


def test_the_address_of_the_server_says_who_writes_and_how_to_sign_in(
    tmp_path: Path, server: MailServer
) -> None:
    url = server.url.replace("//", "//facteur:un%40secret@") + "?de=annuaire@exemple.fr"
    _send(tmp_path, LETTER, smtp_url=url)
    assert server.names == ["facteur"]
    assert server.received[0]["From"] == "annuaire@exemple.fr"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x00"])
def test_a_line_break_in_a_name_adds_no_header(
    tmp_path: Path, server: MailServer, end: str
) -> None:
    name = f"Zoé{end}Bcc: autre@exemple.fr{end}{end}<b>lu</b>"
    _send(tmp_path, Mail("claire@exemple.fr", f"Pour {name}", "Bonjour"), smtp_url=server.url)
    (message,) = server.received
    assert message["Bcc"] is None
    assert message["Subject"] == "Pour Zoé Bcc: autre@exemple.fr <b>lu</b>"
    assert server.recipients == ["claire@exemple.fr"]
    assert message.get_content().strip() == "Bonjour"


@pytest.mark.parametrize(
    "address",
    [
        "claire@exemple.fr\r\nBcc: autre@exemple.fr",
        "claire@exemple.fr, autre@exemple.fr",
        "claire@exemple.fr> RCPT TO:<autre@exemple.fr",
        "claire",
        "",
    ],
)
def test_what_is_not_one_address_is_refused(
    tmp_path: Path, server: MailServer, address: str
) -> None:
    with pytest.raises(MailError, match="cette adresse n’existe pas"):
        _send(tmp_path, Mail(address, "Bonjour", "Bonjour"), smtp_url=server.url)
    assert server.recipients == []


def test_a_refused_mail_is_told_and_logged_without_its_content(
    tmp_path: Path, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.refused = LETTER.to
    with pytest.raises(MailError, match="le serveur d’envoi ne l’a pas pris"):
        _send(tmp_path, LETTER, smtp_url=server.url)
    assert "SMTPRecipientsRefused" in caplog.text
    assert LETTER.to not in caplog.text


def test_a_server_that_cannot_encrypt_gets_nothing_when_encryption_is_asked_for(
    tmp_path: Path, server: MailServer
) -> None:
    with pytest.raises(MailError):
        _send(tmp_path, LETTER, smtp_url=f"{server.url}?starttls=1")
    assert server.recipients == []


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with mail_server() as gone:
        url = gone.url
    with pytest.raises(MailError, match="Essayez plus tard"):
        _send(tmp_path, LETTER, smtp_url=url)


def test_while_developing_mails_are_kept_in_a_folder_that_only_its_owner_reads(
    tmp_path: Path,
) -> None:
    _send(tmp_path, LETTER)
    _send(tmp_path, LETTER)
    first, _second = sorted((tmp_path / "outbox").iterdir())
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    message = email.message_from_bytes(first.read_bytes(), policy=default)
    assert message["To"] == "claire@exemple.fr"


def test_in_production_nothing_is_kept_when_sending_is_not_set_up(tmp_path: Path) -> None:
    with pytest.raises(MailError, match="SMTP_URL"):
        _send(tmp_path, LETTER, development=False)
    assert not (tmp_path / "outbox").exists()
