"""Where a funding file stands, and the one table of where it may go from there."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.access import Permission
from portal.domain.history import Act
from portal.domain.labels import LabelledEnum
from portal.domain.listing import ListingKind


class DossierState(LabelledEnum):
    """Where a funding file stands."""

    BROUILLON = "brouillon", "Brouillon"
    DEPOSEE = "deposee", "Déposée"
    EN_INSTRUCTION = "en_instruction", "En instruction"
    PIECES_DEMANDEES = "pieces_demandees", "Pièces demandées"
    AVIS_RENDU = "avis_rendu", "Avis rendu"
    ACCORDEE = "accordee", "Accordée"
    REFUSEE = "refusee", "Refusée"
    CONVENTIONNEE = "conventionnee", "Conventionnée"
    ACOMPTE_VERSE = "acompte_verse", "Acompte versé"
    BILAN_RECU = "bilan_recu", "Bilan reçu"
    SOLDEE = "soldee", "Soldée"
    ABANDONNEE = "abandonnee", "Abandonnée"
    RESILIEE = "resiliee", "Résiliée"


_S = DossierState

TRANSITIONS: Mapping[DossierState, tuple[DossierState, ...]] = {
    _S.BROUILLON: (_S.DEPOSEE, _S.ABANDONNEE),
    _S.DEPOSEE: (_S.EN_INSTRUCTION, _S.ABANDONNEE),
    _S.EN_INSTRUCTION: (_S.PIECES_DEMANDEES, _S.AVIS_RENDU, _S.ABANDONNEE),
    _S.PIECES_DEMANDEES: (_S.EN_INSTRUCTION, _S.ABANDONNEE),
    _S.AVIS_RENDU: (_S.ACCORDEE, _S.REFUSEE, _S.EN_INSTRUCTION),
    _S.ACCORDEE: (_S.CONVENTIONNEE, _S.ABANDONNEE),
    _S.CONVENTIONNEE: (_S.ACOMPTE_VERSE, _S.BILAN_RECU, _S.RESILIEE),
    _S.ACOMPTE_VERSE: (_S.BILAN_RECU, _S.RESILIEE),
    _S.BILAN_RECU: (_S.SOLDEE,),
    _S.REFUSEE: (),
    _S.SOLDEE: (),
    _S.ABANDONNEE: (),
    _S.RESILIEE: (),
}
"""Every step that there is."""

CLOSED = frozenset(state for state, further in TRANSITIONS.items() if not further)
"""Nothing more happens to these files."""

FUNDING = frozenset(
    {_S.ACCORDEE, _S.CONVENTIONNEE, _S.ACOMPTE_VERSE, _S.BILAN_RECU, _S.SOLDEE},
)
"""A file in one of these states funds its listing, on the days of its convention."""

FUNDED = FUNDING | {_S.RESILIEE}
"""A file in one of these states funded its listing, a terminated one until it was terminated."""

EDITABLE = frozenset({_S.BROUILLON, _S.EN_INSTRUCTION, _S.PIECES_DEMANDEES})
"""What a file says may be changed: while it is written, and while it is being looked into."""

COMMENTED = frozenset({_S.PIECES_DEMANDEES, _S.AVIS_RENDU, _S.REFUSEE, _S.ABANDONNEE, _S.RESILIEE})
"""The steps that must be explained in writing."""

COMPLETE = frozenset({_S.DEPOSEE, _S.AVIS_RENDU, _S.ACCORDEE})
"""The steps that a file takes only once it lacks nothing; it may be edited between them."""

PAYING = frozenset({_S.ACOMPTE_VERSE, _S.SOLDEE})
"""The steps that pay an amount."""

DECISIONS = frozenset({_S.ACCORDEE, _S.REFUSEE})
"""The steps that decide, with the findings of the rules."""

NEEDED: Mapping[DossierState, Permission] = {
    state: Permission.DECIDE_DOSSIERS
    if state in DECISIONS | {_S.CONVENTIONNEE, _S.RESILIEE}
    else Permission.PAY_DOSSIERS
    if state in PAYING
    else Permission.INSTRUCT_DOSSIERS
    for state in DossierState
}
"""The permission that the step to each state needs."""

ACTS: Mapping[DossierState, Act] = {
    _S.BROUILLON: Act.DOSSIER_CREATED,
    _S.DEPOSEE: Act.DOSSIER_SUBMITTED,
    _S.EN_INSTRUCTION: Act.DOSSIER_INSTRUCTED,
    _S.PIECES_DEMANDEES: Act.DOSSIER_QUESTIONED,
    _S.AVIS_RENDU: Act.DOSSIER_ADVISED,
    _S.ACCORDEE: Act.DOSSIER_GRANTED,
    _S.REFUSEE: Act.DOSSIER_REFUSED,
    _S.CONVENTIONNEE: Act.DOSSIER_AGREED,
    _S.ACOMPTE_VERSE: Act.DOSSIER_ADVANCED,
    _S.BILAN_RECU: Act.DOSSIER_REPORTED,
    _S.SOLDEE: Act.DOSSIER_SETTLED,
    _S.ABANDONNEE: Act.DOSSIER_DROPPED,
    _S.RESILIEE: Act.DOSSIER_ENDED,
}
"""What history calls the step to each state."""


class Axis(LabelledEnum):
    """The axis of volet 3 that a file belongs to."""

    AXE_1 = "axe_1", "Axe 1 : lieux ressources"
    AXE_2 = "axe_2", "Axe 2 : accompagnement et écoute à distance"


AXES: Mapping[ListingKind, Axis] = {
    ListingKind.LIEU_RESSOURCE: Axis.AXE_1,
    ListingKind.MAISON_1000_JOURS: Axis.AXE_1,
    ListingKind.REP: Axis.AXE_1,
    ListingKind.ECOUTE_DISTANCE: Axis.AXE_2,
    ListingKind.PDN_COORDINATION: Axis.AXE_2,
}
"""The axis of each kind that volet 3 funds; the others cannot have a file."""
