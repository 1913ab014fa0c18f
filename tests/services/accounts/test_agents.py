"""Keeping accounts: who may give what to whom, and what each act ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.domain.access import Actor, Role
from portal.domain.history import Act
from portal.services.accounts.agents import (
    NewAgent,
    add_agent,
    change_agent,
    disable_agent,
    enable_agent,
    reset_identity,
    reset_second_factor,
)
from portal.services.accounts.rights import AgentRefusedError, RightsAsked
from portal.services.accounts.sessions import read_session, start_session
from portal.services.audit import changes_of
from portal.store.agent_reach import get_reached_agent, list_reached_agents
from portal.store.agents import Agent, find_agent, get_agent
from portal.store.audit import AuditEvent
from portal.store.credentials import Passkey, RecoveryCode, has_second_factor
from portal.store.db import NotFoundError, db, transaction
from tests.conftest import NOW
from tests.staff import ELSEWHERE, HERE, actor_of, operator_in
from tests.staff import add_agent as saved_agent

pytestmark = pytest.mark.usefixtures("app")


def _add(by: Actor, rights: RightsAsked, mail: str = "zoe@exemple.fr") -> Agent:
    with transaction() as session:
        new = NewAgent(mail, "Zoé Petit", rights)
        return add_agent(session, by, new, NOW, Act.AGENT_INVITED)


def _change(by: Actor, agent: Agent, rights: RightsAsked, name: str = "") -> None:
    with transaction() as session:
        kept = get_agent(session, agent.id)
        change_agent(session, by, kept, name or kept.name, rights, NOW)


def _do(deed: Callable[..., None], by: Actor, agent: Agent) -> None:
    with transaction() as session:
        deed(session, by, get_agent(session, agent.id), NOW)


def _token(agent: Agent) -> str:
    with transaction() as session:
        return start_session(session, get_agent(session, agent.id), "Test", NOW)


def _last_event() -> AuditEvent:
    return db.session().query(AuditEvent).order_by(AuditEvent.id.desc()).first()  # type: ignore[return-value]


@pytest.mark.parametrize("role", ["lecteur", "agent", "instructeur", "responsable"])
def test_who_answers_for_a_caf_lets_people_of_that_caf_in(role: str) -> None:
    agent = _add(actor_of(Role.RESPONSABLE), RightsAsked(role, (HERE,)))
    assert (agent.role, [caf.code for caf in agent.cafs]) == (role, [HERE])
    assert agent.second_factor_required
    assert agent.password_hash is None
    assert _last_event().sentence == "Responsable 87 a invité «Zoé Petit»."


@pytest.mark.parametrize(
    ("rights", "field"),
    [
        (RightsAsked("admin"), "role"),
        (RightsAsked("cnaf"), "role"),
        (RightsAsked("chef", (HERE,)), "role"),
        (RightsAsked("", (HERE,)), "role"),
        (RightsAsked("agent", (ELSEWHERE,)), "cafs"),
        (RightsAsked("agent", (HERE, ELSEWHERE)), "cafs"),
        (RightsAsked("agent", ("9999",)), "cafs"),
        (RightsAsked("agent"), "cafs"),
        (RightsAsked("gestionnaire"), "gestionnaire"),
        (RightsAsked("gestionnaire", (), "Personne"), "gestionnaire"),
    ],
)
def test_nobody_gives_more_than_they_have(rights: RightsAsked, field: str) -> None:
    responsible = actor_of(Role.RESPONSABLE)
    with pytest.raises(AgentRefusedError) as refusal:
        _add(responsible, rights)
    assert refusal.value.field == field
    assert find_agent(db.session(), "zoe@exemple.fr") is None


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT, Role.INSTRUCTEUR, Role.CNAF])
def test_other_roles_let_nobody_in(role: Role) -> None:
    by = actor_of(role)
    with pytest.raises(AgentRefusedError):
        _add(by, RightsAsked("lecteur", (HERE,)))


def test_a_managing_body_of_two_caf_is_let_in_by_an_administrator_only() -> None:
    name = "Association Les Mirabelles"
    with pytest.raises(AgentRefusedError, match="aucun de ce nom"):
        _add(actor_of(Role.RESPONSABLE, ELSEWHERE), RightsAsked("gestionnaire", (), name))
    agent = _add(actor_of(Role.ADMIN), RightsAsked("gestionnaire", (HERE,), name))
    assert agent.operator is not None
    assert agent.operator.name == name
    assert agent.cafs == []


@pytest.mark.parametrize("mail", ["", "zoe", "zoe@", "zoe@exemple.fr\nBcc: max@exemple.fr"])
def test_what_is_no_address_is_refused(mail: str) -> None:
    by = actor_of(Role.ADMIN)
    with pytest.raises(AgentRefusedError, match="cette adresse n’est pas complète"):
        _add(by, RightsAsked("cnaf"), mail)


def test_nobody_has_two_accounts_whatever_the_case() -> None:
    by = actor_of(Role.ADMIN)
    _add(by, RightsAsked("cnaf"))
    with pytest.raises(AgentRefusedError, match="a déjà cette adresse"):
        _add(by, RightsAsked("cnaf"), " ZOE@Exemple.fr ")


def test_other_rights_end_the_sessions_and_are_told_field_by_field() -> None:
    agent = saved_agent(Role.AGENT)
    token = _token(agent)
    _change(actor_of(Role.RESPONSABLE), agent, RightsAsked("lecteur", (HERE,)), "Zoé\r\nPetit")
    assert read_session(db.session(), token, NOW) is None
    told = [(each.field, each.before, each.after) for each in changes_of(_last_event())]
    assert told == [("Rôle", "Agent", "Lecteur"), ("Nom", "Agent 87", "Zoé Petit")]


def test_another_name_ends_no_session() -> None:
    agent = saved_agent(Role.AGENT)
    token = _token(agent)
    _change(actor_of(Role.RESPONSABLE), agent, RightsAsked("agent", (HERE,)), "Zoé Petit")
    assert read_session(db.session(), token, NOW) is not None
    assert _last_event().subject == "Zoé Petit"


def test_nobody_changes_their_own_rights() -> None:
    responsible, admin = saved_agent(Role.RESPONSABLE), saved_agent(Role.ADMIN)
    saved_agent(Role.ADMIN, ELSEWHERE)
    with pytest.raises(AgentRefusedError, match="propres droits"):
        _change(responsible.actor, responsible, RightsAsked("agent", (HERE,)))
    with pytest.raises(AgentRefusedError, match="propres droits"):
        _change(admin.actor, admin, RightsAsked("cnaf"))
    with pytest.raises(AgentRefusedError, match="votre propre compte"):
        _do(disable_agent, admin.actor, admin)
    with pytest.raises(AgentRefusedError, match="votre propre connexion"):
        _do(reset_identity, admin.actor, admin)


def test_an_account_of_two_caf_is_seen_but_not_changed_from_one() -> None:
    by, admin = actor_of(Role.RESPONSABLE), actor_of(Role.ADMIN)
    agent = _add(admin, RightsAsked("agent", (HERE, ELSEWHERE)))
    assert agent in list_reached_agents(db.session(), by)
    for deed in (disable_agent, enable_agent, reset_identity, reset_second_factor):
        with pytest.raises(AgentRefusedError, match="va plus loin que vos Caf"):
            _do(deed, by, agent)
    with pytest.raises(AgentRefusedError, match="va plus loin que vos Caf"):
        _change(by, agent, RightsAsked("lecteur", (HERE,)))


def test_people_of_another_caf_and_of_the_whole_country_are_out_of_reach() -> None:
    by = actor_of(Role.RESPONSABLE)
    for role, code in ((Role.AGENT, ELSEWHERE), (Role.ADMIN, HERE), (Role.CNAF, HERE)):
        with pytest.raises(NotFoundError):
            get_reached_agent(db.session(), saved_agent(role, code).id, by)
    assert saved_agent(Role.LECTEUR) in list_reached_agents(db.session(), by)


def test_a_managing_body_is_reached_from_the_caf_of_its_listings() -> None:
    agent = saved_agent(Role.GESTIONNAIRE)
    assert operator_in(HERE) == agent.operator_id
    assert agent in list_reached_agents(db.session(), actor_of(Role.RESPONSABLE))
    far = actor_of(Role.RESPONSABLE, ELSEWHERE)
    assert agent not in list_reached_agents(db.session(), far)


def test_a_disabled_account_is_out_at_once_and_may_come_back() -> None:
    agent, by = saved_agent(Role.AGENT), actor_of(Role.RESPONSABLE)
    token = _token(agent)
    _do(disable_agent, by, agent)
    assert read_session(db.session(), token, NOW) is None
    assert _last_event().act == Act.AGENT_DISABLED
    _do(enable_agent, by, agent)
    assert read_session(db.session(), token, NOW) is None
    assert _last_event().act == Act.AGENT_ENABLED


def test_the_last_administrator_stays_one() -> None:
    first, second = saved_agent(Role.ADMIN), saved_agent(Role.ADMIN, ELSEWHERE)
    _do(disable_agent, first.actor, second)
    with pytest.raises(AgentRefusedError, match="dernier administrateur"):
        _do(disable_agent, second.actor, first)
    with pytest.raises(AgentRefusedError, match="dernier administrateur"):
        _change(second.actor, first, RightsAsked("cnaf"))


def test_a_lost_second_factor_is_forgotten_whole() -> None:
    agent = saved_agent(Role.AGENT)
    token = _token(agent)
    with transaction() as session:
        kept = get_agent(session, agent.id)
        kept.totp_secret = "JBSWY3DPEHPK3PXP"
        session.add(RecoveryCode(agent_id=agent.id, digest="0" * 64))
        session.add(
            Passkey(
                agent_id=agent.id,
                credential_id=b"1",
                public_key=b"2",
                sign_count=0,
                name="Téléphone",
                created_at=NOW,
            )
        )
    _do(reset_second_factor, actor_of(Role.RESPONSABLE), agent)
    assert not has_second_factor(db.session(), get_agent(db.session(), agent.id))
    assert db.session().query(RecoveryCode).count() == 0
    assert read_session(db.session(), token, NOW) is None
    assert _last_event().act == Act.SECOND_FACTOR_SET
