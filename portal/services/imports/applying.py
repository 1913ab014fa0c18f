"""Applying: what a file says of a listing is written where it differs from what is known.

An empty cell says nothing: it never erases. A stop that the file does not name stays. What the
file moves without saying to which point loses the point where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.history import FieldChange
from portal.domain.listing import ContactKind, ListingStatus
from portal.domain.listings.workflow import lacks
from portal.domain.territory import Commune
from portal.services.imports.grouping import ListingData, shown_value
from portal.services.imports.lines import Line
from portal.services.imports.on_behalf import OnBehalf
from portal.services.listings.positions import has_moved
from portal.services.listings.reading import content_of
from portal.services.slugs import make_slug
from portal.store.cafs import Caf
from portal.store.contacts import Contact
from portal.store.dossiers import list_with_open_files
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.operators import Operator, find_operators
from portal.store.sites import Site

LISTING_FIELDS = {
    "type": "kind",
    "nom": "name",
    "nom_local": "local_name",
    "description": "description",
    "publics": "publics",
    "modes_accueil": "modes",
    "langues": "languages",
    "frais": "cost",
    "frais_precisions": "cost_details",
    "accessible": "accessible",
    "accessibilite": "accessibility",
    "itinerant": "itinerant",
    "source_url": "source_url",
    "source_date": "source_date",
    "verifie_le": "verified_on",
    "soutenu": "declared_supported",
    "caf": "declared_caf",
}
"""The columns that are fields of a listing; below, those of what it has."""
SITE_FIELDS = {
    "adresse": "address",
    "complement_adresse": "address_extra",
    "code_postal": "postal_code",
    "commune": "commune",
    "code_insee": "code_insee",
    "departement": "departements",
    "latitude": "latitude",
    "longitude": "longitude",
    "horaires": "hours",
    "horaires_texte": "hours_note",
}
OPERATOR_FIELDS = {"statut_juridique": "legal_status", "siret": "siret"}
CONTACTS = {
    "telephone": ContactKind.TELEPHONE,
    "courriel": ContactKind.COURRIEL,
    "site_web": ContactKind.SITE_WEB,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one listing: created, or what changed by column (nothing: unchanged).

    ``missing`` is why a new one is not public yet.
    """

    listing: Listing
    created: bool
    changes: tuple[FieldChange, ...]
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class Applier:
    """Writes listings in the transaction of ``session``.

    Flushing it is left to the caller, once for many listings: it is what takes time. In a
    ``rehearsal`` nothing is flushed: new listings are not even added, and have no address.
    """

    session: Session
    cafs: Sequence[Caf]
    demonstration: bool = False
    on_behalf: OnBehalf | None = None
    rehearsal: bool = False
    _operators: dict[str, Operator] = field(default_factory=dict)
    _held: set[int] = field(default_factory=set)
    _changed: list[FieldChange] = field(default_factory=list)

    def prepare(self, batch: Iterable[ListingData], known: Iterable[Listing]) -> None:
        """Look up, all at once, the managing bodies that are named and whose type must stay."""
        self._held = list_with_open_files(self.session, [listing.id for listing in known])
        names = {
            str(data.values["gestionnaire"]) for data in batch if "gestionnaire" in data.values
        }
        self._operators |= find_operators(self.session, names - set(self._operators))

    def changes_held_kind(self, data: ListingData, listing: Listing | None) -> bool:
        """Tell whether the file says another type while a funding file is open."""
        if listing is None or listing.id not in self._held:
            return False
        return data.values["type"] is not listing.kind

    def apply(self, data: ListingData, listing: Listing | None) -> Outcome:
        """Create the listing, or bring the one that is known up to what the file says."""
        self._changed = []
        created = listing is None
        if listing is None:
            listing = self._new_listing(data)
        self._set(listing, data.values, LISTING_FIELDS)
        self._set_operator(listing, data.values)
        self._set_contacts(listing, data.values)
        self._set_offers(listing, data.values)
        for line in data.sites:
            self._apply_site(listing, line)
        missing = self._withhold(listing) if created and self.on_behalf else ()
        return Outcome(listing, created, tuple(self._changed), missing)

    def _new_listing(self, data: ListingData) -> Listing:
        listing = Listing(
            external_id=data.external_id,
            slug="" if self.rehearsal else self._slug(data),
            kind=data.values["type"],
            name=data.values["nom"],
            status=ListingStatus.PUBLIEE,
            demonstration=self.demonstration,
            caf=self.caf_of(data),
            itinerant=False,
            # Said to be empty, so that nobody has to look it up.
            offers=[],
        )
        if not self.rehearsal:
            self.session.add(listing)
        return listing

    def _slug(self, data: ListingData) -> str:
        commune = _commune(data)
        return make_slug(self.session, str(data.values["nom"]), commune.name if commune else None)

    def _withhold(self, listing: Listing) -> tuple[str, ...]:
        """Leave a new listing as a draft where nobody could publish it by hand."""
        missing = tuple(lacks(content_of(listing)))
        if missing:
            listing.status = ListingStatus.BROUILLON
        return missing

    def caf_of(self, data: ListingData) -> Caf | None:
        """Return the Caf that a new listing belongs to: that of its commune.

        Where two share the département, or there is no commune, it is the importer's own.
        """
        commune = _commune(data)
        served = [c for c in self.cafs if commune is None or commune.departement in c.departements]
        if len(served) == 1:
            return served[0]
        return self.on_behalf.caf(served) if self.on_behalf else None

    def _set(self, target: object, values: Mapping[str, Any], fields: Mapping[str, str]) -> None:
        for column, name in fields.items():
            value = values.get(column)
            if value is not None and getattr(target, name) != value:
                before = shown_value(getattr(target, name))
                setattr(target, name, value)
                self._changed.append(FieldChange(column, before, shown_value(value)))

    def _set_operator(self, listing: Listing, values: Mapping[str, Any]) -> None:
        name = values.get("gestionnaire")
        operator = self._operators.get(name) if name else listing.operator
        if operator is None and name:
            operator = self._operators[name] = Operator(name=name)
        if operator is None:
            return
        # A body shared by several listings keeps what it has: lines that disagree about it must not
        # undo each other at every import.
        unknown = {c: a for c, a in OPERATOR_FIELDS.items() if getattr(operator, a) is None}
        if any(values.get(column) is not None for column in unknown) and self._may_fill(operator):
            self._set(operator, values, unknown)
        if listing.operator is not operator:
            before = listing.operator.name if listing.operator else ""
            listing.operator = operator
            self._changed.append(FieldChange("gestionnaire", before, operator.name))

    def _may_fill(self, operator: Operator) -> bool:
        return self.on_behalf is None or self.on_behalf.may_fill(self.session, operator)

    def _set_contacts(self, listing: Listing, values: Mapping[str, Any]) -> None:
        for column, kind in CONTACTS.items():
            value = values.get(column)
            same_kind = [c for c in listing.contacts if c.kind is kind]
            # Among them may be one that staff keep for themselves: it is not published again.
            if value is None or value in [contact.value for contact in same_kind]:
                continue
            contact = next((c for c in same_kind if c.is_public), None)
            if contact is None:
                contact = Contact(
                    kind=kind, value="", is_public=True, position=len(listing.contacts)
                )
                listing.contacts.append(contact)
            self._set(contact, values, {column: "value"})

    def _set_offers(self, listing: Listing, values: Mapping[str, Any]) -> None:
        themes = values.get("themes")
        known = {offer.theme: offer for offer in listing.offers}
        if themes is None or list(known) == list(themes):
            return
        listing.offers = [known.get(theme) or Offer(theme=theme) for theme in themes]
        for position, offer in enumerate(listing.offers):
            offer.position = position
        before, after = shown_value(tuple(known)), shown_value(themes)
        self._changed.append(FieldChange("themes", before, after))

    def _apply_site(self, listing: Listing, line: Line) -> None:
        stop = line.values.get("arret") or ""
        site = next((s for s in listing.sites if s.stop == stop), None)
        if site is None:
            site = Site(stop=stop, position=len(listing.sites), exceptional_hours=[])
            listing.sites.append(site)
            self._changed.append(FieldChange("arret" if stop else "site", "", str(stop)))
        before = site.address, site.code_insee
        self._set(site, {**line.values, **_place(line, site)}, SITE_FIELDS)
        if line.values.get("latitude") is None and has_moved(
            before, (site.address, site.code_insee)
        ):
            self._forget_point(site)

    def _forget_point(self, site: Site) -> None:
        for column in ("latitude", "longitude"):
            known = getattr(site, column)
            if known is not None:
                setattr(site, column, None)
                self._changed.append(FieldChange(column, shown_value(known), ""))


def _commune(data: ListingData) -> Commune | None:
    return data.sites[0].commune if data.sites else None


def _place(line: Line, site: Site) -> Mapping[str, str]:
    """Name the commune as the register does, with its postal code where it has only one."""
    commune = line.commune
    if commune is None:
        return {}
    place = {"commune": commune.name, "code_insee": commune.code_insee}
    moved = site.code_insee != commune.code_insee
    if line.values.get("code_postal") is None and moved and len(commune.postal_codes) == 1:
        place["code_postal"] = commune.postal_codes[0]
    return place


def batches(listings: Sequence[ListingData], size: int = 200) -> Iterator[Sequence[ListingData]]:
    """Cut the listings into runs that one query can look up."""
    for start in range(0, len(listings), size):
        yield listings[start : start + size]
