"""Validating: what was sent, as it was seen; reopening: for a reason that history keeps."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from portal.domain.history import SubjectKind
from portal.domain.indicators.states import ReportState
from portal.services.indicators.entering import enter
from portal.services.indicators.errors import RefusedIndicatorsError, StaleReportError
from portal.services.indicators.validating import reopen, validate
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db
from tests.conftest import NOW
from tests.indicators import YEAR, chief, entry, funded_place, sent_report, validated_report
from tests.staff import ELSEWHERE, actor_of

pytestmark = pytest.mark.usefixtures("app")


def test_what_was_sent_is_validated_by_somebody_on_a_day() -> None:
    report = validated_report(funded_place())
    assert report.state is ReportState.VALIDE
    assert (report.validated_by, report.validated_at) == ("Responsable 87", NOW)
    event = list_events_of(db.session(), SubjectKind.INDICATORS, report.id)[0]
    assert "a validé les indicateurs de" in event.sentence


def test_what_was_not_sent_is_not_validated() -> None:
    place = funded_place()
    report = enter(place.id, YEAR, entry(), chief(), NOW)
    with pytest.raises(RefusedIndicatorsError, match="ne sont pas à valider"):
        validate(place.id, YEAR, report.version, chief(), NOW)


def test_figures_that_changed_since_they_were_read_are_not_validated() -> None:
    place = funded_place()
    report = sent_report(place)
    with pytest.raises(StaleReportError):
        validate(place.id, YEAR, report.version - 1, chief(), NOW)


def test_what_is_reopened_waits_to_be_validated_again() -> None:
    place = funded_place()
    report = validated_report(place)
    reopened = reopen(place.id, YEAR, report.version, "  Un chiffre manque ", chief(), NOW)
    assert reopened.state is ReportState.SAISI
    assert (reopened.validated_by, reopened.validated_at) == ("", None)
    event = list_events_of(db.session(), SubjectKind.INDICATORS, report.id)[0]
    assert "a rouvert les indicateurs de" in event.sentence
    assert "(Un chiffre manque)" in event.sentence


def test_nothing_is_reopened_without_a_reason() -> None:
    place = funded_place()
    report = validated_report(place)
    with pytest.raises(RefusedIndicatorsError, match="Dites pourquoi"):
        reopen(place.id, YEAR, report.version, " ", chief(), NOW)


def test_only_what_is_validated_is_reopened() -> None:
    place = funded_place()
    report = sent_report(place)
    with pytest.raises(RefusedIndicatorsError, match="ne sont pas validés"):
        reopen(place.id, YEAR, report.version, "Pourquoi pas", chief(), NOW)


def test_what_is_of_another_caf_or_was_never_asked_is_not_there() -> None:
    place = funded_place()
    with pytest.raises(NotFoundError):
        validate(place.id, YEAR, 1, chief(), NOW)
    report = sent_report(place)
    with pytest.raises(NotFoundError):
        validate(place.id, YEAR, report.version, actor_of(Role.AGENT, ELSEWHERE), NOW)
