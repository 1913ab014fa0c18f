"""The generated corpus: the same places for a size, on every machine and in every run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from bench.communes import draw_communes, near, zone_of
from bench.facets import draw_kind, draw_marks, draw_publics, draw_themes
from bench.schedules import schedule_keys
from bench.vocabulary import frequencies, vocabulary
from portal.domain.territory import Commune
from search_index.documents import ListingDocument, SiteDocument

_SEED = 2022
_REMOTE_SHARE = 0.02
_ITINERANT_SHARE = 0.02
_UNKNOWN_HOURS_SHARE = 0.1
_BLOCK = 1_000


class _Words:
    """An endless supply of words drawn by frequency, in large blocks for speed."""

    def __init__(self, random: np.random.Generator) -> None:
        self._stream = self._draw(random)

    @staticmethod
    def _draw(random: np.random.Generator) -> Iterator[str]:
        words = vocabulary()
        while True:
            for rank in random.choice(len(words), 100_000, p=frequencies()).tolist():
                yield words[rank]

    def take(self, count: int) -> str:
        """Return the next words as one text."""
        return " ".join(islice(self._stream, count))


def build_corpus(size: int) -> list[ListingDocument]:
    """Return listings that hold exactly ``size`` sites between them."""
    random = np.random.default_rng(_SEED)
    words = _Words(random)
    listings: list[ListingDocument] = []
    done = 0
    communes: Iterator[Commune] = iter(())
    while done < size:
        stops = int(random.integers(2, 7)) if random.random() < _ITINERANT_SHARE else 1
        stops = min(stops, size - done)
        here = list(islice(communes, stops))
        if len(here) < stops:
            communes = iter(draw_communes(random, _BLOCK))
            here = list(islice(communes, stops))
        listings.append(_listing(len(listings) + 1, done + 1, here, random, words))
        done += stops
    return listings


def _listing(
    listing_id: int,
    first_site_id: int,
    communes: list[Commune],
    random: np.random.Generator,
    words: _Words,
) -> ListingDocument:
    name = f"{words.take(2)} de {communes[0].name}".capitalize()
    local_name = words.take(2) if random.random() < 0.3 else ""
    facets = _facets(len(communes) > 1, random)
    texts = {
        "name": f"{name} {local_name} {words.take(3)}",
        "services": " ".join(facets["theme"]).replace("_", " "),
        "description": words.take(int(random.integers(10, 40))),
    }
    sites = tuple(
        _site(first_site_id + i, commune, texts, facets, random)
        for i, commune in enumerate(communes)
    )
    return ListingDocument(listing_id, f"lieu-{listing_id}", name.casefold(), sites, {"nom": name})


def _facets(itinerant: bool, random: np.random.Generator) -> dict[str, tuple[str, ...]]:
    return {
        "type": (draw_kind(random),),
        "theme": draw_themes(random),
        "public": draw_publics(random),
        "acces": ("itinerant",) if itinerant else ("sur_place",),
        **draw_marks(random),
    }


def _site(
    site_id: int,
    commune: Commune,
    texts: dict[str, str],
    facets: dict[str, tuple[str, ...]],
    random: np.random.Generator,
) -> SiteDocument:
    remote = random.random() < _REMOTE_SHARE
    latitude, longitude = (None, None) if remote else near(commune, random)
    keys = schedule_keys()
    known = random.random() >= _UNKNOWN_HOURS_SHARE
    here = {"departement": (commune.departement,)}
    return SiteDocument(
        site_id=site_id,
        latitude=latitude,
        longitude=longitude,
        texts={**texts, "place": f"{_street(site_id)} {commune.name}"},
        facets={**facets, **here, **({"acces": ("a_distance",)} if remote else {})},
        schedule=keys[int(random.integers(len(keys)))] if known else "",
        zone=zone_of(commune),
        facts=_facts(site_id, commune),
    )


def _facts(site_id: int, commune: Commune) -> dict[str, object]:
    number = f"{site_id:08d}"
    return {
        "adresse": _street(site_id),
        "code_insee": commune.code_insee,
        "commune": commune.name,
        "telephone": f"+331{number}",
        "courriel": f"accueil{number}@exemple.fr",
        "site_web": f"https://lieu{number}.exemple.fr/familles",
        "horaires": "Mo,We 09:00-12:00,14:00-18:00; SH off; PH off",
        "verifie_le": f"2026-0{site_id % 9 + 1}-15",
    }


def _street(site_id: int) -> str:
    return f"{site_id % 180 + 1} rue de la République"
