"""Whose journal tells of an act on an account."""

from __future__ import annotations

import pytest

from portal.domain.access import Actor, Role
from portal.domain.history import Act
from portal.services.accounts.agents import (
    NewAgent,
    add_agent,
    change_agent,
    disable_agent,
    reset_second_factor,
)
from portal.services.accounts.rights import RightsAsked
from portal.services.accounts.signing_in import open_session
from portal.services.audit import broken_link
from portal.store.agent_reach import list_reached_operators
from portal.store.agents import Agent, get_agent
from portal.store.db import db, transaction
from portal.store.journal import JournalFilters, list_journal
from portal.store.listings import Listing
from portal.store.operators import Operator
from tests.conftest import NOW
from tests.staff import ELSEWHERE, HERE, actor_of, caf_of
from tests.staff import add_agent as saved_agent

pytestmark = pytest.mark.usefixtures("app")


def _read(by: Actor) -> list[str]:
    """Return what somebody reads in the journal, the newest first."""
    return [event.sentence for event in list_journal(db.session(), by, JournalFilters(), 1, 50)]


def _invite(by: Actor, rights: RightsAsked, mail: str = "zoe@exemple.fr") -> Agent:
    with transaction() as session:
        return add_agent(session, by, NewAgent(mail, "Zoé Petit", rights), NOW, Act.AGENT_INVITED)


def _body(by: Actor) -> Operator:
    """Return a managing body whose places are all in the Caf of who asks."""
    return list_reached_operators(db.session(), by)[0]


def test_who_lets_a_managing_body_in_reads_it_in_the_journal_of_the_caf() -> None:
    by, far = actor_of(Role.RESPONSABLE), actor_of(Role.RESPONSABLE, ELSEWHERE)
    agent = _invite(by, RightsAsked("gestionnaire", (), _body(by).name))
    with transaction() as session:
        reset_second_factor(session, by, get_agent(session, agent.id), NOW)
        disable_agent(session, by, get_agent(session, agent.id), NOW)
    assert _read(by) == [
        "Responsable 87 a désactivé le compte de «Zoé Petit».",
        "Responsable 87 a réglé le second facteur de «Zoé Petit» (remis à zéro).",
        "Responsable 87 a invité «Zoé Petit».",
    ]
    assert _read(far) == []


def test_each_caf_of_an_account_reads_what_is_done_to_it_and_no_other_does() -> None:
    here, there = actor_of(Role.RESPONSABLE), actor_of(Role.RESPONSABLE, ELSEWHERE)
    third, admin = actor_of(Role.RESPONSABLE, "75"), actor_of(Role.ADMIN)
    _invite(admin, RightsAsked("agent", (HERE, ELSEWHERE)))
    name_here, name_there = caf_of(HERE).name, caf_of(ELSEWHERE).name
    assert _read(here) == [f"Administrateur 87 a invité «Zoé Petit» ({name_here})."]
    assert _read(there) == [f"Administrateur 87 a invité «Zoé Petit» ({name_there})."]
    assert _read(third) == []
    assert _read(admin) == _read(here) + _read(there)
    assert broken_link(db.session()) is None


def test_each_caf_in_which_a_managing_body_runs_something_reads_of_its_people() -> None:
    here, there = actor_of(Role.RESPONSABLE), actor_of(Role.RESPONSABLE, ELSEWHERE)
    body, admin, caf_id = _body(here), actor_of(Role.ADMIN), caf_of(ELSEWHERE).id
    with transaction() as session:
        session.query(Listing).filter_by(caf_id=caf_id).first().operator_id = body.id  # type: ignore[union-attr]
    _invite(admin, RightsAsked("gestionnaire", (), body.name))
    assert len(_read(here)) == len(_read(there)) == 1


def test_a_caf_reads_that_somebody_leaves_it() -> None:
    agent, admin = saved_agent(Role.AGENT), actor_of(Role.ADMIN)
    here, there = actor_of(Role.RESPONSABLE), actor_of(Role.RESPONSABLE, ELSEWHERE)
    with transaction() as session:
        rights = RightsAsked("agent", (ELSEWHERE,))
        change_agent(session, admin, get_agent(session, agent.id), agent.name, rights, NOW)
    assert len(_read(here)) == len(_read(there)) == 1
    with transaction() as session:
        disable_agent(session, admin, get_agent(session, agent.id), NOW)
    assert (len(_read(here)), len(_read(there))) == (1, 2)


def test_what_people_of_managing_bodies_do_to_their_own_account_is_in_no_journal_of_a_caf() -> None:
    by, agent = actor_of(Role.RESPONSABLE), saved_agent(Role.GESTIONNAIRE)
    open_session(agent.id, "Firefox", "a network", NOW)
    assert _read(by) == []
    assert _read(actor_of(Role.CNAF)) == [
        "Gestionnaire 87 s’est connecté : «Gestionnaire 87» (Firefox)."
    ]
