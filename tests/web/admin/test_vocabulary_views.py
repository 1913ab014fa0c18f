"""The vocabulary: words change for everybody at once, slugs never, and history tells."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.domain.vocabulary import Family
from portal.services.audit import changes_of
from portal.services.search import PlaceSearch, search_places
from portal.store.audit import list_events_of
from portal.store.db import db
from portal.store.vocabulary import VocabularyTerm
from tests.conftest import app_in
from tests.staff import StaffBrowser, add_agent, sign_in

ALL = "/gestion/vocabulaire"
NEW = f"{ALL}/nouveau?famille=service"
WORDS = {"libelle": "Café du samedi", "en_clair": "Un café entre parents", "synonymes": "troquet"}


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.CNAF))


def _term(slug: str) -> VocabularyTerm:
    db.session().rollback()
    return db.session().scalars(select(VocabularyTerm).where(VocabularyTerm.slug == slug)).one()


def _slugs() -> set[str]:
    db.session().rollback()
    return set(db.session().scalars(select(VocabularyTerm.slug)))


def _fields(term: VocabularyTerm, **changed: object) -> dict[str, object]:
    return {
        "libelle": term.label,
        "en_clair": term.plain_label,
        "synonymes": "\n".join(term.synonyms),
        "definition": term.definition,
        "data_inclusion": "\n".join(term.data_inclusion),
        "rang": 1,
        **changed,
    }


def test_a_word_that_changes_is_read_and_found_at_once_by_another_process(
    app: Flask, browser: StaffBrowser
) -> None:
    other = app_in(app.extensions["portal.settings"].instance)
    directory = other.extensions["portal.directory"]
    term = _term("accueil_inconditionnel")
    found = search_places(
        directory, PlaceSearch(filters={"theme": frozenset({"accueil_inconditionnel"})})
    ).total
    assert search_places(directory, PlaceSearch(words="zanzibar")).total == 0
    changed = _fields(term, en_clair="Entrer sans rien demander", synonymes="zanzibar")
    assert browser.send(f"{ALL}/{term.id}", changed).status_code == 303
    assert search_places(directory, PlaceSearch(words="zanzibar")).total == found
    assert list(app.extensions["portal.projection"].differences(db.session())) == []
    page = other.test_client().get("/themes/accueil_inconditionnel")
    assert "Entrer sans rien demander" in page.text


def test_history_tells_each_field_that_changed(browser: StaffBrowser) -> None:
    term = _term("repit")
    before = term.label
    browser.send(f"{ALL}/{term.id}", _fields(term, libelle="Répit des parents", rang=2))
    event = list_events_of(db.session(), "mot", _term("repit").id)[0]
    assert "a modifié le mot" in event.sentence
    told = {change.field: (change.before, change.after) for change in changes_of(event)}
    assert told["Libellé"] == (before, "Répit des parents")
    assert told["Rang"][1] == "2"


def test_the_slug_stays_whatever_is_posted(browser: StaffBrowser) -> None:
    term = _term("repit")
    posted = _fields(term, libelle="Autre nom", slug="autre", family="public", famille="public")
    browser.send(f"{ALL}/{term.id}", posted)
    assert (_term("repit").label, _term("repit").family) == ("Autre nom", Family.SERVICE)


def test_a_term_takes_its_place_among_its_family(browser: StaffBrowser) -> None:
    term = _term("repit")
    browser.send(f"{ALL}/{term.id}", _fields(term, rang=1))
    query = select(VocabularyTerm.slug).where(VocabularyTerm.family == Family.SERVICE)
    db.session().rollback()
    assert db.session().scalars(query.order_by(VocabularyTerm.position)).first() == "repit"


def test_a_new_theme_can_be_chosen_and_retired_while_nobody_uses_it(
    app: Flask, browser: StaffBrowser
) -> None:
    assert browser.send(NEW, WORDS).status_code == 303
    term = _term("cafe_du_samedi")
    assert app.test_client().get("/themes/cafe_du_samedi").status_code == 200
    assert browser.send(f"{ALL}/{term.id}/retirer").status_code == 303
    assert "cafe_du_samedi" not in _slugs()
    assert app.test_client().get("/themes/cafe_du_samedi").status_code == 404


def test_a_new_public_is_answered_by_what_is_for_every_parent(
    app: Flask, browser: StaffBrowser
) -> None:
    named = {"libelle": "Grands frères", "en_clair": "Les grands frères et sœurs"}
    browser.send(f"{ALL}/nouveau?famille=public", named)
    directory = app.extensions["portal.directory"]
    everybody = search_places(
        directory, PlaceSearch(filters={"public": frozenset({"tous_parents"})})
    ).total
    assert (
        search_places(
            directory, PlaceSearch(filters={"public": frozenset({"grands_freres"})})
        ).total
        == everybody
        > 0
    )


@pytest.mark.parametrize("slug", ["information", "accueil_inconditionnel", "laep", "tous_parents"])
def test_a_term_that_is_used_or_that_rules_name_stays(browser: StaffBrowser, slug: str) -> None:
    term_id = next(t.id for t in db.session().scalars(select(VocabularyTerm)) if t.slug == slug)
    browser.send(f"{ALL}/{term_id}/retirer")
    assert slug in _slugs()


@pytest.mark.parametrize("family", ["type", "mode", "mission_socle", "rien", ""])
def test_nothing_is_added_to_a_closed_family(browser: StaffBrowser, family: str) -> None:
    before = _slugs()
    assert browser.send(f"{ALL}/nouveau?famille={family}", WORDS).status_code == 404
    assert _slugs() == before


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("libelle", "", "Libellé : écrivez-le."),
        ("en_clair", "", "En clair : écrivez-le"),
        ("libelle", "…", "Libellé : il lui faut au moins une lettre"),
        ("libelle", "REPIT", "Libellé : «"),
        ("synonymes", "x" * 101, "Synonymes : «"),
        ("data_inclusion", "Pas un slug", "data.inclusion : «Pas un slug»"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    browser: StaffBrowser, field: str, value: str, said: str
) -> None:
    browser.send(f"{ALL}/{_term('repit').id}", _fields(_term("repit"), libelle="Repit"))
    before = _slugs()
    answer = browser.send(NEW, {**WORDS, field: value})
    assert answer.status_code == 400
    assert said in answer.text
    assert f'href="#{field}"' in answer.text
    assert _slugs() == before


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT, Role.RESPONSABLE, Role.GESTIONNAIRE])
def test_only_the_cnaf_and_administrators_edit_it(app: Flask, role: Role) -> None:
    visitor = sign_in(app, add_agent(role))
    term = _term("repit")
    assert visitor.get(ALL).status_code == 403
    changed = _fields(term, libelle="Autre")
    assert visitor.send(f"{ALL}/{term.id}", changed).status_code == 403
    assert visitor.send(f"{ALL}/{term.id}/retirer").status_code == 403
    assert _term("repit").label != "Autre"


def test_every_page_of_the_vocabulary_shows(browser: StaffBrowser) -> None:
    assert "Missions socles" in browser.get(ALL).text
    assert "Retirer ce mot" in browser.get(f"{ALL}/{_term('repit').id}").text
    assert browser.get(NEW).status_code == 200
    assert browser.get(f"{ALL}/999999").status_code == 404
