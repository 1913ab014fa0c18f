"""The times of coverage are written in the shape that the outside reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.coverage.__main__ import run
from bench.coverage.instance import seeded
from portal.services.coverage import PLACE_KINDS
from portal.store.db import db
from portal.store.listings import list_published

MORE = 40


@pytest.mark.slow
def test_every_territory_is_timed_cold_and_warm(tmp_path: Path) -> None:
    file = tmp_path / "coverage.json"
    found = run(MORE, turns=1, results_file=file)
    written = json.loads(file.read_text(encoding="utf-8"))

    few, many = (places for places in dict.fromkeys(each.places for each in found))
    assert many == few + MORE
    assert [(each.territory, each.state, each.limit_ms, each.n) for each in found] == 2 * [
        ("departement", "cold", 200, 101),
        ("departement", "warm", 200, 101),
        ("country", "cold", 2000, 1),
        ("country", "warm", 2000, 1),
    ]
    assert all(0 < each.median_ms <= each.p95_ms <= each.worst_ms for each in found)
    assert [each["p95_ms"] for each in written["times"]] == [each.p95_ms for each in found]
    assert len(written["load_average"]) == 3


@pytest.mark.slow
def test_the_places_that_are_added_keep_hours_of_their_own() -> None:
    with seeded(MORE):
        copies = [each for each in list_published(db.session()) if each.slug.startswith("copie-")]
        hours = [site.hours for each in copies for site in each.sites]

        assert len(copies) == MORE
        assert {each.kind for each in copies} <= PLACE_KINDS
        assert len(set(hours)) > 0.9 * len(hours)
