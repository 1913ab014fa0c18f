"""Where a survey looks for stops: around its ground, so that it need not read the whole country."""

from __future__ import annotations

import numpy as np

from portal.domain.coverage import Ground
from portal.domain.coverage.reach import EARTH_RADIUS_KM
from portal.domain.territory import Territory
from portal.store.placed_sites import Around

_MARGIN_DEGREES = 0.01
"""A kilometre, far more than what rounding can take away."""


def around(territory: Territory, ground: Ground, radius_km: float) -> Around:
    """Return where every stop is that can count for the ground: more, never less.

    That is: in a commune of it, of an EPCI that it shares, or within the radius of one of its
    communes, whether the stop says where it is or stands at the point of its commune.
    """
    columns = territory.columns
    latitude, longitude = columns.latitude[ground.rows], columns.longitude[ground.rows]
    high = float(np.degrees(radius_km / EARTH_RADIUS_KM)) + _MARGIN_DEGREES
    south, north = float(latitude.min()) - high, float(latitude.max()) + high
    wide = high / float(np.cos(np.radians(min(89.0, max(abs(south), abs(north))))))
    west, east = float(longitude.min()) - wide, float(longitude.max()) + wide
    inside = (columns.latitude >= south) & (columns.latitude <= north)
    inside &= (columns.longitude >= west) & (columns.longitude <= east)
    near = {columns.departement[row] for row in np.flatnonzero(inside).tolist()}
    shared = {code for area in ground.areas for code in area.departements}
    return Around(frozenset(near | shared), south, north, west, east)
