"""The whole territory, held in memory: what is where, and what is nearest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from portal.domain.territory.columns import CommuneColumns, unit_vectors
from portal.domain.territory.places import Commune, Departement, Epci, PointPrecision, Region


class UnknownCommuneError(KeyError):
    """No commune or arrondissement has this INSEE code."""


class Territory:
    """Communes, arrondissements, EPCI, départements and régions.

    ``columns`` is for computations; a ``Commune`` is made when it is asked for. ``departements``,
    ``regions`` and ``epcis`` map codes to places, in the order of the codes.
    """

    def __init__(
        self,
        columns: CommuneColumns,
        departements: Iterable[Departement],
        regions: Iterable[Region],
        epcis: Iterable[Epci],
    ) -> None:
        self.columns = columns
        self.departements: Mapping[str, Departement] = {d.code: d for d in departements}
        self.regions: Mapping[str, Region] = {r.code: r for r in regions}
        self.epcis: Mapping[str, Epci] = {e.code: e for e in epcis}
        self._rows = {code: row for row, code in enumerate(columns.code_insee)}
        self._rows_by_postal_code = _rows_by_postal_code(columns)
        self._finest = np.flatnonzero(~columns.has_arrondissements)
        self._finest_vectors = columns.unit_vectors[self._finest]

    def get_commune(self, code_insee: str) -> Commune:
        """Return the commune or arrondissement; raises ``UnknownCommuneError``."""
        try:
            return self.commune_at(self._rows[code_insee])
        except KeyError:
            raise UnknownCommuneError(code_insee) from None

    def find_commune(self, code_insee: str) -> Commune | None:
        """Return the commune or arrondissement, or None where the code is unknown."""
        row = self._rows.get(code_insee)
        return None if row is None else self.commune_at(row)

    def row_of(self, code_insee: str) -> int:
        """Return the row of the commune in ``columns``; raises ``UnknownCommuneError``."""
        try:
            return self._rows[code_insee]
        except KeyError:
            raise UnknownCommuneError(code_insee) from None

    def commune_at(self, row: int) -> Commune:
        """Return the commune at a row of ``columns``."""
        columns = self.columns
        departement = columns.departement[row]
        return Commune(
            code_insee=columns.code_insee[row],
            name=columns.name[row],
            postal_codes=tuple(columns.postal_codes[row].split()),
            population=int(columns.population[row]),
            departement=departement,
            region=self.departements[departement].region,
            epci=columns.epci[row] or None,
            latitude=float(columns.latitude[row]),
            longitude=float(columns.longitude[row]),
            precision=PointPrecision(columns.precision[row]),
            parent=columns.parent[row] or None,
        )

    def communes(self) -> Iterator[Commune]:
        """Yield every commune by code, without the arrondissements."""
        for row in np.flatnonzero(~self.columns.is_arrondissement):
            yield self.commune_at(int(row))

    def arrondissements_of(self, code_insee: str) -> tuple[Commune, ...]:
        """Return the arrondissements of Paris, Lyon or Marseille, none for another commune."""
        rows = [row for row, parent in enumerate(self.columns.parent) if parent == code_insee]
        return tuple(map(self.commune_at, rows))

    def communes_of_postal_code(self, postal_code: str) -> tuple[Commune, ...]:
        """Return the communes and arrondissements of a postal code, the most populated first.

        Empty where the code is unknown. «75011» gives both Paris and its 11e arrondissement.
        """
        communes = map(self.commune_at, self._rows_by_postal_code.get(postal_code, ()))
        return tuple(sorted(communes, key=lambda c: (-c.population, c.code_insee)))

    def epcis_of_departement(self, departement: str) -> tuple[Epci, ...]:
        """Return the EPCI that have a commune in the département, by code."""
        return tuple(e for e in self.epcis.values() if departement in e.departements)

    def nearest_commune(self, latitude: float, longitude: float) -> Commune:
        """Return the commune whose reference point is nearest to a point given in degrees.

        In Paris, Lyon and Marseille it is the nearest arrondissement. Ties go to the lower code.
        """
        here = unit_vectors(np.array(latitude), np.array(longitude))
        gaps: npt.NDArray[np.float64] = self._finest_vectors - here
        nearest = np.argmin(np.einsum("ij,ij->i", gaps, gaps))
        return self.commune_at(int(self._finest[nearest]))


def _rows_by_postal_code(columns: CommuneColumns) -> dict[str, list[int]]:
    """Return the rows of each postal code."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, postal_codes in enumerate(columns.postal_codes):
        for postal_code in postal_codes.split():
            found[postal_code].append(row)
    return dict(found)
