"""Tickets are easy to read aloud and hard to guess; mails are shown in part."""

from __future__ import annotations

import pytest

from portal.domain.reports import (
    TICKET_ALPHABET,
    ReportReason,
    masked_mail,
    new_ticket,
    read_ticket,
    spoken_ticket,
)


def test_tickets_differ_and_hold_nothing_that_is_confused_aloud() -> None:
    tickets = {new_ticket() for _ in range(1000)}
    assert len(tickets) == 1000
    assert all(len(ticket) == 10 for ticket in tickets)
    assert set("".join(tickets)) == set(TICKET_ALPHABET)
    assert not set("01OILNSAEIU") & set(TICKET_ALPHABET)


@pytest.mark.parametrize(
    "typed", ["K7Q2M9XRTB", "k7q2m-9xrtb", " K7Q2M 9XRTB ", "K7Q2M – 9XRTB", "k7.q2.m9.xr.tb"]
)
def test_a_ticket_is_read_as_people_type_it(typed: str) -> None:
    assert read_ticket(typed) == "K7Q2M9XRTB"


@pytest.mark.parametrize("typed", ["", "K7Q2M9XRT", "K7Q2M9XRTBB", "K7Q2M9XRT0", "<b>", "ſ" * 10])
def test_what_is_no_ticket_is_not_read(typed: str) -> None:
    assert read_ticket(typed) is None


def test_a_ticket_is_shown_in_two_groups() -> None:
    assert spoken_ticket("K7Q2M9XRTB") == "K7Q2M-9XRTB"


@pytest.mark.parametrize(
    ("mail", "shown"),
    [("claire@exemple.fr", "c•••@exemple.fr"), ("a@exemple.fr", "a•••@exemple.fr")],
)
def test_a_mail_shows_one_letter(mail: str, shown: str) -> None:
    assert masked_mail(mail) == shown


def test_every_reason_has_a_french_label() -> None:
    assert all(reason.label for reason in ReportReason)
