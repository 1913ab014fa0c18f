"""The one way to change where a file stands: a step of the table, dated, signed, commented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.dossiers.amounts import exact
from portal.domain.dossiers.content import lacks
from portal.domain.dossiers.convention import PAYMENTS, AmountError, check_payment
from portal.domain.dossiers.states import (
    ACTS,
    COMMENTED,
    COMPLETE,
    DECISIONS,
    FUNDING,
    NEEDED,
    PAYING,
    TRANSITIONS,
    DossierState,
)
from portal.domain.history import FieldChange
from portal.domain.referentiel.figures import euros
from portal.services.dossiers.errors import RefusedStepError
from portal.services.dossiers.reading import content_of, money_of
from portal.services.dossiers.writing import keep_history, seen_dossier
from portal.services.listings.verifying import zone_of
from portal.store.db import transaction
from portal.store.dossier_trail import DossierPayment, DossierStep
from portal.store.dossiers import Dossier
from portal.store.revisions import touch


@dataclass(frozen=True, slots=True)
class Seen:
    """The file that a step is taken on, as its author saw it."""

    dossier_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Signature:
    """Who takes a step, when it is written down, the day given for it, and the comment."""

    by: Actor
    now: datetime
    on: date
    comment: str = ""


def take_step(seen: Seen, wanted: DossierState, signature: Signature) -> Dossier:
    """Take a file one step on, where nothing is decided or paid.

    Raises ``NotFoundError`` out of reach, ``StaleDossierError``, and ``RefusedStepError`` for a
    step that the table does not have, that the role may not take or that lacks something.
    """
    if wanted in DECISIONS | PAYING:
        raise RefusedStepError(f"L’étape «{wanted.label}» demande un montant ou une décision.")
    with transaction() as session:
        dossier = seen_dossier(session, seen.dossier_id, seen.version, signature.by)
        check_step(dossier, wanted, signature)
        walk(session, dossier, wanted, signature)
        return dossier


def pay(seen: Seen, wanted: DossierState, amount: Decimal, signature: Signature) -> Dossier:
    """Note an advance (``acompte_verse``), or the balance (``soldee``), which may be zero.

    What a settled file was granted and not paid is given up. Raises as ``take_step``.
    """
    if wanted not in PAYING:
        raise RefusedStepError(f"L’étape «{wanted.label}» ne verse rien.")
    with transaction() as session:
        dossier = seen_dossier(session, seen.dossier_id, seen.version, signature.by)
        check_step(dossier, wanted, signature)
        kind = PAYMENTS[wanted]
        paid = as_amount(amount, kind.label)
        try:
            check_payment(money_of(dossier), kind, paid)
        except AmountError as error:
            raise RefusedStepError(str(error)) from None
        step = walk(session, dossier, wanted, signature, f"{kind.label} de {euros(paid)}")
        if paid:
            dossier.payments.append(
                DossierPayment(step_id=step.id, kind=kind, amount=paid, paid_on=signature.on)
            )
        return dossier


def check_step(dossier: Dossier, wanted: DossierState, signature: Signature) -> None:
    """Raise ``RefusedStepError`` for a step that cannot be taken from where the file stands."""
    if wanted not in TRANSITIONS[dossier.state]:
        raise RefusedStepError(
            f"Un dossier au stade «{dossier.state.label}» ne peut pas passer au stade"
            f" «{wanted.label}»."
        )
    if not signature.by.may(NEEDED[wanted]):
        raise RefusedStepError(f"Votre rôle ne permet pas l’étape «{wanted.label}».")
    missing = lacks(content_of(dossier)) if wanted in COMPLETE else []
    if missing:
        raise RefusedStepError(f"Pour l’étape «{wanted.label}», il manque {' ; '.join(missing)}.")
    if wanted in COMMENTED and not signature.comment.strip():
        raise RefusedStepError(f"Commentaire : l’étape «{wanted.label}» doit être expliquée.")
    zone = ZoneInfo(zone_of(dossier.listing).time_zone)
    if signature.on > signature.now.astimezone(zone).date():
        raise RefusedStepError("Date : une étape ne peut pas être notée d’avance.")
    if any(step.on > signature.on for step in dossier.steps):
        raise RefusedStepError("Date : une étape ne peut pas précéder celle d’avant.")


def walk(
    session: Session, dossier: Dossier, wanted: DossierState, signature: Signature, detail: str = ""
) -> DossierStep:
    """Write a step that was checked, with its history, inside the caller's transaction.

    ``detail`` tells the amounts in words.
    """
    before, dossier.state = dossier.state, wanted
    step = DossierStep(
        state=wanted,
        on=signature.on,
        at=signature.now,
        agent_id=signature.by.agent_id,
        actor=signature.by.name,
        comment=signature.comment.strip(),
    )
    dossier.steps.append(step)
    if (before in FUNDING) is not (wanted in FUNDING):
        # The public sees by its files whether a listing is funded.
        touch(session, [dossier.listing_id])
    changes = [FieldChange("Étape", before.label, wanted.label)]
    if step.comment:
        changes.append(FieldChange("Commentaire", "", step.comment))
    keep_history(session, dossier, signature.by, ACTS[wanted], signature.now, changes, detail)
    return step


def as_amount(amount: Decimal, field: str) -> Decimal:
    """Return an exact amount, or raise ``RefusedStepError`` naming the field."""
    try:
        return exact(amount)
    except ValueError:
        raise RefusedStepError(f"{field} : deux décimales au plus.") from None
