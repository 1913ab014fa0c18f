"""Where an address is: by the geocoder where it answers, else at the centre of the commune."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from portal.domain.french import NBSP
from portal.domain.territory import Commune, Territory
from portal.services.geocoding import GeocodedAddress
from portal.services.locate import AddressFinder
from search_index.text import fold

_DECIMALS = 6
"""A tenth of a metre."""

_LATER = "réessayez plus tard, ou écrivez la position vous-même."

Where = tuple[str | None, str | None]
"""An address, and the INSEE code of its commune."""


class AddressService(AddressFinder, Protocol):
    """What finds an address, and tells whether it works."""

    @property
    def answers(self) -> bool:
        """Whether no answer means that there is no such address."""


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees (WGS 84); ``precise`` when it is the address and not just the commune.

    ``sentence`` tells staff what was found, or why the commune stands for the address.
    """

    latitude: float
    longitude: float
    precise: bool
    sentence: str


def has_moved(before: Where, after: Where) -> bool:
    """Tell whether what is known of a position is about another place than ``after``.

    Neither another spelling nor telling what nobody had told yet moves a place.
    """
    (old_address, old_commune), (address, commune) = before, after
    return bool(
        (old_commune and old_commune != commune)
        or (old_address and fold(old_address) != fold(address or ""))
    )


def find_position(
    address: str, commune: Commune, territory: Territory, geocoder: AddressService | None
) -> Position:
    """Return where an address of a commune is.

    An answer in another commune is not believed: the commune was chosen by a person.
    """
    if not address:
        return _at_centre(commune, "Écrivez l’adresse pour la placer.")
    if geocoder is None:
        return _at_centre(commune, "La recherche d’adresses n’est pas installée.")
    found = geocoder.find_address(_asked(address, commune))
    if found is None and not geocoder.answers:
        return _at_centre(commune, f"Le service d’adresses ne répond pas{NBSP}: {_LATER}")
    if found is None:
        return _at_centre(commune, "L’adresse n’a pas été trouvée.")
    if not _is_within(found, commune, territory):
        return _at_centre(commune, f"L’adresse trouvée est ailleurs ({found.label}).")
    return Position(
        round(found.latitude, _DECIMALS),
        round(found.longitude, _DECIMALS),
        precise=True,
        sentence=f"Placé à l’adresse : {found.label}.",
    )


def _at_centre(commune: Commune, why: str) -> Position:
    return Position(
        round(commune.latitude, _DECIMALS),
        round(commune.longitude, _DECIMALS),
        precise=False,
        sentence=f"{why} Pas de point précis{NBSP}: sur la carte, la fiche sera au centre de la "
        f"commune de {commune.name}.",
    )


def _asked(address: str, commune: Commune) -> str:
    postal_code = commune.postal_codes[0] if len(commune.postal_codes) == 1 else ""
    return " ".join(part for part in (address, postal_code, commune.name) if part)


def _is_within(found: GeocodedAddress, commune: Commune, territory: Territory) -> bool:
    """Tell whether it is the commune, or the city or arrondissement that it belongs to."""
    other = territory.find_commune(found.code_insee or "")
    if other is None:
        return False
    codes = {other.code_insee, other.parent} - {None}
    return bool(codes & {commune.code_insee, commune.parent})
