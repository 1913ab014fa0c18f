"""The survey of a territory: for each EPCI, its people, its places, and who is near an open one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from portal.domain.coverage.ground import Area, Ground
from portal.domain.coverage.reach import MARGIN_KM, nearest_km
from portal.domain.coverage.tally import Presence, Tally, tally
from portal.domain.labels import LabelledEnum
from portal.domain.territory.columns import Floats

RADII_KM = (15.0, 30.0)


class Measure(LabelledEnum):
    """What a distance is measured along."""

    STRAIGHT = "vol", "à vol d’oiseau"
    ROAD = "route", "par la route"


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    """One line. ``within`` holds the people within each radius of the survey, in its order.

    Of an EPCI that reaches beyond the territory, people and places are those of the part inside;
    ``elsewhere`` counts its places outside. ``social_centre`` holds for the whole EPCI.
    """

    area: Area
    population: int
    within: tuple[int, ...]
    tally: Tally
    elsewhere: int
    social_centre: bool

    @property
    def is_blank(self) -> bool:
        """Whether this is a «zone blanche»: no place in the whole area, on either side."""
        return self.tally.places == 0 and self.elsewhere == 0

    @property
    def uncovered(self) -> int:
        """How many people live beyond the first radius."""
        return self.population - self.within[0]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A survey: its lines by the code of their area, and what they make together.

    In ``total`` a place that stops in several areas is one place, with all its stops.
    """

    radii_km: tuple[float, ...]
    lines: tuple[AreaCoverage, ...]
    population: int
    within: tuple[int, ...]
    total: Tally
    measure: Measure = Measure.STRAIGHT

    @property
    def blank_zones(self) -> tuple[AreaCoverage, ...]:
        """The areas without any place, in the order of priority of rule L15.

        First those without a social centre, then those with most people beyond the first radius.
        """
        blank = (line for line in self.lines if line.is_blank)
        order = sorted(blank, key=lambda x: (x.social_centre, -x.uncovered, x.area.code))
        return tuple(order)


@dataclass(frozen=True, slots=True)
class Places:
    """What stands on the ground, as ``cover`` wants it.

    ``presences`` are those inside the territory, by area; ``wholes`` are the same places with all
    their stops inside, whatever the area, for the total: the half-days of a place that goes from
    area to area are not the sum of what each area has of it. ``outside`` counts the other places
    of an area, by its code; ``social_centres`` are the codes of areas with one; ``open_points``
    are the open stops within reach, inside or not: float64 of shape (m, 3), unit vectors.
    """

    presences: Sequence[Presence]
    wholes: Sequence[Presence]
    outside: Mapping[str, int]
    social_centres: Collection[str]
    open_points: Floats


def cover(
    ground: Ground,
    places: Places,
    radii_km: Sequence[float] = RADII_KM,
    by_road: Floats | None = None,
) -> Coverage:
    """Survey a territory.

    All the people of a commune count as living at its reference point. Distances are straight lines
    over the ground (great circles), unless ``by_road`` gives those from each row of the ground to
    its nearest open stop: float64 of shape (n,), kilometres, infinity where there is none.
    """
    nearest = by_road
    if nearest is None:
        nearest = nearest_km(ground.vectors, places.open_points, max(radii_km))
    covered = [nearest <= radius + MARGIN_KM for radius in radii_km]
    by_area = np.stack([ground.population_by_area(kept) for kept in covered], axis=1)
    people = ground.population_by_area()
    by_code: dict[str, list[Presence]] = defaultdict(list)
    for presence in places.presences:
        by_code[presence.area].append(presence)
    lines = tuple(
        AreaCoverage(
            area=area,
            population=int(people[number]),
            within=tuple(by_area[number].tolist()),
            tally=tally(by_code[area.code]),
            elsewhere=places.outside.get(area.code, 0),
            social_centre=area.code in places.social_centres,
        )
        for number, area in enumerate(ground.areas)
    )
    return Coverage(
        radii_km=tuple(radii_km),
        lines=lines,
        population=int(people.sum()),
        within=tuple(by_area.sum(axis=0).tolist()),
        total=tally(places.wholes),
        measure=Measure.STRAIGHT if by_road is None else Measure.ROAD,
    )
