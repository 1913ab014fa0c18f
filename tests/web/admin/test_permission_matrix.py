"""Every staff route, asked by every role, for its own Caf, another's, and by nobody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.domain.access import EVERYWHERE, PERMISSIONS, Permission, Role
from portal.domain.territory import Territory
from portal.store.agents import Agent
from portal.store.db import transaction
from tests.staff import ELSEWHERE, HERE, StaffBrowser, add_agent, caf_of, sign_in
from tests.web.admin.matrix_world import Side, gestionnaire_of, side_of

PERSONAL = {"session_id", "passkey_id", "view_id"}
"""What belongs to one agent: for anybody else there is nothing, and nothing happens."""

QUERIES = {
    "/gestion/vocabulaire/nouveau": "?famille=service",
    "/gestion/dossiers/nouveau": "?fiche={listing_id}",
    "/gestion/dossiers/nouveau/apercu": "?fiche={listing_id}",
}
"""What an address needs beside its parameters."""

LEAVE = "/gestion/deconnexion"
"""Asked last: it ends the session."""


@pytest.fixture
def mine(app: Flask, territory: Territory) -> Side:
    del app
    return side_of(HERE, ("Limoges", "87085"), territory)


@pytest.fixture
def theirs(app: Flask, territory: Territory) -> Side:
    del app
    return side_of(ELSEWHERE, ("Bordeaux", "33063"), territory)


def _rules(app: Flask) -> list[tuple[Rule, str]]:
    """Return every staff route with each of its methods, reading first, leaving last."""
    found = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.rule.startswith("/gestion")
    ]
    return sorted(found, key=lambda one: (one[0].rule == LEAVE, one[1] != "GET", one[0].rule))


def _address(rule: Rule, side: Side) -> str:
    address = rule.rule + QUERIES.get(rule.rule, "").format(**side.values)
    for name in rule.arguments:
        converter = "" if f"<{name}>" in address else "int:"
        address = address.replace(f"<{converter}{name}>", str(side.values[name]))
    return address


def _ask(browser: StaffBrowser, method: str, address: str) -> TestResponse:
    return browser.get(address) if method == "GET" else browser.send(address)


def _access(app: Flask, rule: Rule) -> object:
    return app.view_functions[rule.endpoint].access  # type: ignore[attr-defined]


def _agent(role: Role, mine: Side) -> Agent:
    if role is Role.GESTIONNAIRE:
        return gestionnaire_of(mine)
    return add_agent(role, mail=f"{role}.matrice@exemple.fr")


def _rows_of(app: Flask, side: Side) -> list[str]:
    """Return every row of the database that bears the mark of a side."""

    def rows() -> Iterator[str]:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608
                if side.mark in (text := repr(row)):
                    yield f"{table} {text}"

    connection = sqlite3.connect(Path(app.instance_path) / "portal.db")
    try:
        return sorted(rows())
    finally:
        connection.close()


def test_nobody_reaches_a_page_without_signing_in(app: Flask, mine: Side) -> None:
    for rule, method in _rules(app):
        if _access(app, rule) == "public":
            continue
        browser = sign_in(app, add_agent(Role.LECTEUR, mail=f"{rule.endpoint}.{method}@exemple.fr"))
        with browser.session_transaction("/gestion") as kept:
            kept.pop("jeton")
        answer = _ask(browser, method, _address(rule, mine))
        assert answer.status_code == 303, rule
        assert answer.location.startswith("/gestion/connexion?suite="), rule
        assert mine.mark not in answer.text, rule


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_its_permissions_say_and_nothing_else(
    app: Flask, mine: Side, role: Role
) -> None:
    browser = sign_in(app, _agent(role, mine))
    for rule, method in _rules(app):
        permission = _access(app, rule)
        answer = _ask(browser, method, _address(rule, mine))
        if isinstance(permission, Permission) and permission not in PERMISSIONS[role]:
            assert answer.status_code == 403, (method, rule)
        else:
            assert answer.status_code < 500, (method, rule)
            assert answer.status_code != 403, (method, rule)
            if method == "GET" and permission != "public" and not PERSONAL & rule.arguments:
                assert answer.status_code in (200, 303), (method, rule)
    assert (rule.rule, answer.location) == (LEAVE, "/gestion/connexion")
    assert browser.get("/gestion").status_code == 303


@pytest.mark.parametrize("role", [role for role in Role if role not in EVERYWHERE])
def test_what_is_of_another_caf_does_not_exist_and_stays_as_it_is(
    app: Flask, mine: Side, theirs: Side, role: Role
) -> None:
    browser = sign_in(app, _agent(role, mine))
    before = _rows_of(app, theirs)
    for rule, method in _rules(app):
        permission = _access(app, rule)
        if not isinstance(permission, Permission) or permission not in PERMISSIONS[role]:
            continue
        answer = _ask(browser, method, _address(rule, theirs))
        assert theirs.mark.encode() not in answer.data, (method, rule)
        if rule.arguments - PERSONAL:
            assert answer.status_code == 404, (method, rule)
    assert _rows_of(app, theirs) == before


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.GESTIONNAIRE])
def test_who_only_reads_changes_nothing_of_its_own_caf(app: Flask, mine: Side, role: Role) -> None:
    browser = sign_in(app, _agent(role, mine))
    before = _rows_of(app, mine)
    for rule, method in _rules(app):
        if _access(app, rule) not in (Permission.PROPOSE_CHANGES, "public"):
            _ask(browser, method, _address(rule, mine))
    assert _rows_of(app, mine) == before


@pytest.mark.parametrize("role", Role)
def test_no_post_is_taken_without_its_token(app: Flask, mine: Side, role: Role) -> None:
    browser = sign_in(app, _agent(role, mine))
    before = _rows_of(app, mine)
    for rule, method in _rules(app):
        if method == "POST":
            answer = browser.post(_address(rule, mine), data={})
            assert answer.status_code == 400, rule
            assert "restée ouverte trop longtemps" in answer.text, rule
    assert rule.rule == LEAVE
    assert browser.get("/gestion").status_code == 200
    assert _rows_of(app, mine) == before


def test_a_managing_body_never_reads_what_staff_write_for_themselves(
    app: Flask, mine: Side
) -> None:
    browser = sign_in(app, gestionnaire_of(mine))
    for rule, method in _rules(app):
        if method == "GET":
            page = browser.get(_address(rule, mine)).data
            assert f"note Un {mine.mark}".encode() not in page, rule
            assert f"auteur {mine.mark}".encode() not in page, rule


def test_a_number_beyond_every_row_names_nothing(app: Flask, mine: Side) -> None:
    browser = sign_in(app, add_agent(Role.ADMIN))
    huge = Side("", dict.fromkeys(mine.values, 10**24))
    for rule, method in _rules(app):
        if rule.arguments:
            answer = _ask(browser, method, _address(rule, huge))
            assert answer.status_code in (400, 404, 405), (method, rule)


def test_an_agent_of_two_caf_keeps_both(app: Flask, mine: Side, theirs: Side) -> None:
    agent = add_agent(Role.AGENT, mail="deux@exemple.fr")
    with transaction() as session:
        session.get_one(Agent, agent.id).cafs.append(caf_of(ELSEWHERE))
    browser = sign_in(app, agent)
    for side in (mine, theirs):
        page = browser.get(f"/gestion/fiches/{side.values['listing_id']}")
        assert side.mark in page.text
