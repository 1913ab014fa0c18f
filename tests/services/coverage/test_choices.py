"""An agent surveys the départements of their own Caf; the Cnaf surveys any, and the country."""

from __future__ import annotations

import pytest

from portal.domain.access import Actor, Role
from portal.domain.territory import Territory
from portal.services.coverage.choices import reached_scope, scopes_within_reach
from portal.store.db import NotFoundError, db, transaction
from tests.staff import HERE, actor_of, caf_of

pytestmark = pytest.mark.usefixtures("empty_app")


def _slugs(territory: Territory, by: Actor) -> list[str]:
    return [scope.slug for scope in scopes_within_reach(db.session(), territory, by)]


def test_an_agent_has_the_departement_of_their_caf(territory: Territory) -> None:
    agent = actor_of(Role.AGENT)
    assert _slugs(territory, agent) == ["87"]
    assert reached_scope(db.session(), territory, agent, "").name == "Haute-Vienne"


def test_a_caf_of_two_departements_comes_first_then_each(territory: Territory) -> None:
    agent = actor_of(Role.AGENT)
    with transaction():
        caf_of(HERE).departements = ("87", "23")
    assert _slugs(territory, agent) == ["caf-87", "23", "87"]
    whole = reached_scope(db.session(), territory, agent, "")
    assert whole.departements == {"23", "87"}


@pytest.mark.parametrize("role", [Role.CNAF, Role.ADMIN])
def test_the_cnaf_begins_with_the_country_and_has_every_departement(
    territory: Territory, role: Role
) -> None:
    found = _slugs(territory, actor_of(role))
    assert found == ["france", *territory.departements]


@pytest.mark.parametrize("slug", ["33", "france", "caf-87", "caf-33", "99", "87 ", "x" * 200])
def test_what_is_out_of_reach_does_not_exist(territory: Territory, slug: str) -> None:
    with pytest.raises(NotFoundError):
        reached_scope(db.session(), territory, actor_of(Role.RESPONSABLE), slug)
