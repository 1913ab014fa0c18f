"""Asking a managing body again for what it owes: only because an agent wanted it, once a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Permission
from portal.domain.days import day_in_paris
from portal.domain.dossiers.deadlines import CHASED, Deadline, DeadlineKind, Delays
from portal.domain.dossiers.reminders import Sender, asked_again
from portal.domain.dossiers.states import DossierState
from portal.domain.dossiers.words import years
from portal.domain.history import Act
from portal.domain.listing import ContactKind
from portal.services.audit import record
from portal.services.dossiers.deadlines import deadlines_of
from portal.services.dossiers.errors import RefusedStepError
from portal.services.dossiers.reading import subject_of
from portal.services.mails import Mail, MailError, send_mail
from portal.store.agents import get_agent
from portal.store.db import transaction
from portal.store.dossier_deadlines import forget_told, list_told
from portal.store.dossier_reminders import DossierReminder
from portal.store.dossiers import Dossier, get_reached_dossier

ASKED = "relance"
"""The kind under which a day on which the managing body was asked is written down."""

NEAR = timedelta(days=60)
"""How long before its day a report can be asked for again."""


@dataclass(frozen=True, slots=True)
class Chase:
    """What would be sent, for the agent to read first; ``what`` names it in history."""

    mail: Mail
    what: str


def prepare_chase(
    session: Session, dossier_id: int, by: Actor, now: datetime, delays: Delays
) -> Chase:
    """Return the mail that asks again. ``NotFoundError`` out of reach, ``RefusedStepError``."""
    if by.agent_id is None or not by.may(Permission.INSTRUCT_DOSSIERS):
        raise RefusedStepError("Votre rôle ne permet pas de relancer un gestionnaire.")
    dossier = get_reached_dossier(session, dossier_id, by)
    today = day_in_paris(now)
    owed = _owed(deadlines_of(session, dossier.id, today, delays), today)
    to = public_mail(dossier)
    if not to:
        raise RefusedStepError("Cette fiche n’a pas d’adresse électronique publique.")
    if (dossier.id, ASKED, today) in list_told(session):
        raise RefusedStepError("Le gestionnaire a déjà été relancé aujourd’hui.")
    about = f"{dossier.listing.name}, {years(dossier.first_year, dossier.last_year)}"
    words = _asked_for(dossier) if owed.kind is DeadlineKind.PIECES else ""
    sender = Sender(dossier.caf.name, get_agent(session, by.agent_id).mail)
    text = asked_again(sender, about, owed, today, words)
    return Chase(Mail(to, f"Votre dossier de financement : {about}", text), owed.kind.label)


def chase(dossier_id: int, by: Actor, now: datetime, delays: Delays) -> str:
    """Ask again and return to which address. Raises as ``prepare_chase``, and ``MailError``.

    The day is written down before the mail leaves, so that two clicks send one; history tells what
    really left.
    """
    today = day_in_paris(now)
    with transaction() as session:
        prepared = prepare_chase(session, dossier_id, by, now, delays)
        reminder = _reminder(dossier_id, today, now)
        session.add(reminder)
        session.flush()
        reminder_id = reminder.id
    try:
        send_mail(prepared.mail)
    except MailError:
        with transaction() as session:
            forget_told(session, [reminder_id])
        raise
    with transaction() as session:
        subject = subject_of(get_reached_dossier(session, dossier_id, by))
        detail = f"{prepared.what}, à {prepared.mail.to}"
        record(session, by, Act.DOSSIER_REMINDED, subject, now, detail=detail)
    return prepared.mail.to


def public_mail(dossier: Dossier) -> str:
    """Return the address that the listing shows to everybody, "" where there is none."""
    mails = [c for c in dossier.listing.contacts if c.kind is ContactKind.COURRIEL and c.is_public]
    return next((contact.value for contact in mails), "")


def can_be_chased(deadline: Deadline, today: date) -> bool:
    """Tell whether the managing body can be asked again: a report only when its day is near."""
    near = deadline.kind is not DeadlineKind.BILAN or deadline.due <= today + NEAR
    return deadline.kind in CHASED and near


def _owed(found: tuple[Deadline, ...], today: date) -> Deadline:
    owed = next((each for each in found if can_be_chased(each, today)), None)
    if owed is None:
        raise RefusedStepError("Rien n’est attendu du gestionnaire : il n’y a rien à relancer.")
    return owed


def _asked_for(dossier: Dossier) -> str:
    """Return what the Caf wrote when it last asked for documents."""
    asked = [s.comment for s in dossier.steps if s.state is DossierState.PIECES_DEMANDEES]
    return asked[-1] if asked else ""


def _reminder(dossier_id: int, today: date, now: datetime) -> DossierReminder:
    return DossierReminder(dossier_id=dossier_id, kind=ASKED, due_on=today, sent_at=now)
