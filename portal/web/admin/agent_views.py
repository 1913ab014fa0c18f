"""The accounts of the staff side: who has one, inviting somebody, changing rights, closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.access import Actor, Permission
from portal.services.accounts.agents import (
    change_agent,
    disable_agent,
    enable_agent,
    reset_identity,
    reset_second_factor,
)
from portal.services.accounts.invitations import (
    Invitation,
    awaits_invitation,
    invite,
    invite_again,
)
from portal.services.accounts.rights import AgentRefusedError, may_manage
from portal.services.mails import MailError, send_mail
from portal.store.agent_reach import get_reached_agent, list_reached_agents
from portal.store.agents import Agent
from portal.store.credentials import has_second_factor
from portal.store.db import db, transaction
from portal.web.admin.entering import site_name
from portal.web.admin.forms.agent_forms import InvitationForm, RightsForm, form_of
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.putting_off import Again, take_up

agent_pages = staff_blueprint("staff_agents")

AGENTS = "/gestion/agents"
RIGHTS = ("nom", "role", "cafs", "gestionnaire")
"""The fields of the form of rights."""

Answer = Response | tuple[str, int] | str
Deed = Callable[[Session, Actor, Agent, datetime], None]


@agent_pages.get("/agents")
@requires(Permission.MANAGE_AGENTS)
def show_all() -> str:
    """Show the accounts within the scope of who asks."""
    return render_template(
        "gestion/agents/tous.html",
        agents=list_reached_agents(db.session(), actor()),
        awaits=awaits_invitation,
    )


@agent_pages.get("/agents/inviter")
@requires(Permission.MANAGE_AGENTS, fresh=True)
def ask_whom() -> str:
    """Ask whom to let in."""
    return _invitation_page(InvitationForm(take_up() or None))


@agent_pages.post("/agents/inviter")
@requires(
    Permission.MANAGE_AGENTS,
    fresh=True,
    again=Again("Envoyer l’invitation", ("courriel", *RIGHTS)),
)
def send_invitation() -> Answer:
    """Make an account and send the invitation."""
    form = InvitationForm()
    if not form.validate():
        return _invitation_page(form), 400
    try:
        invitation = invite(actor(), form.new_agent(), now())
    except AgentRefusedError as refusal:
        form.refuse(refusal.field, str(refusal))
        return _invitation_page(form), 400
    return _post(invitation)


@agent_pages.get("/agents/<int:agent_id>")
@requires(Permission.MANAGE_AGENTS, fresh=True)
def show(agent_id: int) -> str:
    """Show an account, to be changed."""
    agent, kept = get_reached_agent(db.session(), agent_id, actor()), take_up()
    return _page(agent, RightsForm(kept) if kept else form_of(agent))


@agent_pages.post("/agents/<int:agent_id>")
@requires(Permission.MANAGE_AGENTS, fresh=True, again=Again("Enregistrer", RIGHTS))
def change(agent_id: int) -> Answer:
    """Change the name or the rights of an account."""
    agent, form = get_reached_agent(db.session(), agent_id, actor()), RightsForm()
    if not form.validate():
        return _page(agent, form), 400
    try:
        with transaction() as session:
            agent = get_reached_agent(session, agent_id, actor())
            change_agent(session, actor(), agent, form.nom.data or "", form.rights(), now())
    except AgentRefusedError as refusal:
        form.refuse(refusal.field, str(refusal))
        return _page(get_reached_agent(db.session(), agent_id, actor()), form), 400
    flash("C’est enregistré.", "succes")
    return redirect(f"{AGENTS}/{agent_id}", 303)


@agent_pages.post("/agents/<int:agent_id>/desactiver")
@requires(Permission.MANAGE_AGENTS, fresh=True, again=Again("Désactiver le compte"))
def disable(agent_id: int) -> Response:
    """Close an account."""
    return _do(disable_agent, agent_id, "Le compte est désactivé. Ses sessions sont fermées.")


@agent_pages.post("/agents/<int:agent_id>/reactiver")
@requires(Permission.MANAGE_AGENTS, fresh=True, again=Again("Réactiver le compte"))
def enable(agent_id: int) -> Response:
    """Open an account again."""
    return _do(enable_agent, agent_id, "Le compte est réactivé.")


@agent_pages.post("/agents/<int:agent_id>/second-facteur")
@requires(Permission.MANAGE_AGENTS, fresh=True, again=Again("Remettre à zéro le second facteur"))
def forget_second_factor(agent_id: int) -> Response:
    """Let somebody who lost their second factor set another."""
    done = "Le second facteur est remis à zéro : il sera demandé à la prochaine connexion."
    return _do(reset_second_factor, agent_id, done)


@agent_pages.post("/agents/<int:agent_id>/connexion")
@requires(Permission.MANAGE_AGENTS, fresh=True, again=Again("Réinitialiser la connexion"))
def forget_identity(agent_id: int) -> Response:
    """Let somebody whose identity of OpenID Connect changed come in with the new one."""
    done = (
        "La connexion est réinitialisée : la prochaine par ProConnect reliera la nouvelle identité."
    )
    return _do(reset_identity, agent_id, done)


@agent_pages.post("/agents/<int:agent_id>/invitation")
@requires(Permission.MANAGE_AGENTS, fresh=True, again=Again("Envoyer une nouvelle invitation"))
def send_again(agent_id: int) -> Response:
    """Send a new invitation."""
    try:
        return _post(invite_again(actor(), agent_id, now()))
    except AgentRefusedError as refusal:
        flash(str(refusal), "erreur")
    return redirect(f"{AGENTS}/{agent_id}", 303)


def _do(deed: Deed, agent_id: int, done: str) -> Response:
    try:
        with transaction() as session:
            deed(session, actor(), get_reached_agent(session, agent_id, actor()), now())
        flash(done, "succes")
    except AgentRefusedError as refusal:
        flash(str(refusal), "erreur")
    return redirect(f"{AGENTS}/{agent_id}", 303)


def _post(invitation: Invitation) -> Response:
    """Send the mail of an invitation that is saved, and show the account."""
    address = f"{request.url_root}gestion/invitation/{invitation.token}"
    try:
        send_mail(invitation.letter(site_name(), address, actor()))
        flash(f"L’invitation est partie à {invitation.mail}.", "succes")
    except MailError as error:
        flash(f"{error} Le compte est créé : envoyez une nouvelle invitation.", "erreur")
    return redirect(f"{AGENTS}/{invitation.agent_id}", 303)


def _invitation_page(form: InvitationForm) -> str:
    form.offer(actor())
    return render_template("gestion/agents/inviter.html", form=form, errors=form.problems())


def _page(agent: Agent, form: RightsForm) -> str:
    form.offer(actor())
    return render_template(
        "gestion/agents/un.html",
        agent=agent,
        form=form,
        errors=form.problems(),
        awaits=awaits_invitation(agent),
        mine=agent.id == actor().agent_id,
        manages=may_manage(db.session(), actor(), agent),
        protected=has_second_factor(db.session(), agent),
    )
