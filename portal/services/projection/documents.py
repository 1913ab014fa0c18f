"""Documents: a published listing as the search index wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portal.domain.calendar.places import zone_of_place
from portal.domain.dossiers.funding import FundedPeriod, joined
from portal.domain.listing import Cost, Mode, access
from portal.domain.territory import Territory
from portal.domain.vocabulary import EVERY_PARENT, Facet, Term, Vocabulary
from portal.services.projection.facts import listing_facts, schedule_of, site_facts
from portal.store.listings import Listing
from portal.store.sites import Site
from search_index.documents import ListingDocument, SiteDocument
from search_index.text import fold

FORM = 4
"""The number of what documents hold: an index made of others is built anew. Raise it with them."""


@dataclass(frozen=True, slots=True)
class DocumentMaker:
    """Makes the documents of listings, knowing the words, the territory and what files fund."""

    vocabulary: Vocabulary
    territory: Territory
    funding: Mapping[int, tuple[FundedPeriod, ...]] = field(default_factory=dict)

    def document(self, listing: Listing) -> ListingDocument:
        """Return the document of a listing."""
        return ListingDocument(
            listing_id=listing.id,
            slug=listing.slug,
            sort_name=fold(listing.name),
            sites=tuple(self._site(site) for site in listing.sites),
            facts=listing_facts(listing, self.funding.get(listing.id, ())),
        )

    def _site(self, site: Site) -> SiteDocument:
        departements = self._departements(site)
        commune = self.territory.find_commune(site.code_insee) if site.code_insee else None
        zone = zone_of_place(site.code_insee, departements)
        schedule = schedule_of(site, zone)
        point = (commune.latitude, commune.longitude) if commune else None
        facts = site_facts(site, point, "|".join(departements))
        return SiteDocument(
            site_id=site.id,
            latitude=facts["latitude"],  # type: ignore[arg-type]  # a float or None, as JSON
            longitude=facts["longitude"],  # type: ignore[arg-type]
            texts=self._texts(site, departements),
            facets=self._facets(site, departements),
            schedule=schedule.key if schedule.hours or schedule.exceptions else "",
            zone=zone.key,
            facts=facts | {"planning": schedule.key},
        )

    def _departements(self, site: Site) -> tuple[str, ...]:
        commune = self.territory.find_commune(site.code_insee) if site.code_insee else None
        return (commune.departement,) if commune else site.departements

    def _texts(self, site: Site, departements: Iterable[str]) -> dict[str, str]:
        listing = site.listing
        operator = listing.operator.name if listing.operator else None
        known = self.territory.departements
        names = [known[code].name for code in departements if code in known]
        return {
            "name": _join(listing.name, listing.local_name, operator, site.stop),
            "place": _join(site.commune, site.address, site.postal_code, *names),
            "services": _join(*(words for term in self._terms(listing) for words in _words(term))),
            "description": _join(listing.description),
        }

    def _terms(self, listing: Listing) -> Iterator[Term]:
        wanted = [
            (Facet.TYPE, str(listing.kind)),
            *((Facet.THEME, offer.theme) for offer in listing.offers),
            *((Facet.PUBLIC, slug) for slug in listing.publics),
        ]
        for facet, slug in wanted:
            term = self.vocabulary.find(facet, slug)
            if term is not None:
                yield term

    def _facets(self, site: Site, departements: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        listing = site.listing
        publics = listing.publics
        if EVERY_PARENT in publics:
            # What is for everyone is never hidden by a filter on one public.
            publics = self.vocabulary.slugs(Facet.PUBLIC)
        ways = access(listing.kind, listing.modes, site.code_insee, itinerant=listing.itinerant)
        return {
            "type": (str(listing.kind),),
            "theme": tuple(offer.theme for offer in listing.offers),
            "public": publics,
            "departement": departements,
            "acces": tuple(str(way) for way in ways),
            "gratuit": _yes(listing.cost is Cost.GRATUIT),
            "accessible": _yes(listing.accessible is True),
            "anonyme": _yes(Mode.ANONYME in listing.modes),
            # Days, not "oui": whether they hold today is asked on the day (see ``financing``).
            "finance": tuple(
                f"{first.isoformat()}/{last.isoformat()}"
                for first, last in joined(self.funding.get(listing.id, ()))
            ),
            "mode": listing.modes,
            "frais": (str(listing.cost),) if listing.cost else (),
            "langue": listing.languages,
        }


def _words(term: Term) -> tuple[str, ...]:
    return (term.label, term.plain_label, *term.synonyms)


def _join(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _yes(holds: bool) -> tuple[str, ...]:
    return ("oui",) if holds else ()
