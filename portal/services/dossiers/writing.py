"""Writing a content into a file of the database, and keeping its history."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal.domain.access import Actor
from portal.domain.dossiers.amounts import HIGHEST
from portal.domain.dossiers.budget import ChargeLine, DossierBudget, ProductLine, Side
from portal.domain.dossiers.content import DossierContent
from portal.domain.history import Act, FieldChange
from portal.services.audit import record
from portal.services.dossiers.errors import RefusedStepError, StaleDossierError
from portal.services.dossiers.reading import OF_THE_FILE, subject_of
from portal.store.dossiers import Dossier, DossierLine, get_reached_dossier

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


def write_content(dossier: Dossier, content: DossierContent) -> None:
    """Write what people wrote; the amount asked follows the lines."""
    _check(content)
    dossier.text = content.text
    dossier.first_year, dossier.last_year = content.first_year, content.last_year
    facts = content.facts.model_dump(mode="json", exclude=set(OF_THE_FILE), exclude_none=True)
    dossier.facts = json.dumps(facts, ensure_ascii=False)
    dossier.lines = _lines(content.budget)
    dossier.asked = content.budget.asked


def seen_dossier(session: Session, dossier_id: int, seen_version: int, by: Actor) -> Dossier:
    """Return a file within reach, as it was seen.

    Raises ``NotFoundError`` out of reach, ``StaleDossierError`` when somebody changed it since.
    """
    dossier = get_reached_dossier(session, dossier_id, by)
    if dossier.version != seen_version:
        raise StaleDossierError(dossier.version)
    return dossier


def keep_history(
    session: Session,
    dossier: Dossier,
    by: Actor,
    act: Act,
    now: datetime,
    changes: Iterable[FieldChange] = (),
    detail: str = "",
) -> None:
    """Record an act done to a file; the file has a new version after it."""
    dossier.updated_at = now
    if inspect(dossier).persistent:
        # Lines or payments may be all that changed: the version counts those too.
        flag_modified(dossier, "updated_at")
    session.flush()
    record(session, by, act, subject_of(dossier), now, changes, detail)


def _check(content: DossierContent) -> None:
    if not _FIRST_YEAR <= content.first_year <= content.last_year <= _LAST_YEAR:
        raise RefusedStepError("Années : la première ne peut pas être après la dernière.")
    amounts = [line.amount for line in content.budget.charges]
    amounts += [line.amount for line in content.budget.products]
    if any(not 0 <= amount <= HIGHEST for amount in amounts):
        raise RefusedStepError("Budget : chaque montant doit être positif ou nul.")


def _lines(budget: DossierBudget) -> list[DossierLine]:
    lines = [*map(_charge, budget.charges), *map(_product, budget.products)]
    for position, line in enumerate(lines):
        line.position = position
    return lines


def _charge(charge: ChargeLine) -> DossierLine:
    return DossierLine(
        side=Side.CHARGE,
        heading=charge.heading.value,
        label=charge.label,
        amount=charge.amount,
        part=charge.part,
        nature=charge.nature,
        other_caf=charge.other_caf,
        more_time=charge.more_time,
    )


def _product(product: ProductLine) -> DossierLine:
    return DossierLine(
        side=Side.PRODUIT,
        heading=product.heading.value,
        label=product.label,
        amount=product.amount,
        part=product.part,
        funder=product.funder,
    )
