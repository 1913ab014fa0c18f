"""Setting the yearly envelope of a Caf: exact, in history, never over somebody else's change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from portal.domain.access import Actor
from portal.domain.dossiers.amounts import HIGHEST, exact
from portal.domain.history import Act, FieldChange, Subject, SubjectKind
from portal.domain.referentiel.figures import euros
from portal.services.audit import record
from portal.services.dossiers.finances import reached_caf
from portal.store.db import transaction
from portal.store.envelopes import Envelope, find_envelope

UNSET = "non renseignée"


class RefusedEnvelopeError(ValueError):
    """The envelope cannot be set so; the French message says why."""


class StaleEnvelopeError(Exception):
    """Somebody changed the envelope since it was seen."""


@dataclass(frozen=True, slots=True)
class NewEnvelope:
    """What is set, on what was seen: ``version`` is 0 where no envelope was set yet."""

    caf: str
    year: int
    amount: Decimal
    version: int


def set_envelope(new: NewEnvelope, by: Actor, now: datetime) -> Envelope:
    """Set an envelope; what is the same already makes no history.

    Raises ``NotFoundError`` for a Caf out of reach, ``RefusedEnvelopeError``,
    ``StaleEnvelopeError``.
    """
    amount = _checked(new.amount)
    with transaction() as session:
        caf = reached_caf(session, by, new.caf)
        envelope = find_envelope(session, caf.id, new.year)
        if (envelope.version if envelope else 0) != new.version:
            raise StaleEnvelopeError
        if envelope and envelope.amount == amount:
            return envelope
        before = euros(envelope.amount) if envelope else UNSET
        envelope = envelope or Envelope(caf_id=caf.id, year=new.year)
        envelope.amount, envelope.updated_at = amount, now
        session.add(envelope)
        session.flush()
        subject = Subject(SubjectKind.ENVELOPE, envelope.id, f"{caf.name}, {new.year}", caf.id)
        change = FieldChange("Enveloppe", before, euros(amount))
        record(session, by, Act.ENVELOPE_SET, subject, now, [change], euros(amount))
        return envelope


def _checked(amount: Decimal) -> Decimal:
    try:
        amount = exact(amount)
    except ValueError:
        raise RefusedEnvelopeError("Enveloppe : deux décimales au plus.") from None
    if not 0 <= amount <= HIGHEST:
        raise RefusedEnvelopeError("Enveloppe : le montant doit être positif ou nul.")
    return amount
