"""A decision rests on the findings of the rules, and keeps them as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.convention import Convention
from portal.domain.listing import ListingKind
from portal.domain.referentiel import facts_from, rulebook
from portal.domain.referentiel.evaluation import CeilingAnswer
from portal.services.dossiers.deciding import Grant, evaluation_of, grant, refuse
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.errors import RefusedStepError, StaleDossierError, UnmetRulesError
from portal.services.dossiers.evaluating import evaluate_content
from portal.services.dossiers.stepping import Seen
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.dossiers import Dossier, list_funding_of
from tests.conftest import NOW
from tests.dossiers import (
    GRANTED,
    PATHS,
    YEAR,
    S,
    content,
    file_at,
    go,
    place_in,
    read,
    seen,
    signed,
)
from tests.staff import ELSEWHERE, actor_of

WHY = "Travaux d’accessibilité votés, livrés en mars."


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def _advised(by: Actor, asked: Decimal = GRANTED, **facts: object) -> Dossier:
    dossier = create_dossier(place_in().id, content(asked, **facts), by, NOW)
    for wanted in PATHS[S.AVIS_RENDU]:
        dossier = go(dossier, wanted, by)
    return read(dossier, by)


def test_a_grant_keeps_facts_findings_and_version_of_the_rules(claire: Actor) -> None:
    dossier = file_at(S.AVIS_RENDU, claire)
    preview = evaluate_content(db.session(), dossier, granted=GRANTED)
    granted = read(grant(seen(dossier), Grant(GRANTED, YEAR), signed(claire)), claire)
    decision = granted.decision
    assert decision
    assert evaluation_of(decision) == preview
    assert decision.rulebook == rulebook(dossier.text).version
    assert facts_from(json.loads(decision.facts)).type is place_in().kind
    assert (granted.granted, granted.starts_on, granted.ends_on) == (
        GRANTED,
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    sentence = list_events_of(db.session(), "dossier", dossier.id)[0].sentence
    assert "30\u202f000,00\u00a0€ accordés du 1er janvier au 31 décembre 2026" in sentence


def test_a_required_rule_that_is_not_met_blocks_a_grant(claire: Actor) -> None:
    dossier = _advised(claire, acces_specifique=False)
    with pytest.raises(UnmetRulesError, match="L9") as caught:
        grant(seen(dossier), Grant(GRANTED, YEAR), signed(claire))
    assert (caught.value.broken, caught.value.unsettled) == (("L9",), ())
    assert read(dossier, claire).state is S.AVIS_RENDU


def test_the_ceiling_is_that_of_what_is_granted_not_of_what_was_asked(claire: Actor) -> None:
    dossier = _advised(claire, Decimal("45000.00"))
    with pytest.raises(UnmetRulesError, match="G5"):
        grant(seen(dossier), Grant(Decimal("40000.01"), YEAR), signed(claire))
    granted = read(grant(seen(dossier), Grant(Decimal("40000.00"), YEAR), signed(claire)), claire)
    assert granted.decision
    assert evaluation_of(granted.decision).plafond == CeilingAnswer(
        base="50000.00", part="0.800000", maximum="40000.00"
    )


def test_what_another_file_obtained_for_the_year_counts_in_the_share(claire: Actor) -> None:
    spring = Convention(date(2026, 1, 1), date(2026, 6, 30))
    autumn = Convention(date(2026, 7, 1), date(2026, 12, 31))
    first, second = (_advised(claire, Decimal("30000.00")) for _ in range(2))
    grant(seen(first), Grant(Decimal("30000.00"), spring), signed(claire))

    second = read(second, claire)
    found = evaluate_content(db.session(), second).plafond
    assert found
    assert found.part == "1.200000"
    with pytest.raises(UnmetRulesError, match="G5"):
        grant(seen(second), Grant(Decimal("10000.01"), autumn), signed(claire))
    grant(seen(second), Grant(Decimal("10000.00"), autumn), signed(claire))


def test_of_a_terminated_file_only_what_was_paid_counts(claire: Actor) -> None:
    first = file_at(S.ACOMPTE_VERSE, claire)
    second = _advised(claire, Decimal("30000.00"))
    go(first, S.RESILIEE, claire)
    found = evaluate_content(db.session(), read(second, claire)).plafond
    assert found
    assert found.part == "1.020000"


def test_a_required_rule_that_cannot_tell_blocks_a_grant_too(claire: Actor) -> None:
    dossier = _advised(claire, acces_specifique=None)
    with pytest.raises(UnmetRulesError, match="à compléter : L9"):
        grant(seen(dossier), Grant(GRANTED, YEAR), signed(claire))


def test_a_responsable_sets_a_rule_aside_with_a_written_reason(claire: Actor) -> None:
    dossier = _advised(claire, acces_specifique=False)
    given = Grant(GRANTED, YEAR, {"L9": WHY, "L1": "Respectée : rien à écarter."})
    granted = read(grant(seen(dossier), given, signed(claire)), claire)
    assert granted.decision
    assert json.loads(granted.decision.overrides) == {"L9": WHY}
    assert "dérogation à L9" in list_events_of(db.session(), "dossier", dossier.id)[0].sentence


def test_a_reason_without_words_sets_nothing_aside(claire: Actor) -> None:
    dossier = _advised(claire, acces_specifique=False)
    with pytest.raises(UnmetRulesError):
        grant(seen(dossier), Grant(GRANTED, YEAR, {"L9": "  "}), signed(claire))


def test_nobody_else_sets_a_rule_aside(claire: Actor) -> None:
    dossier = _advised(claire, acces_specifique=False)
    admin = actor_of(Role.ADMIN)
    with pytest.raises(RefusedStepError, match="Seul un responsable"):
        grant(seen(dossier), Grant(GRANTED, YEAR, {"L9": WHY}), signed(admin))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (Grant(GRANTED + Decimal("0.01"), YEAR), "dépasse le montant demandé"),
        (Grant(Decimal(0), YEAR), "supérieur à zéro"),
        (Grant(Decimal("1.005"), YEAR), "deux décimales"),
        (Grant(GRANTED, Convention(date(2026, 2, 1), date(2026, 1, 31))), "finit avant"),
        (Grant(GRANTED, Convention(date(2026, 1, 1), date(2027, 1, 1))), "années du dossier"),
    ],
)
def test_a_grant_that_cannot_be_is_refused(given: Grant, why: str, claire: Actor) -> None:
    dossier = file_at(S.AVIS_RENDU, claire)
    with pytest.raises(RefusedStepError, match=why):
        grant(seen(dossier), given, signed(claire))
    kept = read(dossier, claire)
    assert (kept.state, kept.granted, kept.decision) == (S.AVIS_RENDU, None, None)


def _second(by: Actor, *, first: int, last: int) -> Dossier:
    """Return a file for years, advised on, beside one that was granted for 2026."""
    place = file_at(S.ACCORDEE, by).listing
    years = replace(content(), first_year=first, last_year=last)
    dossier = create_dossier(place.id, years, by, NOW)
    for wanted in PATHS[S.AVIS_RENDU]:
        dossier = go(dossier, wanted, by)
    return read(dossier, by)


def test_one_day_of_a_listing_is_not_funded_twice(claire: Actor) -> None:
    dossier = _second(claire, first=2026, last=2027)
    given = Grant(GRANTED, Convention(date(2026, 12, 31), date(2027, 12, 31)))
    with pytest.raises(RefusedStepError) as refusal:
        grant(seen(dossier), given, signed(claire))
    assert str(refusal.value) == (
        "Convention : un autre dossier de cette fiche est déjà accordé du 1er janvier au"
        " 31 décembre 2026 (30\u202f000,00\u00a0€)."
    )
    assert read(dossier, claire).state is S.AVIS_RENDU


def test_the_years_that_follow_are_granted(claire: Actor) -> None:
    dossier = _second(claire, first=2027, last=2027)
    given = Grant(GRANTED, Convention(date(2027, 1, 1), date(2027, 12, 31)))
    assert grant(seen(dossier), given, signed(claire)).state is S.ACCORDEE


def test_what_was_ended_leaves_its_days_free(claire: Actor) -> None:
    dossier = _second(claire, first=2026, last=2026)
    other = list_funding_of(db.session(), dossier.listing_id)[0]
    go(other, S.ABANDONNEE, claire)
    assert grant(seen(dossier), Grant(GRANTED, YEAR), signed(claire)).state is S.ACCORDEE


@pytest.mark.parametrize("kind", [ListingKind.LAEP, ListingKind.ECOUTE_DISTANCE])
def test_a_listing_that_is_no_longer_of_the_axis_is_not_granted(
    kind: ListingKind, claire: Actor
) -> None:
    dossier = file_at(S.AVIS_RENDU, claire)
    with transaction():
        dossier.listing.kind = kind
    with pytest.raises(RefusedStepError, match="Type : ce dossier relève de «Axe 1"):
        grant(seen(dossier), Grant(GRANTED, YEAR), signed(claire))


def test_a_refusal_is_explained_and_keeps_its_findings(claire: Actor) -> None:
    dossier = _advised(claire, acces_specifique=False)
    with pytest.raises(RefusedStepError, match="expliquée"):
        refuse(seen(dossier), replace(signed(claire), comment=""))
    refused = read(refuse(seen(dossier), signed(claire, "Locaux à revoir.")), claire)
    assert refused.decision
    assert evaluation_of(refused.decision).recevable is False


def test_a_decision_on_what_somebody_else_changed_or_out_of_reach_is_none(claire: Actor) -> None:
    dossier = file_at(S.AVIS_RENDU, claire)
    stale = Seen(dossier.id, dossier.version - 1)
    with pytest.raises(StaleDossierError):
        grant(stale, Grant(GRANTED, YEAR), signed(claire))
    with pytest.raises(NotFoundError):
        refuse(seen(dossier), signed(actor_of(Role.RESPONSABLE, ELSEWHERE)))
