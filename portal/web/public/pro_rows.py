"""Rows: a place in one line of the professionals' table, on the screen and in files alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.domain.listing import Cost, Mode
from portal.domain.vocabulary import Facet, Vocabulary
from portal.services.exports import Cell
from portal.services.search import Result
from portal.web.public.labels import Labels
from portal.web.public.opening_words import opening_sentence

COLUMNS = (
    "Nom", "Type", "Adresse", "Département", "Distance (km)", "Ouverture", "Téléphone", "Courriel",
    "Thèmes", "Publics", "Accès", "Vérifié le", "Source", "Date de la source",
)  # fmt: skip
"""The columns as files name them; the table of the page has the same in the same order."""

NOT_VERIFIED = "non vérifié"
INVENTED = "démonstration (lieu inventé)"


@dataclass(frozen=True, slots=True)
class Row:
    """One place. ``key`` names it in the address of a selection; ``state`` is its opening's."""

    key: str
    slug: str
    name: str
    kind: str
    address: str
    departement: str
    distance: float | None
    state: str
    opening: str
    phone: str
    mail: str
    themes: str
    publics: str
    access: str
    verified: str
    source: str
    source_date: str
    demonstration: bool

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of a file, in the order of ``COLUMNS``."""
        return (
            self.name, self.kind, self.address, self.departement, self.distance, self.opening,
            self.phone, self.mail, self.themes, self.publics, self.access, self.verified,
            self.source, self.source_date,
        )  # fmt: skip

    @property
    def is_verified(self) -> bool:
        """Whether a person verified the facts."""
        return self.verified != NOT_VERIFIED

    @property
    def distance_shown(self) -> str:
        """The distance with a decimal comma, as files write it."""
        return "" if self.distance is None else str(self.distance).replace(".", ",")

    @property
    def source_host(self) -> str:
        """The site that the source is on, empty where the source is not an address."""
        return (urlsplit(self.source).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows in the words of the reference texts, which professionals share."""

    vocabulary: Vocabulary
    labels: Labels

    def of_result(self, result: Result) -> Row:
        """Return the row of a place found."""
        return self.row(result.listing, result.site, result.opening, result.distance_km)

    def row(
        self,
        listing: Mapping[str, Any],
        site: Mapping[str, Any],
        opening: Mapping[str, Any],
        distance: float | None = None,
    ) -> Row:
        """Return the row of a site of a listing."""
        invented = bool(listing["demonstration"])
        return Row(
            key=f"{site['site_id']}-{listing['slug']}",
            slug=listing["slug"],
            name=listing["nom"],
            kind=self.labels.kinds[listing["type"]],
            address=_address(site),
            departement=self._departements(site),
            distance=distance,
            state=opening["etat"],
            opening=opening_sentence(opening, remote=site["precision"] is None),
            phone=listing["telephone"] or "",
            mail=listing["courriel"] or "",
            themes=self._labels(Facet.THEME, listing["themes"]),
            publics=self._labels(Facet.PUBLIC, listing["publics"]),
            access=_access(listing),
            verified=short_date(listing["verifie_le"]) or NOT_VERIFIED,
            source=INVENTED if invented else listing["source_url"] or "",
            source_date=short_date(listing["source_date"]),
            demonstration=invented,
        )

    def _labels(self, facet: Facet, slugs: Iterable[str]) -> str:
        known = (self.vocabulary.find(facet, slug) for slug in slugs)
        return ", ".join(term.label for term in known if term)

    def _departements(self, site: Mapping[str, Any]) -> str:
        codes = filter(None, (site["departement"] or "").split("|"))
        return ", ".join(self.labels.departements[code] for code in codes)


def short_date(iso: str | None) -> str:
    """Write a date, a month or a year as forms do: 03/03/2024, 03/2024, 2024."""
    return "/".join(reversed((iso or "").split("-")))


def _address(site: Mapping[str, Any]) -> str:
    """Return where people can go; a service at a distance has no address to show."""
    if not site["precision"] and not site["adresse"]:
        return ""
    town = " ".join(filter(None, (site["code_postal"], site["commune"])))
    parts = (site["arret"], site["adresse"], site["complement_adresse"], town)
    written = ", ".join(filter(None, parts))
    return f"{written} (position approximative)" if site["precision"] == "commune" else written


def _access(listing: Mapping[str, Any]) -> str:
    parts = [
        *(Mode(mode).label for mode in listing["modes"]),
        "Itinérant" if listing["itinerant"] else "",
        Cost(listing["frais"]).label if listing["frais"] else "",
        "Accessible à tous" if listing["accessible"] else "",
    ]
    if listing["langues"]:
        parts.append(f"Langues : {', '.join(listing['langues'])}")
    return " ; ".join(filter(None, parts))
