"""At a glance: what people ask first of a place, as short badges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.domain.listing import Cost, ListingKind, Mode

_WITH_CHILD = frozenset({"laep", "atelier_parents_enfants", "groupe_naissance"})
_WITHOUT_CHILD = frozenset({"ecoute_individuelle", "groupe_parole", "permanence_psychologue"})
_RELATIVES = "entourage"


@dataclass(frozen=True, slots=True)
class Badge:
    """A few words, and the tone that sets a warning apart."""

    words: str
    tone: str = ""


def glance(listing: Mapping[str, Any], *, to_confirm: bool) -> tuple[Badge, ...]:
    """Return the badges of a listing: only what it says itself, and whether to rely on it."""
    return (*doubts(listing, to_confirm=to_confirm), *_welcome(listing), *_ways(listing))


def doubts(listing: Mapping[str, Any], *, to_confirm: bool) -> Iterator[Badge]:
    """Yield why people should not rely on a listing alone; ``to_confirm``: it is past its date."""
    if listing["demonstration"]:
        yield Badge(_("démonstration"), "demo")
    elif not listing["verifie_le"]:
        yield Badge(_("Non vérifié"), "unverified")
    elif to_confirm:
        called = listing["telephone"]
        yield Badge(_("À confirmer, téléphonez") if called else _("À confirmer"), "unverified")


def _welcome(listing: Mapping[str, Any]) -> Iterator[Badge]:
    modes = frozenset(listing["modes"])
    if listing["frais"] == Cost.GRATUIT:
        yield Badge(_("Gratuit"))
    elif listing["frais"] == Cost.PARTICIPATION:
        yield Badge(_("Petite participation"))
    elif listing["frais"] == Cost.PAYANT:
        yield Badge(_("Payant"))
    if Mode.SANS_RENDEZ_VOUS in modes:
        yield Badge(_("Sans rendez-vous"))
    elif Mode.SUR_RENDEZ_VOUS in modes:
        yield Badge(_("Sur rendez-vous"))
    if child := _child(listing):
        yield Badge(child)
    if _RELATIVES in listing["publics"]:
        yield Badge(_("Pères et grands-parents bienvenus"))


def _ways(listing: Mapping[str, Any]) -> Iterator[Badge]:
    if listing["itinerant"]:
        yield Badge(_("Itinérant"))
    if listing["accessible"]:
        yield Badge(_("Accessible"))
    if listing["anonyme"]:
        yield Badge(_("Anonyme"))


def _child(listing: Mapping[str, Any]) -> str:
    """Say whether one comes with one's child, which the services of the place tell."""
    themes = {*listing["themes"], listing["type"]}
    if listing["type"] == ListingKind.ECOUTE_DISTANCE or not themes & _WITH_CHILD:
        return ""
    alone_too = bool(themes & _WITHOUT_CHILD)
    return str(_("Avec ou sans votre enfant") if alone_too else _("Avec votre enfant"))
