"""Quality: what makes a listing useful, as named criteria whose points add up to 100.

A criterion that cannot hold for a listing (a listening line has no entrance to find) counts as met:
nobody is asked for what does not exist, and every fix is worth exactly the points announced.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.hours import HoursError, parse_hours
from portal.domain.labels import LabelledEnum
from portal.domain.listing import REMOTE_KINDS, ContactKind, Mode, is_placed, receives_people
from portal.domain.listings.content import ListingContent, SiteContent

SHORTEST_DESCRIPTION = 80
"""Characters below which a description says too little."""

_MOST_CAPITALS = 0.4
"""The share of capital letters above which a text shouts."""


class Section(LabelledEnum):
    """A part of the form of a listing; the slug is the anchor of its heading."""

    IDENTITE = "identite", "Identité"
    ADRESSES = "adresses", "Où et quand"
    OFFRES = "offres", "Pour qui et quoi"
    ACCUEIL = "accueil", "Comment"
    LOCAUX = "locaux", "Locaux et accès"
    CONTACTS = "contacts", "Contact"
    SUIVI = "suivi", "Suivi"
    VERIFICATION = "verifier", "Vérification"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a good listing has: its name, what it is worth, and what to do to have it."""

    slug: str
    label: str
    points: int
    advice: str
    section: Section


@dataclass(frozen=True, slots=True)
class Quality:
    """What a listing has and lacks, in the order of the criteria."""

    met: tuple[Criterion, ...]
    missing: tuple[Criterion, ...]

    @property
    def score(self) -> int:
        """The points of what is met, out of 100."""
        return sum(criterion.points for criterion in self.met)

    @property
    def best_fix(self) -> Criterion | None:
        """The missing criterion that is worth most, None where nothing is missing."""
        return max(self.missing, key=lambda criterion: criterion.points, default=None)


def assess(content: ListingContent, *, up_to_date: bool) -> Quality:
    """Return how good a listing is; ``up_to_date``: every group was verified within its period."""
    met: list[Criterion] = []
    missing: list[Criterion] = []
    for criterion, holds in _CHECKS:
        (met if holds(content) else missing).append(criterion)
    (met if up_to_date else missing).append(VERIFIED)
    return Quality(tuple(met), tuple(missing))


def _is_positioned(content: ListingContent) -> bool:
    placed = [s for s in content.sites if is_placed(content.kind, content.modes, s.code_insee)]
    remote = content.kind in REMOTE_KINDS and not placed
    return remote or (
        bool(placed) and all(s.latitude is not None and s.longitude is not None for s in placed)
    )


def _can_be_called(content: ListingContent) -> bool:
    kinds = {contact.kind for contact in content.contacts if contact.is_public}
    written_to = content.kind in REMOTE_KINDS and Mode.TELEPHONE not in content.modes
    others = {ContactKind.SITE_WEB, ContactKind.COURRIEL}
    return ContactKind.TELEPHONE in kinds or (written_to and bool(kinds & others))


def _has_hours(content: ListingContent) -> bool:
    return bool(content.sites) and all(_is_readable(site) for site in content.sites)


def _is_readable(site: SiteContent) -> bool:
    try:
        return bool(site.hours) and parse_hours(site.hours or "") is not None
    except HoursError:
        return False


def _tells_holidays(content: ListingContent) -> bool:
    return bool(content.sites) and all(_knows_holidays(site) for site in content.sites)


def _knows_holidays(site: SiteContent) -> bool:
    said = re.search(r"\b(?:SH|24/7)\b", site.hours or "")
    return said is not None or bool(site.exceptions)


def _is_described(content: ListingContent) -> bool:
    text = (content.description or "").strip()
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    calm = capitals <= _MOST_CAPITALS * len(letters) and "!!" not in text
    return len(text) >= SHORTEST_DESCRIPTION and calm


def _is_accessibility_known(content: ListingContent) -> bool:
    received = receives_people(content.kind, content.modes)
    return content.accessible is not None or not received


_CHECKS: tuple[tuple[Criterion, Callable[[ListingContent], bool]], ...] = (
    (
        Criterion(
            "position",
            "Placé à son adresse",
            12,
            "Placez chaque adresse sur la carte.",
            Section.ADRESSES,
        ),
        _is_positioned,
    ),
    (
        Criterion(
            "telephone",
            "Joignable",
            12,
            "Ajoutez un téléphone que le public peut appeler.",
            Section.CONTACTS,
        ),
        _can_be_called,
    ),
    (
        Criterion(
            "horaires",
            "Horaires connus",
            14,
            "Remplissez les horaires de la semaine, pour chaque adresse.",
            Section.ADRESSES,
        ),
        _has_hours,
    ),
    (
        Criterion(
            "vacances",
            "Vacances scolaires connues",
            6,
            "Dites si les horaires changent pendant les vacances scolaires.",
            Section.ADRESSES,
        ),
        _tells_holidays,
    ),
    (
        Criterion(
            "presentation",
            "Présentation claire",
            10,
            f"Écrivez une présentation de {SHORTEST_DESCRIPTION} caractères au moins, "
            "sans mots en capitales.",
            Section.IDENTITE,
        ),
        _is_described,
    ),
    (
        Criterion(
            "themes",
            "Services indiqués",
            10,
            "Choisissez les services et les thèmes proposés.",
            Section.OFFRES,
        ),
        lambda content: bool(content.offers),
    ),
    (
        Criterion("publics", "Publics indiqués", 8, "Dites pour qui c’est.", Section.OFFRES),
        lambda content: bool(content.publics),
    ),
    (
        Criterion(
            "accueil",
            "Accueil indiqué",
            6,
            "Dites comment on est reçu : avec ou sans rendez-vous, sur place, par téléphone…",
            Section.ACCUEIL,
        ),
        lambda content: bool(content.modes),
    ),
    (
        Criterion("cout", "Coût connu", 5, "Dites si c’est gratuit.", Section.ACCUEIL),
        lambda content: content.cost is not None,
    ),
    (
        Criterion(
            "accessibilite",
            "Accessibilité connue",
            5,
            "Dites si le lieu est accessible à tous.",
            Section.LOCAUX,
        ),
        _is_accessibility_known,
    ),
    (
        Criterion(
            "source",
            "Source indiquée",
            4,
            "Donnez l’adresse de la page où l’on peut contrôler.",
            Section.SUIVI,
        ),
        lambda content: bool(content.source_url),
    ),
)

VERIFIED = Criterion(
    "verification",
    "Vérifié dans les temps",
    8,
    "Appelez le lieu et vérifiez ce que dit la fiche.",
    Section.VERIFICATION,
)

CRITERIA = (*(criterion for criterion, _holds in _CHECKS), VERIFIED)
"""Every criterion, in the order in which they are shown."""
