"""Entering a year: bit by bit, never over somebody else's work, never once it is validated."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.domain.access import Role
from portal.domain.history import SubjectKind
from portal.domain.indicators.states import ReportSource, ReportState
from portal.services.audit import changes_of
from portal.services.indicators.entering import LONGEST_NOTE, enter
from portal.services.indicators.errors import (
    ImpossibleFiguresError,
    RefusedIndicatorsError,
    StaleReportError,
    ValidatedError,
)
from portal.store.audit import AuditEvent, list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.indicators import IndicatorReport
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.indicators import (
    FAMILIES,
    FATHERS,
    YEAR,
    ask_for,
    chief,
    entry,
    funded_place,
    report_of,
    validated_report,
)
from tests.staff import ELSEWHERE, actor_of, listing_in

pytestmark = pytest.mark.usefixtures("app")


def _report(listing: Listing) -> IndicatorReport:
    report = report_of(listing)
    assert report
    return report


def _history(listing: Listing) -> list[AuditEvent]:
    return list(list_events_of(db.session(), SubjectKind.INDICATORS, _report(listing).id))


def test_zero_is_kept_as_zero_and_what_is_missing_is_absent() -> None:
    place = funded_place()
    enter(place.id, YEAR, entry({FATHERS: 0}), chief(), NOW)
    assert json.loads(_report(place).figures) == {FATHERS: 0}


def test_part_of_it_is_kept_and_not_yet_sent() -> None:
    place = funded_place()
    enter(
        place.id, YEAR, entry({FAMILIES: 120}, notes={"familles": "Ouvert en mars"}), chief(), NOW
    )
    report = _report(place)
    assert report.state is ReportState.DEMANDE
    assert (report.entered_by, report.entered_at) == ("Responsable 87", NOW)
    assert json.loads(report.notes) == {"familles": "Ouvert en mars"}


def test_what_is_sent_waits_for_the_caf_and_may_still_be_corrected() -> None:
    place = funded_place()
    first = enter(place.id, YEAR, entry({FAMILIES: 120}, send=True), chief(), NOW)
    assert first.state is ReportState.SAISI
    corrected = entry({FAMILIES: 125}, seen=first.version)
    enter(place.id, YEAR, corrected, chief(), NOW)
    assert _report(place).state is ReportState.SAISI
    assert json.loads(_report(place).figures) == {FAMILIES: 125}


def test_history_tells_each_figure_before_and_after() -> None:
    place = funded_place()
    first = enter(place.id, YEAR, entry({FAMILIES: 120}), chief(), NOW)
    enter(place.id, YEAR, entry({FAMILIES: 0}, seen=first.version, send=True), chief(), NOW)
    newest, oldest = _history(place)
    assert "a saisi les indicateurs de" in newest.sentence
    assert "(envoyés à la Caf)" in newest.sentence
    assert [(c.before, c.after) for c in changes_of(newest)] == [("120", "0")]
    assert [(c.field, c.before, c.after) for c in changes_of(oldest)] == [
        ("Nombre de familles accueillies", "", "120")
    ]


def test_saving_the_same_again_writes_nothing() -> None:
    place = funded_place()
    first = enter(place.id, YEAR, entry(), chief(), NOW)
    again = enter(place.id, YEAR, entry(seen=first.version), chief(), NOW + timedelta(hours=1))
    assert (again.version, again.entered_at) == (first.version, NOW)
    assert len(_history(place)) == 1


def test_who_enters_is_known() -> None:
    place = funded_place()
    body = replace(actor_of(Role.GESTIONNAIRE), operator_id=place.operator_id)
    enter(place.id, YEAR, entry(), body, NOW)
    assert _report(place).source is ReportSource.COMPTE
    enter(place.id, YEAR, entry({FAMILIES: 1}, seen=_report(place).version), chief(), NOW)
    assert _report(place).source is ReportSource.AGENT


def test_an_item_above_its_total_is_refused_and_nothing_is_kept() -> None:
    place = funded_place()
    with pytest.raises(ImpossibleFiguresError) as refusal:
        enter(place.id, YEAR, entry({FAMILIES: 10, FATHERS: 11}), chief(), NOW)
    assert [slug for slug, _ in refusal.value.problems] == [FATHERS]
    assert report_of(place) is None


def test_nothing_at_all_is_not_sent() -> None:
    with pytest.raises(RefusedIndicatorsError, match="au moins un chiffre"):
        enter(funded_place().id, YEAR, entry({}, send=True), chief(), NOW)


def test_what_was_sent_is_corrected_and_never_emptied() -> None:
    place = funded_place()
    first = enter(place.id, YEAR, entry(send=True), chief(), NOW)
    with pytest.raises(RefusedIndicatorsError, match="laissez au moins un chiffre"):
        enter(place.id, YEAR, entry({}, seen=first.version), chief(), NOW)
    assert json.loads(_report(place).figures) == {FAMILIES: 120}


def test_a_note_has_an_end() -> None:
    long = {"familles": "a" * (LONGEST_NOTE + 1)}
    with pytest.raises(RefusedIndicatorsError, match="1000 caractères"):
        enter(funded_place().id, YEAR, entry(notes=long), chief(), NOW)


def test_what_somebody_else_saved_is_not_overwritten() -> None:
    place = funded_place()
    first = enter(place.id, YEAR, entry({FAMILIES: 120}), chief(), NOW)
    enter(place.id, YEAR, entry({FAMILIES: 130}, seen=first.version), chief(), NOW)
    for seen in (0, first.version - 1):
        with pytest.raises(StaleReportError):
            enter(place.id, YEAR, entry({FAMILIES: 5}, seen=seen), chief(), NOW)
    assert json.loads(_report(place).figures) == {FAMILIES: 130}


def test_a_request_that_leaves_meanwhile_does_not_refuse_what_is_being_typed() -> None:
    place = funded_place()
    ask_for(place)
    enter(place.id, YEAR, entry(seen=0), chief(), NOW)
    assert json.loads(_report(place).figures) == {FAMILIES: 120}


def test_validated_figures_change_no_more() -> None:
    place = funded_place()
    report = validated_report(place)
    with pytest.raises(ValidatedError):
        enter(place.id, YEAR, entry({FAMILIES: 1}, seen=report.version), chief(), NOW)


def test_answers_to_what_is_asked_no_more_stay_and_unknown_names_are_not_taken() -> None:
    place = funded_place()
    first = enter(place.id, YEAR, entry(), chief(), NOW)
    with transaction() as session:
        session.get_one(IndicatorReport, first.id).figures = '{"ancien": 4}'
    version = _report(place).version
    enter(place.id, YEAR, entry({FAMILIES: 2, "inconnu": 3}, seen=version), chief(), NOW)
    assert json.loads(_report(place).figures) == {"ancien": 4, FAMILIES: 2}


@pytest.mark.parametrize("year", [YEAR - 1, YEAR + 1])
def test_a_year_without_funding_is_not_there(year: int) -> None:
    place = funded_place()
    with pytest.raises(NotFoundError):
        enter(place.id, year, entry(), chief(), NOW)


def test_a_place_that_was_never_funded_is_not_there() -> None:
    with pytest.raises(NotFoundError):
        enter(listing_in().id, YEAR, entry(), chief(), NOW)


def test_places_of_others_are_not_there() -> None:
    place = funded_place()
    assert place.operator_id
    with pytest.raises(NotFoundError):
        enter(place.id, YEAR, entry(), actor_of(Role.AGENT, ELSEWHERE), NOW)
    another = replace(actor_of(Role.GESTIONNAIRE), operator_id=place.operator_id + 1)
    with pytest.raises(NotFoundError):
        enter(place.id, YEAR, entry(), another, NOW)
