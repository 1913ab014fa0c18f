"""Steps in the browser: those of the table and of the role, no others; nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import COMMENTED, TRANSITIONS, DossierState
from portal.services.dossiers.editing import create_dossier
from portal.store.db import db
from portal.store.dossiers import list_dossiers
from tests.conftest import NOW
from tests.dossiers import S, content, file_at, go, place_in, read
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in
from tests.web.admin.dossier_forms import address_of, filled, take

EVERY_STEP = [(before, after) for before, further in TRANSITIONS.items() for after in further]
PLACE_BADGE = "Soutenu par la Caf"


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.RESPONSABLE, mail="navigateur@exemple.fr"))


@pytest.mark.parametrize(("before", "after"), EVERY_STEP)
def test_every_step_of_the_table_is_taken_from_its_page(
    before: DossierState, after: DossierState, browser: StaffBrowser, claire: Actor
) -> None:
    dossier = file_at(before, claire)
    page = browser.get(f"/gestion/dossiers/{dossier.id}").text
    assert f'action="{address_of(dossier, after)}"' in page
    assert f'name="etape" value="{after}"' in page
    answer = take(browser, dossier, after)
    assert (answer.status_code, answer.location) == (303, f"/gestion/dossiers/{dossier.id}")
    assert read(dossier, claire).state is after
    assert after.label in browser.get(answer.location).text


@pytest.mark.parametrize("before", DossierState)
def test_every_other_step_is_refused_and_changes_nothing(
    before: DossierState, browser: StaffBrowser, claire: Actor
) -> None:
    dossier = file_at(before, claire)
    page = browser.get(f"/gestion/dossiers/{dossier.id}").text
    for wanted in set(DossierState) - set(TRANSITIONS[before]):
        answer = take(browser, dossier, wanted)
        assert answer.status_code == 400, wanted
        assert "ne peut pas passer au stade" in answer.text, wanted
        assert f'name="etape" value="{wanted}"' not in page, wanted
    kept = read(dossier, claire)
    assert (kept.state, kept.version) == (before, dossier.version)


def test_a_decision_or_a_payment_is_not_taken_by_the_door_of_plain_steps(
    browser: StaffBrowser, claire: Actor
) -> None:
    advised, agreed = file_at(S.AVIS_RENDU, claire), file_at(S.CONVENTIONNEE, claire)
    for dossier, wanted in ((advised, S.ACCORDEE), (advised, S.REFUSEE), (agreed, S.ACOMPTE_VERSE)):
        plain = f"/gestion/dossiers/{dossier.id}/etape"
        answer = browser.send(plain, filled(dossier, wanted))
        assert answer.status_code == 400
        assert "demande un montant ou une décision" in answer.text
        assert read(dossier, claire).state is dossier.state
    other = browser.send(f"/gestion/dossiers/{agreed.id}/versement", filled(agreed, S.BILAN_RECU))
    assert other.status_code == 404


@pytest.mark.parametrize("wanted", sorted(COMMENTED))
def test_a_step_that_must_be_explained_asks_for_it_and_keeps_what_was_typed(
    wanted: DossierState, browser: StaffBrowser, claire: Actor
) -> None:
    before = next(b for b, further in TRANSITIONS.items() if wanted in further)
    dossier = file_at(before, claire)
    answer = take(browser, dossier, wanted, commentaire=" ", le="2026-11-23")
    assert answer.status_code == 400
    assert "Commentaire\u00a0: expliquez cette étape" in answer.text
    assert f'href="#{wanted}-commentaire"' in answer.text
    assert 'value="2026-11-23"' in answer.text
    assert read(dossier, claire).state is before


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-25", "ne peut pas être notée d’avance"),
        ("2026-11-23", "ne peut pas précéder celle d’avant"),
        ("", "choisissez une date"),
        ("30/02/2026", "choisissez une date"),
        ("0026-11-24", "cette année n’est pas possible"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    day: str, why: str, browser: StaffBrowser, claire: Actor
) -> None:
    dossier = file_at(S.DEPOSEE, claire)
    answer = take(browser, dossier, S.EN_INSTRUCTION, le=day, commentaire="Dossier suivi.")
    assert answer.status_code == 400
    assert why in answer.text
    assert 'id="en_instruction-le-erreur"' in answer.text
    assert "Dossier suivi." in answer.text
    assert read(dossier, claire).state is S.DEPOSEE


def test_a_draft_that_lacks_something_says_what_and_is_not_submitted(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = create_dossier(place_in().id, content(Decimal("0.00")), claire, NOW)
    page = browser.get(f"/gestion/dossiers/{dossier.id}").text
    assert "il manque" in page
    assert "un montant demandé au volet 3" in page
    answer = take(browser, dossier, S.DEPOSEE)
    assert answer.status_code == 400
    assert "Pour l’étape «Déposée», il manque" in answer.text


@pytest.mark.parametrize(
    ("before", "wanted", "amount", "why"),
    [
        (S.CONVENTIONNEE, S.ACOMPTE_VERSE, "30000,01", "dépasse ce qui reste à verser"),
        (S.CONVENTIONNEE, S.ACOMPTE_VERSE, "0", "supérieur à zéro"),
        (S.CONVENTIONNEE, S.ACOMPTE_VERSE, "-1", "ne peut pas être négatif"),
        (S.CONVENTIONNEE, S.ACOMPTE_VERSE, "1,005", "deux décimales au plus"),
        (S.CONVENTIONNEE, S.ACOMPTE_VERSE, "NaN", "écrivez le montant comme"),
        (S.BILAN_RECU, S.SOLDEE, "9000,01", "dépasse ce qui reste à verser"),
        (S.BILAN_RECU, S.SOLDEE, "", "écrivez le montant comme"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_and_stays_as_it_was_typed(
    before: DossierState,
    wanted: DossierState,
    amount: str,
    why: str,
    browser: StaffBrowser,
    claire: Actor,
) -> None:
    dossier = file_at(before, claire)
    answer = take(browser, dossier, wanted, montant=amount)
    assert answer.status_code == 400
    assert why in answer.text
    assert f'id="{wanted}-montant-erreur"' in answer.text
    assert f'value="{amount}"' in answer.text
    assert read(dossier, claire).payments == dossier.payments


def test_an_amount_is_read_as_french_people_write_it(browser: StaffBrowser, claire: Actor) -> None:
    dossier = file_at(S.CONVENTIONNEE, claire)
    assert take(browser, dossier, S.ACOMPTE_VERSE, montant="21 000,5 €").status_code == 303
    assert [p.amount for p in read(dossier, claire).payments] == [Decimal("21000.50")]


def test_the_balance_proposes_exactly_what_is_left(browser: StaffBrowser, claire: Actor) -> None:
    dossier = file_at(S.BILAN_RECU, claire)
    page = browser.get(f"/gestion/dossiers/{dossier.id}").text
    assert 'value="9\u202f000,00"' in page
    assert "Au plus 9\u202f000,00\u00a0€, ce qui reste à verser." in page


def test_what_somebody_else_changed_is_not_walked_over_and_nothing_typed_is_lost(
    browser: StaffBrowser, claire: Actor
) -> None:
    seen = file_at(S.EN_INSTRUCTION, claire)
    fields = filled(seen, S.AVIS_RENDU, commentaire="Avis favorable, projet solide.")
    go(seen, S.AVIS_RENDU, claire)
    answer = browser.send(address_of(seen, S.AVIS_RENDU), fields)
    assert answer.status_code == 409
    assert "Quelqu’un a changé ce dossier entre-temps" in answer.text
    assert "Ce que vous aviez écrit" in answer.text
    assert "Avis favorable, projet solide." in answer.text
    assert len(read(seen, claire).steps) == 3


def test_the_end_of_a_convention_is_seen_by_the_public_at_once(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier, address = file_at(S.AVIS_RENDU, claire), f"/lieux/{place_in().slug}"
    assert PLACE_BADGE not in browser.get(address).text
    take(browser, dossier, S.ACCORDEE)
    assert PLACE_BADGE in browser.get(address).text
    assert PLACE_BADGE in browser.get(f"/gestion/fiches/{dossier.listing_id}/apercu").text
    take(browser, read(dossier, claire), S.CONVENTIONNEE)
    take(browser, read(dossier, claire), S.RESILIEE)
    assert PLACE_BADGE not in browser.get(address).text


def test_a_file_is_renewed_once_from_its_page(browser: StaffBrowser, claire: Actor) -> None:
    dossier = file_at(S.CONVENTIONNEE, claire)
    root = f"/gestion/dossiers/{dossier.id}"
    assert "Reprendre pour 2027" in browser.get(root).text
    answer = browser.send(f"{root}/reprendre")
    assert answer.status_code == 303
    renewed = next(d for d in list_dossiers(db.session(), claire) if d.id != dossier.id)
    assert answer.location == f"/gestion/dossiers/{renewed.id}"
    assert (renewed.first_year, renewed.renewed_from_id) == (2027, dossier.id)
    page = browser.get(root).text
    assert "Reprendre pour 2027" not in page
    assert f'href="{answer.location}"' in page


@pytest.mark.parametrize(
    ("role", "route", "status"),
    [
        (Role.INSTRUCTEUR, "etape", 303),
        (Role.INSTRUCTEUR, "accord", 403),
        (Role.INSTRUCTEUR, "refus", 403),
        (Role.INSTRUCTEUR, "versement", 403),
        (Role.LECTEUR, "etape", 403),
        (Role.AGENT, "etape", 403),
        (Role.CNAF, "etape", 403),
        (Role.GESTIONNAIRE, "etape", 403),
        (Role.AGENT, "reprendre", 403),
    ],
)
def test_each_door_opens_for_its_permission(
    role: Role, route: str, status: int, app: Flask, claire: Actor
) -> None:
    dossier = file_at(S.DEPOSEE, claire)
    asked = sign_in(app, add_agent(role)).send(
        f"/gestion/dossiers/{dossier.id}/{route}", filled(dossier, S.EN_INSTRUCTION)
    )
    assert asked.status_code == status


def test_who_instructs_sees_who_decides_and_cannot_agree_a_convention(
    app: Flask, claire: Actor
) -> None:
    dossier = file_at(S.ACCORDEE, claire)
    ines = sign_in(app, add_agent(Role.INSTRUCTEUR))
    page = ines.get(f"/gestion/dossiers/{dossier.id}").text
    assert "Noter la convention signée : réservé au rôle responsable." in page
    answer = take(ines, dossier, S.CONVENTIONNEE)
    assert answer.status_code == 400
    assert "Votre rôle ne permet pas" in answer.text
    assert read(dossier, claire).state is S.ACCORDEE


@pytest.mark.parametrize("wanted", [S.EN_INSTRUCTION, S.ACCORDEE, S.REFUSEE, S.ACOMPTE_VERSE])
def test_the_file_of_another_caf_is_not_there(wanted: DossierState, browser: StaffBrowser) -> None:
    theirs = file_at(S.DEPOSEE, actor_of(Role.RESPONSABLE, ELSEWHERE), ELSEWHERE)
    assert take(browser, theirs, wanted).status_code == 404
    assert browser.send(f"/gestion/dossiers/{theirs.id}/reprendre").status_code == 404
    assert browser.get(f"/gestion/dossiers/{theirs.id}").status_code == 404


def test_fields_that_nobody_asked_for_change_nothing(browser: StaffBrowser, claire: Actor) -> None:
    dossier = file_at(S.DEPOSEE, claire)
    more = {"statut": "soldee", "montant": "1", "caf_id": "1", "granted": "1", "state": "soldee"}
    fields = filled(dossier, S.EN_INSTRUCTION) | more
    browser.send(address_of(dossier, S.EN_INSTRUCTION), fields)
    kept = read(dossier, claire)
    assert (kept.state, kept.granted, kept.caf_id) == (S.EN_INSTRUCTION, None, dossier.caf_id)
    assert browser.send(address_of(dossier, S.DEPOSEE), {"etape": "ailleurs"}).status_code == 404
