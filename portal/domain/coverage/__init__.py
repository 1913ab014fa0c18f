"""Coverage: who lives near a place that is open, and where nobody does."""

from portal.domain.coverage.ground import Area, Ground, ground_of
from portal.domain.coverage.reach import nearest_km
from portal.domain.coverage.scenario import Gain, Scenario
from portal.domain.coverage.survey import (
    RADII_KM,
    AreaCoverage,
    Coverage,
    Measure,
    Places,
    cover,
)
from portal.domain.coverage.tally import Presence, Tally, tally

__all__ = [
    "RADII_KM",
    "Area",
    "AreaCoverage",
    "Coverage",
    "Gain",
    "Ground",
    "Measure",
    "Places",
    "Presence",
    "Scenario",
    "Tally",
    "cover",
    "ground_of",
    "nearest_km",
    "tally",
]
