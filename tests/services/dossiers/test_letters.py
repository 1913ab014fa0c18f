"""The letter of a decision says what was decided, on what text, and why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import DossierState
from portal.services.dossiers.deciding import Grant, grant, refuse
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.letters import USUAL_RECOURSE, UndecidedError, letter_of
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import (
    GRANTED,
    PATHS,
    YEAR,
    content,
    file_at,
    go,
    place_in,
    read,
    seen,
    signed,
)
from tests.staff import actor_of

S = DossierState


@pytest.fixture
def head(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


def advised(head: Actor, **facts: object) -> Dossier:
    dossier = create_dossier(place_in().id, content(**facts), head, NOW)
    for wanted in PATHS[S.AVIS_RENDU]:
        dossier = go(dossier, wanted, head)
    return dossier


@pytest.mark.parametrize("state", [S.BROUILLON, S.DEPOSEE, S.AVIS_RENDU, S.ABANDONNEE])
def test_there_is_no_letter_before_a_decision(head: Actor, state: S) -> None:
    with pytest.raises(UndecidedError):
        letter_of(file_at(state, head))


def test_a_grant_tells_the_amount_and_the_days(head: Actor) -> None:
    letter = letter_of(file_at(S.ACCORDEE, head))

    assert (letter.asked, letter.granted, letter.convention) == (GRANTED, GRANTED, YEAR)
    assert (letter.decided_on, letter.years) == (NOW.date(), "2026")
    assert letter.unmet == letter.unchecked == ()
    assert letter.reason == ""


def test_a_file_that_went_on_keeps_the_letter_of_its_decision(head: Actor) -> None:
    assert letter_of(file_at(S.SOLDEE, head)).granted == GRANTED


def test_a_refusal_tells_its_reason_and_what_was_broken_from_what_nobody_could_check(
    head: Actor,
) -> None:
    dossier = advised(head, missions=["information"], echelle="autre", acces_specifique=None)
    refuse(seen(dossier), signed(head, "Trois missions manquent."))

    letter = letter_of(read(dossier, head))

    assert (letter.granted, letter.convention) == (None, None)
    assert letter.reason == "Trois missions manquent."
    assert [found.rule for found in letter.unmet] == ["L5"]
    assert letter.unmet[0].quotation.phrase
    assert [found.rule for found in letter.unchecked] == ["L9"]
    assert letter.unchecked[0].missing == ("Accès spécifique",)


def test_the_comment_of_a_grant_stays_in_the_file(head: Actor) -> None:
    dossier = advised(head)
    given = Grant(Decimal("100.00"), YEAR)
    grant(seen(dossier), given, signed(head, "Pour nous seuls."))

    assert letter_of(read(dossier, head)).reason == ""


def test_a_letter_is_for_a_body_and_says_how_to_contest(head: Actor) -> None:
    dossier = file_at(S.REFUSEE, head)

    letter = letter_of(dossier)

    operator = dossier.listing.operator
    assert letter.addressee.operator == (
        operator.name if operator else "À l’attention du gestionnaire"
    )
    assert letter.addressee.street == dossier.listing.sites[0].address
    assert letter.recourse == USUAL_RECOURSE
    assert letter_of(dossier, "Écrivez-nous.").recourse == "Écrivez-nous."
