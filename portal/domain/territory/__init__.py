"""The territory: communes, EPCI, départements and régions, and where they are."""

from portal.domain.territory.atlas import Territory, UnknownCommuneError
from portal.domain.territory.columns import CommuneColumns
from portal.domain.territory.places import Commune, Departement, Epci, PointPrecision, Region

__all__ = [
    "Commune",
    "CommuneColumns",
    "Departement",
    "Epci",
    "PointPrecision",
    "Region",
    "Territory",
    "UnknownCommuneError",
]
