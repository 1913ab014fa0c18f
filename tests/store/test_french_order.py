"""Words are sorted as a French reader does, on each kind of database."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.store.agents import Agent
from portal.store.db import db, transaction
from portal.store.french_order import in_french_order
from tests.conftest import NOW


@pytest.mark.parametrize(
    "database", ["empty_app", pytest.param("postgresql_app", marks=pytest.mark.postgresql)]
)
def test_accents_and_capitals_do_not_matter(request: pytest.FixtureRequest, database: str) -> None:
    app: Flask = request.getfixturevalue(database)
    assert app
    names = ["Zut", "école", "Eaux", "Écueil", "zèbre", "Abri"]
    with transaction() as session:
        session.add_all(
            Agent(mail=f"{n}@exemple.fr", name=name, role=Role.LECTEUR, created_at=NOW)
            for n, name in enumerate(names)
        )
    found = db.session().scalars(select(Agent.name).order_by(in_french_order(Agent.name))).all()
    assert found == ["Abri", "Eaux", "école", "Écueil", "zèbre", "Zut"]
