"""A damaged territory is told so, in French."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from portal.domain.territory import Territory
from portal.domain.territory.audit import find_differences, points_outside, territory_figures
from portal.store.territory import load_territory

WHOLE = load_territory()


def _with(**columns: Any) -> Territory:
    return Territory(
        replace(WHOLE.columns, **columns),
        WHOLE.departements.values(),
        WHOLE.regions.values(),
        WHOLE.epcis.values(),
    )


def _first_cell(column: str, value: str) -> dict[str, tuple[str, ...]]:
    return {column: (value, *getattr(WHOLE.columns, column)[1:])}


def test_a_figure_that_differs_is_named() -> None:
    assert find_differences(WHOLE, {"communes": 34874}) == ["communes : 34875 au lieu de 34874"]


def test_the_figures_count_the_points_by_rule() -> None:
    figures = territory_figures(WHOLE)
    assert sum(figures[f"points_{r}"] for r in ("mairie", "contour", "voisines")) == 34920


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("name", "", "01001 : nom «  »"),
        ("postal_codes", "", "01001 : codes postaux []"),
        ("postal_codes", "140", "01001 : codes postaux ['140']"),
        ("departement", "20", "01001 : département « 20 » inconnu"),
        ("epci", "1", "01001 : Epci 1 inconnu"),
        ("code_insee", "1001", "1001 : code INSEE mal formé"),
        ("code_insee", "01002", "codes en double : 01002"),
        ("parent", "75056", "arrondissements par ville : {'13055': 16, '69123': 9, '75056': 21}"),
    ],
)
def test_a_faulty_place_is_named(column: str, value: str, fault: str) -> None:
    assert fault in find_differences(_with(**_first_cell(column, value)), {})


def test_a_point_outside_france_is_named() -> None:
    latitude = np.concatenate([[0.0], WHOLE.columns.latitude[1:]])
    faults = find_differences(_with(latitude=latitude), {})
    assert faults == ["01001 : point hors du territoire (0.0, 4.92007)"]


def test_a_point_far_from_the_outline_of_its_epci_is_named() -> None:
    epci = WHOLE.get_commune("87085").epci or ""
    limoges_only = {epci: (45.8, 45.9, 1.2, 1.3)}
    assert "87085" not in points_outside(WHOLE, limoges_only)
    assert "87085" in points_outside(WHOLE, {epci: (48.0, 49.0, 1.2, 1.3)})
