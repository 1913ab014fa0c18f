"""The buttons of the form that save nothing: lines come and go, the listing is taken over."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.services.dossiers.reading import content_of
from portal.store.db import db
from tests.dossiers import content, place_in, read
from tests.staff import StaffBrowser, actor_of, add_agent, sign_in
from tests.web.admin.dossier_pages import (
    dossier_fields,
    edit_address,
    fields_of,
    saved_file,
    send,
)


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.INSTRUCTEUR))


@pytest.mark.parametrize(
    ("pressed", "appears"),
    [
        ("charges", "charges-2-montant"),
        ("produits", "produits-2-montant"),
        ("partenariats", "partenariats-1-nature"),
        ("accueillants", "accueillants-1-poste"),
        ("sites", "sites-1-commune"),
        ("sites-0-fermetures", "sites-0-fermetures-0-du"),
    ],
)
def test_a_line_is_added_and_nothing_saved(
    pressed: str, appears: str, browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["charges-0-libelle"] = "Pas encore enregistré"
    answer = send(browser, edit_address(dossier), fields, ajouter=pressed)
    assert answer.status_code == 200
    shown = fields_of(answer.text)
    assert shown[appears] == ""
    assert shown["charges-0-libelle"] == "Pas encore enregistré"
    assert content_of(read(dossier, claire)) == content()


def test_a_line_is_taken_out_and_the_others_keep_their_words(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    answer = send(browser, edit_address(dossier), fields, retirer="charges-0")
    shown = fields_of(answer.text)
    assert (shown["charges-0-libelle"], shown["charges-0-autre_caf"]) == ("Salaires", "non")
    assert "charges-1-libelle" not in shown
    send(browser, edit_address(dossier), shown, enregistrer="oui")
    assert content_of(read(dossier, claire)).budget.charges == content().budget.charges[1:]


def test_the_last_line_leaves_a_blank_one(browser: StaffBrowser, claire: Actor) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    answer = send(browser, edit_address(dossier), fields, retirer="partenariats-0")
    assert fields_of(answer.text)["partenariats-0-partenaire"] == ""


@pytest.mark.parametrize(
    "value", ["vu", "charges-0-montant", "sites-0-fermetures-x", "", "a" * 300]
)
def test_a_button_that_is_none_of_ours_changes_nothing(
    value: str, browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    for button in ("ajouter", "retirer"):
        answer = send(browser, edit_address(dossier), fields, **{button: value})
        assert answer.status_code == 200
        assert fields_of(answer.text) == fields


def test_what_the_listing_says_is_shown_before_it_is_taken_over(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    place_in().sites[0].hours = "Mo-Sa 14:00-18:00; PH off"
    db.session().commit()
    page = browser.get(edit_address(dossier)).text
    assert "La fiche dit autre chose que ce dossier." in page
    assert "lundi au samedi 14:00-18:00" in page

    fields = dossier_fields(browser, edit_address(dossier))
    fields["charges-0-libelle"] = "Jeux"
    answer = send(browser, edit_address(dossier), fields, reprendre="oui")
    assert answer.status_code == 200
    assert "Voici ce que dit la fiche. Rien n’est encore enregistré." in answer.text
    shown = fields_of(answer.text)
    assert "lundi au samedi 14:00-18:00" in shown["sites-0-horaires"]
    assert shown["charges-0-libelle"] == "Jeux"
    assert content_of(read(dossier, claire)) == content()

    send(browser, edit_address(dossier), shown, enregistrer="oui")
    sites = content_of(read(dossier, claire)).facts.sites
    assert sites
    assert sites[0].horaires == "Mo-Sa 14:00-18:00; PH off"
    assert "La fiche dit autre chose" not in browser.get(edit_address(dossier)).text
