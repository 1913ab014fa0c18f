"""Listening services: who answers now comes first, then who answers next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portal.services.directory import Directory
from portal.services.listening import answers_by_phone, is_open, listening_services, opens_later

SUNDAY_NIGHT = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)


def test_open_services_come_first_then_those_that_open_next(directory: Directory) -> None:
    services = listening_services(directory)
    ranks = [0 if is_open(s) else 1 if opens_later(s) else 2 for s in services]
    assert set(ranks) == {0, 1, 2}
    assert ranks == sorted(ranks)


def test_the_next_to_open_is_the_first_in_time_across_time_zones(directory: Directory) -> None:
    later = [s for s in listening_services(directory) if opens_later(s)]
    instants = [datetime.fromisoformat(s.opening["prochaine_ouverture"]) for s in later]
    assert len({instant.utcoffset() for instant in instants}) > 1
    assert instants == sorted(instants)


def test_a_departement_has_its_own_services_and_those_of_all_france(directory: Directory) -> None:
    served = {s.site["departement"] for s in listening_services(directory, "87")}
    assert "france" in served
    assert all(places == "france" or "87" in places.split("|") for places in served)
    assert served > {"france"}


def test_every_service_is_of_the_kind_that_listens(directory: Directory) -> None:
    services = listening_services(directory)
    assert {s.listing["type"] for s in services} == {"ecoute_distance"}


def test_a_service_by_chat_alone_is_not_one_to_call(directory: Directory) -> None:
    by_chat = [
        s
        for s in listening_services(directory)
        if s.listing["modes"] and "telephone" not in s.listing["modes"]
    ]
    assert by_chat
    assert not any(answers_by_phone(s) for s in by_chat)


def test_at_night_only_what_never_closes_is_open(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "clock", lambda: SUNDAY_NIGHT)
    first = listening_services(directory, "france")[0]
    assert is_open(first)
    assert first.opening["jusqu_a"] is None
