"""The form of an account: who, which role, for which Caf or managing body."""

from __future__ import annotations

from wtforms import EmailField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from portal.domain.access import GIVEN_BY, Actor, Role
from portal.services.accounts.agents import LONGEST_NAME, NewAgent
from portal.services.accounts.rights import RightsAsked
from portal.store.agent_reach import list_reached_cafs, list_reached_operators
from portal.store.agents import Agent
from portal.store.db import db
from portal.web.admin.forms.account_forms import LONGEST_MAIL, AccountForm
from portal.web.admin.forms.typed_fields import Boxes
from portal.web.forms.filters import clean_line


class RightsForm(AccountForm):
    """Name and rights. It offers what the actor may give; the service refuses anything else."""

    nom = StringField(
        "Nom et prénom",
        filters=[clean_line],
        validators=[InputRequired("Nom : écrivez-le.")],
        render_kw={"required": True, "maxlength": LONGEST_NAME, "autocomplete": "off"},
    )
    role = SelectField("Rôle", validate_choice=False, render_kw={"required": True})
    cafs = Boxes("Caf")
    gestionnaire = StringField(
        "Gestionnaire",
        description="Commencez à écrire son nom, puis choisissez-le dans la liste.",
        filters=[clean_line],
        validators=[Length(max=200, message="Gestionnaire : ce nom est trop long.")],
        render_kw={"required": True, "list": "gestionnaires", "autocomplete": "off"},
    )

    def offer(self, by: Actor) -> None:
        """Offer the roles, Caf and managing bodies that an actor may give."""
        given = GIVEN_BY.get(by.role, frozenset()) if by.role else frozenset()
        self.role.choices = [SelectChoice(each, each.label) for each in Role if each in given]
        known = list_reached_cafs(db.session(), by)
        self.cafs.offer((caf.code, caf.name) for caf in known)
        self.operators = [each.name for each in list_reached_operators(db.session(), by)]
        if len(known) == 1 and not self.is_submitted():
            self.cafs.data = [known[0].code]

    def rights(self) -> RightsAsked:
        """Return what was asked for, as it was posted."""
        return RightsAsked(
            self.role.data or "", tuple(self.cafs.data or ()), self.gestionnaire.data or ""
        )


class InvitationForm(RightsForm):
    """Somebody to let in."""

    courriel = EmailField(
        "Courriel",
        description="Son adresse professionnelle : l’invitation y est envoyée.",
        filters=[clean_line],
        validators=[
            InputRequired("Courriel : écrivez-le."),
            Length(max=LONGEST_MAIL, message="Courriel : cette adresse est trop longue."),
        ],
        render_kw={"required": True, "maxlength": LONGEST_MAIL, "autocomplete": "off"},
    )

    def new_agent(self) -> NewAgent:
        """Return who is to be let in."""
        return NewAgent(self.courriel.data or "", self.nom.data or "", self.rights())


def form_of(agent: Agent) -> RightsForm:
    """Return the form that changes an account, filled with what it has."""
    return RightsForm(
        nom=agent.name,
        role=agent.role,
        cafs=[caf.code for caf in agent.cafs],
        gestionnaire=agent.operator.name if agent.operator else "",
    )
