"""Whatever the staff side answers, its headers keep it to the browser that asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.access import Role
from portal.domain.territory import Territory
from portal.web.headers import security_headers
from tests.staff import HERE, add_agent, sign_in
from tests.web.admin.matrix_world import Side, side_of
from tests.web.admin.test_permission_matrix import _address, _ask, _rules
from tests.web.test_routes import POLICY

FIXED = {**security_headers(""), "Content-Security-Policy": POLICY}
PRIVATE = {"X-Robots-Tag": "noindex", "Referrer-Policy": "same-origin", "Cache-Control": "no-store"}


@pytest.fixture
def mine(app: Flask, territory: Territory) -> Side:
    del app
    side = side_of(HERE, ("Limoges", "87085"), territory)
    return replace(side, values={"term_id": 1, "holiday_id": 1} | side.values)


def _faults(answer: TestResponse, expected: dict[str, str]) -> Iterator[str]:
    """Give each header that is missing, is said twice, or says something else."""
    asked = f"{answer.request.method} {answer.request.path} ({answer.status_code})"
    for name, value in expected.items():
        if answer.headers.getlist(name) != [value]:
            yield f"{asked}: {name}: {answer.headers.getlist(name)}"


def _all_faults(answers: list[TestResponse]) -> list[str]:
    return [fault for answer in answers for fault in _faults(answer, FIXED | PRIVATE)]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.RESPONSABLE, Role.LECTEUR])
def test_every_answer_carries_the_headers(app: Flask, mine: Side, role: Role) -> None:
    browser = sign_in(app, add_agent(role, mail="entetes@exemple.fr"))
    answers = [_ask(browser, method, _address(rule, mine)) for rule, method in _rules(app)]
    refusals = {400, 404} if role is Role.ADMIN else {400, 403, 404}
    assert {200, 303} | refusals <= {answer.status_code for answer in answers}
    assert _all_faults(answers) == []


def test_who_did_not_sign_in_gets_them_too(app: Flask, mine: Side) -> None:
    browser = app.test_client()
    answers = [browser.open(_address(rule, mine), method=method) for rule, method in _rules(app)]
    assert {200, 303, 400, 404} <= {answer.status_code for answer in answers}
    assert _all_faults(answers) == []


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/gestion/nulle-part", 404),
        ("GET", "/gestion/fiches/abc", 404),
        ("POST", "/gestion/nulle-part", 404),
        ("DELETE", "/gestion/fiches", 405),
        ("GET", "/gestion/fiches/exporter", 405),
    ],
)
def test_an_address_that_is_no_page_is_answered_under_the_same_policy(
    app: Flask, method: str, address: str, status: int
) -> None:
    answer = app.test_client().open(address, method=method)
    assert answer.status_code == status
    assert _all_faults([answer]) == []
