"""Telling the agents of a Caf, once, which deadlines of its files became due.

What is told is written down before the mail leaves, under a constraint of the database: two
workers never tell the same. Where no mail left it is taken back, and told the next time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.orm import Session

from portal.domain.days import PARIS, day_in_paris
from portal.domain.dossiers.deadlines import DeadlineKind, Delays
from portal.domain.dossiers.reminders import DueFile, told
from portal.domain.dossiers.words import years
from portal.services.dossiers.deadlines import FileDeadline, all_deadlines
from portal.services.mails import Mail, MailError, send_mail
from portal.store.db import transaction
from portal.store.dossier_deadlines import (
    forget_told,
    list_to_tell,
    list_told,
    was_anything_told,
)
from portal.store.dossier_reminders import DossierReminder

_SUBJECT = "Dossiers de financement : des échéances sont arrivées"


@dataclass(frozen=True, slots=True)
class _Letter:
    """A mail, and which reminders it carries."""

    mail: Mail
    reminder_ids: frozenset[int]


def remind(now: datetime, delays: Delays, site: str) -> int:
    """Tell every agent who follows files what became due, and return how many mails left.

    One mail an agent a day at most. ``site`` is the address of the portal, "" where it is unknown.
    """
    letters = _claim(now, delays, site)
    sent = [letter for letter in letters if _left(letter.mail)]
    lost = _ids(letters) - _ids(sent)
    if lost:
        with transaction() as session:
            forget_told(session, lost)
    return len(sent)


def _claim(now: datetime, delays: Delays, site: str) -> list[_Letter]:
    """Write down what will be told, and return the mails that tell it."""
    today = day_in_paris(now)
    midnight = datetime.combine(today, time(), PARIS)
    with transaction() as session:
        if was_anything_told(session, midnight, list(DeadlineKind)):
            return []
        already = list_told(session)
        due = [
            each
            for each in all_deadlines(session, None, today, delays)
            if each.deadline.due <= today
            and (each.file.id, each.deadline.kind, each.deadline.due) not in already
        ]
        return _letters(session, due, now, site)


def _letters(session: Session, due: list[FileDeadline], now: datetime, site: str) -> list[_Letter]:
    by_caf: dict[int, list[FileDeadline]] = defaultdict(list)
    for each in due:
        by_caf[each.file.caf_id].append(each)
    followed = [
        (agent.mail, [each for caf in agent.cafs for each in by_caf[caf.id]])
        for agent in list_to_tell(session)
    ]
    reminders: dict[FileDeadline, DossierReminder] = {
        each: _reminder(each, now) for _, those in followed for each in those
    }
    session.add_all(reminders.values())
    session.flush()
    return [
        _Letter(_mail(mail, those, site), frozenset(reminders[each].id for each in those))
        for mail, those in followed
        if those
    ]


def _reminder(each: FileDeadline, now: datetime) -> DossierReminder:
    return DossierReminder(
        dossier_id=each.file.id,
        kind=each.deadline.kind.value,
        due_on=each.deadline.due,
        sent_at=now,
    )


def _mail(to: str, those: list[FileDeadline], site: str) -> Mail:
    files = [
        DueFile(
            each.file.name,
            years(each.file.first_year, each.file.last_year),
            each.deadline,
            f"{site}/gestion/dossiers/{each.file.id}" if site else "",
        )
        for each in those
    ]
    return Mail(to, _SUBJECT, told(files, f"{site}/gestion/dossiers/echeances" if site else ""))


def _left(mail: Mail) -> bool:
    try:
        send_mail(mail)
    except MailError:
        # Said in the log by the sender, without whom it was for.
        return False
    return True


def _ids(letters: Iterable[_Letter]) -> set[int]:
    return {each for letter in letters for each in letter.reminder_ids}
