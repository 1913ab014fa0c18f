"""Zones of communes, public holidays and school holidays."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.calendar import (
    HolidayRange,
    LocalZone,
    PublicHolidayZone,
    SchoolCalendar,
    SchoolZone,
    public_holidays,
    zone_of_commune,
    zone_of_departement,
)

MAINLAND = [f"{n:02}" for n in range(1, 96) if n != 20]

COMMUNES = {
    "75056": ("Europe/Paris", "METROPOLE", "C"),
    "69123": ("Europe/Paris", "METROPOLE", "A"),
    "59350": ("Europe/Paris", "METROPOLE", "B"),
    "67482": ("Europe/Paris", "ALSACE_MOSELLE", "B"),
    "57463": ("Europe/Paris", "ALSACE_MOSELLE", "B"),
    "2A004": ("Europe/Paris", "METROPOLE", "corse"),
    "2B033": ("Europe/Paris", "METROPOLE", "corse"),
    "97105": ("America/Guadeloupe", "GUADELOUPE", "guadeloupe"),
    "97209": ("America/Martinique", "MARTINIQUE", "martinique"),
    "97302": ("America/Cayenne", "GUYANE", "guyane"),
    "97411": ("Indian/Reunion", "REUNION", "reunion"),
    "97502": ("America/Miquelon", "SAINT_PIERRE_ET_MIQUELON", "saint_pierre_et_miquelon"),
    "97611": ("Indian/Mayotte", "MAYOTTE", "mayotte"),
    "97701": ("America/St_Barthelemy", "SAINT_BARTHELEMY", "saint_barthelemy"),
    "97123": ("America/St_Barthelemy", "SAINT_BARTHELEMY", "saint_barthelemy"),
    "97801": ("America/Marigot", "SAINT_MARTIN", "saint_martin"),
    "98613": ("Pacific/Wallis", "WALLIS_ET_FUTUNA", "wallis_et_futuna"),
    "98735": ("Pacific/Tahiti", "POLYNESIE_FRANCAISE", "polynesie_francaise"),
    "98818": ("Pacific/Noumea", "NOUVELLE_CALEDONIE", "nouvelle_caledonie"),
}

MAINLAND_2027 = [
    (1, 1), (3, 29), (5, 1), (5, 6), (5, 8), (5, 17), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25),
]  # fmt: skip

ADDED_2027 = {
    PublicHolidayZone.ALSACE_MOSELLE: [(3, 26), (12, 26)],
    PublicHolidayZone.GUADELOUPE: [(5, 27)],
    PublicHolidayZone.GUYANE: [(6, 10)],
    PublicHolidayZone.MARTINIQUE: [(5, 22)],
    PublicHolidayZone.MAYOTTE: [(4, 27)],
    PublicHolidayZone.REUNION: [(12, 20)],
    PublicHolidayZone.SAINT_BARTHELEMY: [(10, 9)],
    PublicHolidayZone.SAINT_MARTIN: [(5, 28)],
    PublicHolidayZone.NOUVELLE_CALEDONIE: [(9, 24)],
    PublicHolidayZone.POLYNESIE_FRANCAISE: [(3, 5), (3, 26), (11, 20)],
    PublicHolidayZone.WALLIS_ET_FUTUNA: [(4, 28), (7, 29)],
}


@pytest.mark.parametrize(("code", "expected"), COMMUNES.items())
def test_a_commune_has_its_clock_and_its_calendars(
    code: str, expected: tuple[str, str, str]
) -> None:
    zone = zone_of_commune(code)

    assert (zone.time_zone, zone.public_holidays.name, zone.school.value) == expected
    assert LocalZone.from_key(zone.key) == zone


def test_every_mainland_departement_has_one_school_zone() -> None:
    zones = [zone_of_departement(code).school for code in MAINLAND]

    counts = {zone: zones.count(zone) for zone in (SchoolZone.A, SchoolZone.B, SchoolZone.C)}
    assert counts == {SchoolZone.A: 32, SchoolZone.B: 41, SchoolZone.C: 21}


@pytest.mark.parametrize("code", ["", "7505", "99132", "98411", "96001", "00000"])
def test_a_code_of_nowhere_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"INSEE|département"):
        zone_of_commune(code)


@pytest.mark.parametrize("zone", PublicHolidayZone, ids=lambda zone: zone.name)
def test_public_holidays_of_2027(zone: PublicHolidayZone) -> None:
    """Easter Sunday 2027 is 28 March."""
    expected = sorted(MAINLAND_2027 + ADDED_2027.get(zone, []))

    assert [(day.month, day.day) for day in public_holidays(zone, 2027)] == expected


def test_two_holidays_on_one_day_keep_both_names() -> None:
    """Ascension falls on 1 May in 2008."""
    names = public_holidays(PublicHolidayZone.METROPOLE, 2008)

    assert names[date(2008, 5, 1)] == "1er mai et Ascension"


def test_the_polynesian_day_moved_in_2025() -> None:
    days = [public_holidays(PublicHolidayZone.POLYNESIE_FRANCAISE, year) for year in (2024, 2025)]

    assert (date(2024, 6, 29) in days[0], date(2024, 11, 20) in days[0]) == (True, False)
    assert (date(2025, 6, 29) in days[1], date(2025, 11, 20) in days[1]) == (False, True)


OFFICIAL_C = [
    (date(2026, 10, 17), date(2026, 11, 1), "Vacances de la Toussaint"),
    (date(2026, 12, 19), date(2027, 1, 3), "Vacances de Noël"),
    (date(2027, 2, 6), date(2027, 2, 21), "Vacances d’hiver"),
    (date(2027, 4, 3), date(2027, 4, 18), "Vacances de printemps"),
    (date(2027, 5, 6), date(2027, 5, 9), "Pont de l’Ascension"),
    (date(2027, 7, 3), date(2027, 8, 31), "Vacances d’été"),
]


def test_the_school_year_2026_2027_of_zone_c(calendar: SchoolCalendar) -> None:
    year = [
        (item.start, item.end, item.name)
        for item in calendar.ranges(SchoolZone.C)
        if date(2026, 9, 1) <= item.start < date(2027, 9, 1)
    ]

    assert year == OFFICIAL_C


@pytest.mark.parametrize("year", range(2019, 2029))
def test_classes_are_off_from_ascension_to_the_sunday(year: int, calendar: SchoolCalendar) -> None:
    bridges = [item for item in calendar.ranges(SchoolZone.A) if "Ascension" in item.name]

    (bridge,) = [item for item in bridges if item.start.year == year]
    assert (bridge.start.weekday(), bridge.end.weekday()) == (3, 6)
    assert "Ascension" in public_holidays(PublicHolidayZone.METROPOLE, year)[bridge.start]


def test_a_summer_that_starts_on_a_weekday_starts_after_the_last_class(
    calendar: SchoolCalendar,
) -> None:
    """Class ended on Thursday 7 July 2022."""
    assert calendar.is_holiday(SchoolZone.B, date(2022, 7, 7)) is False
    assert calendar.is_holiday(SchoolZone.B, date(2022, 7, 8)) is True


def test_the_calendar_ends_where_the_library_does(calendar: SchoolCalendar) -> None:
    assert calendar.known_period(SchoolZone.A) == (date(2018, 9, 3), date(2028, 8, 31))
    assert calendar.is_holiday(SchoolZone.A, date(2028, 9, 1)) is None
    assert not calendar.is_known(SchoolZone.A, date(2028, 8, 31), date(2028, 9, 1))


def test_the_next_holiday_is_the_one_under_way_or_the_one_to_come(
    calendar: SchoolCalendar,
) -> None:
    coming = calendar.next_school_holiday(SchoolZone.B, date(2026, 11, 23))
    under_way = calendar.next_school_holiday(SchoolZone.B, date(2027, 1, 3))

    assert (
        coming
        == under_way
        == HolidayRange(date(2026, 12, 19), date(2027, 1, 3), "Vacances de Noël")
    )
    assert calendar.next_school_holiday(SchoolZone.CORSE, date(2026, 11, 23)) is None


def test_staff_make_a_zone_known(calendar: SchoolCalendar) -> None:
    winter = HolidayRange(date(2027, 2, 13), date(2027, 2, 28), "Vacances d’hiver")

    filled = calendar.with_ranges(SchoolZone.CORSE, [winter], date(2026, 9, 1), date(2027, 7, 4))

    assert filled.is_holiday(SchoolZone.CORSE, date(2027, 2, 28)) is True
    assert filled.is_holiday(SchoolZone.CORSE, date(2027, 3, 1)) is False
    assert filled.is_holiday(SchoolZone.CORSE, date(2027, 7, 5)) is None
    assert calendar.is_holiday(SchoolZone.CORSE, date(2027, 2, 28)) is None


def test_a_calendar_must_hold_together(calendar: SchoolCalendar) -> None:
    winter = HolidayRange(date(2027, 2, 13), date(2027, 2, 28), "Vacances d’hiver")

    with pytest.raises(ValueError, match="outside"):
        calendar.with_ranges(SchoolZone.CORSE, [winter], date(2027, 2, 14), date(2027, 7, 4))
    with pytest.raises(ValueError, match="before it starts"):
        calendar.with_ranges(SchoolZone.CORSE, [], date(2027, 2, 14), date(2027, 2, 13))
    with pytest.raises(ValueError, match="before it starts"):
        HolidayRange(date(2027, 2, 14), date(2027, 2, 13), "Vacances d’hiver")
