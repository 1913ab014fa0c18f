"""Opening files and changing what they say."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Permission
from portal.domain.dossiers.content import DossierContent
from portal.domain.dossiers.states import AXES, EDITABLE, DossierState
from portal.domain.dossiers.words import differences
from portal.domain.french import NBSP
from portal.domain.history import Act
from portal.domain.listing import ListingStatus
from portal.domain.referentiel import FundingText
from portal.services.dossiers.errors import RefusedStepError
from portal.services.dossiers.reading import content_of
from portal.services.dossiers.writing import keep_history, seen_dossier, write_content
from portal.store.db import transaction
from portal.store.dossiers import Dossier, find_renewal, get_reached_dossier
from portal.store.listings import Listing, get_reached

NEW_FILES = FundingText.F
"""The text under which new files open; older ones keep theirs."""


def create_dossier(listing_id: int, content: DossierContent, by: Actor, now: datetime) -> Dossier:
    """Save a new draft for a listing. ``NotFoundError`` out of reach, ``RefusedStepError``."""
    _may_write(by)
    with transaction() as session:
        return _opened(session, listing_id, content, by, now, None)


def renew_dossier(dossier_id: int, by: Actor, now: datetime) -> Dossier:
    """Save a new draft that begins as a copy of a file, for the years that follow.

    Raises ``NotFoundError``, and ``RefusedStepError`` for a draft, or a second time.
    """
    _may_write(by)
    with transaction() as session:
        former = get_reached_dossier(session, dossier_id, by)
        _may_be_renewed(session, former)
        content = content_of(former).renewed(NEW_FILES)
        return _opened(session, former.listing_id, content, by, now, former.id)


def edit_dossier(
    dossier_id: int, content: DossierContent, seen_version: int, by: Actor, now: datetime
) -> Dossier:
    """Save a content over the version that was seen; nothing is written where nothing changed.

    Raises ``NotFoundError``, ``StaleDossierError``, and ``RefusedStepError`` once it is decided,
    or for another text once it is submitted: rules would be left behind with the text.
    """
    _may_write(by)
    with transaction() as session:
        dossier = seen_dossier(session, dossier_id, seen_version, by)
        before = content_of(dossier)
        if dossier.state not in EDITABLE:
            raise RefusedStepError(
                f"Ce dossier ne peut plus être modifié : il est au stade «{dossier.state.label}»."
            )
        if content.text is not before.text and dossier.state is not DossierState.BROUILLON:
            raise RefusedStepError(
                "Texte de référence : il ne peut plus changer, le dossier a été déposé sous"
                f" «{before.text.label}»."
            )
        if before != content:
            write_content(dossier, content)
            changes = differences(before, content)
            keep_history(session, dossier, by, Act.DOSSIER_EDITED, now, changes)
        return dossier


def why_no_file(listing: Listing) -> str:
    """Return in French why no file can be opened for a listing, or ""."""
    if listing.merged_into_id is not None:
        return "Cette fiche a été fusionnée dans une autre : ouvrez le dossier sur celle-là."
    if listing.status is ListingStatus.ARCHIVEE:
        return "Cette fiche est archivée : elle ne peut pas avoir de nouveau dossier."
    if listing.kind not in AXES:
        return f"Le volet 3 ne finance pas ce type : {listing.kind.label}."
    return "" if listing.caf_id is not None else "Cette fiche n’est rattachée à aucune Caf."


def _may_be_renewed(session: Session, former: Dossier) -> None:
    if former.state is DossierState.BROUILLON:
        raise RefusedStepError("Ce dossier est encore un brouillon : complétez-le et déposez-le.")
    renewal = find_renewal(session, former.id)
    if renewal is not None:
        raise RefusedStepError(f"Ce dossier a déjà été repris, dans le dossier n°{NBSP}{renewal}.")


def _opened(
    session: Session,
    listing_id: int,
    content: DossierContent,
    by: Actor,
    now: datetime,
    renewed_from: int | None,
) -> Dossier:
    listing = get_reached(session, listing_id, by)
    reason = why_no_file(listing)
    if reason or listing.caf_id is None:
        raise RefusedStepError(reason)
    dossier = Dossier(
        listing=listing,
        caf_id=listing.caf_id,
        axis=AXES[listing.kind],
        state=DossierState.BROUILLON,
        renewed_from_id=renewed_from,
        created_at=now,
        version=1,
    )
    write_content(dossier, content)
    session.add(dossier)
    act = Act.DOSSIER_RENEWED if renewed_from else Act.DOSSIER_CREATED
    keep_history(session, dossier, by, act, now)
    return dossier


def _may_write(by: Actor) -> None:
    if not by.may(Permission.INSTRUCT_DOSSIERS):
        raise RefusedStepError("Votre rôle ne permet pas d’écrire dans les dossiers.")
