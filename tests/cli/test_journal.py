"""flask journal check tells whether history is whole."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from portal.domain.access import SYSTEM
from portal.domain.history import Act, Subject, SubjectKind
from portal.services.audit import record
from portal.store.db import transaction
from tests.conftest import NOW


def _acts(count: int) -> None:
    with transaction() as session:
        for number in range(count):
            subject = Subject(SubjectKind.LISTING, number, "Maison verte")
            record(session, SYSTEM, Act.LISTING_EDITED, subject, NOW)


def test_a_whole_chain_is_said_to_be(empty_app: Flask) -> None:
    _acts(3)
    result = empty_app.test_cli_runner().invoke(args=["journal", "check"])
    told = "La chaîne du journal est entière : 3 actes contrôlés.\n"
    assert (result.exit_code, result.stdout) == (0, told)


def test_a_broken_chain_is_told_with_its_place_and_ends_with_an_error(empty_app: Flask) -> None:
    _acts(3)
    with transaction() as session:
        session.execute(text("DROP TRIGGER audit_event_no_delete"))
        session.execute(text("DELETE FROM audit_event WHERE id = 2"))
    result = empty_app.test_cli_runner().invoke(args=["journal", "check"])
    assert result.exit_code == 1
    assert "rompue à l’acte n° 3" in result.stdout
