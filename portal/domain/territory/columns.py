"""The communes as columns: light to load, ready for computations over the whole country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class CommuneColumns:
    """One row per commune and arrondissement (n rows), sorted by INSEE code.

    The sequences hold n texts; an empty text means none; ``postal_codes`` are separated by spaces.
    ``latitude`` and ``longitude`` are float64 of shape (n,), in degrees; ``population`` is int32 of
    shape (n,).
    """

    code_insee: Sequence[str]
    name: Sequence[str]
    postal_codes: Sequence[str]
    departement: Sequence[str]
    epci: Sequence[str]
    precision: Sequence[str]
    parent: Sequence[str]
    latitude: Floats
    longitude: Floats
    population: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.code_insee)

    @cached_property
    def is_arrondissement(self) -> Booleans:
        """Which rows are arrondissements: bool, shape (n,)."""
        return np.array([parent != "" for parent in self.parent])

    @cached_property
    def has_arrondissements(self) -> Booleans:
        """Which rows are Paris, Lyon and Marseille: bool, shape (n,)."""
        parents = set(self.parent) - {""}
        return np.array([code in parents for code in self.code_insee])

    @cached_property
    def unit_vectors(self) -> Floats:
        """The points on the unit sphere: float64, shape (n, 3)."""
        return unit_vectors(self.latitude, self.longitude)


def unit_vectors(latitude: Floats, longitude: Floats) -> Floats:
    """Return points given in degrees as float64 vectors of length 1, shape (…, 3)."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)
