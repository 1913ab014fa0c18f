"""How long files have stood where they stand."""

from __future__ import annotations

from datetime import date

from portal.domain.dossiers.ages import Ages, ages

TODAY = date(2026, 11, 24)


def test_the_median_of_an_odd_number_is_the_one_in_the_middle() -> None:
    days = [(date(2026, 11, 23), 1), (date(2026, 11, 14), 1), (date(2025, 11, 24), 1)]
    assert ages(days, TODAY) == Ages(10, 365)


def test_the_median_of_an_even_number_is_halfway_between_the_two_in_the_middle() -> None:
    assert ages([(date(2026, 11, 23), 1), (date(2026, 11, 20), 1)], TODAY) == Ages(2.5, 4)


def test_files_of_the_same_day_count_each() -> None:
    assert ages([(TODAY, 5), (date(2026, 11, 14), 2)], TODAY) == Ages(0, 10)


def test_a_step_of_tomorrow_elsewhere_is_of_today() -> None:
    assert ages([(date(2026, 11, 25), 1)], TODAY) == Ages(0, 0)


def test_no_file_has_no_age() -> None:
    assert ages([], TODAY) is None
