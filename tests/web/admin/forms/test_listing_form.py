"""The form of a listing says what the listing says, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.listing import ContactKind
from portal.domain.listings.content import ContactContent, OfferContent, SiteContent
from portal.services.listings.reading import content_of
from portal.store.db import db
from portal.store.listings import Listing
from portal.web.admin.forms.listing_form import NOTHING
from tests.web.admin.forms.listing_forms import form_page, opened, sent


def test_a_form_sent_back_untouched_says_the_same_for_every_listing_of_the_seed(
    app: Flask,
) -> None:
    with form_page(app):
        for listing in db.session().scalars(select(Listing)):
            content = content_of(listing)
            form = opened(content, sent(opened(content)))
            assert form.validate(), (listing.slug, form.problems())
            assert form.content() == content


def test_what_a_form_is_too_short_to_show_stays(app: Flask) -> None:
    stops = tuple(SiteContent(number, f"Arrêt {number}") for number in range(1, 46))
    mails = tuple(
        ContactContent(ContactKind.COURRIEL, f"accueil{number}@exemple.fr") for number in range(35)
    )
    content = replace(NOTHING, name="La Roulotte", sites=stops, contacts=mails)
    with form_page(app):
        form = opened(content, sent(opened(content)))
        assert form.validate()
        assert form.content() == content


def test_a_word_that_nobody_may_choose_any_more_stays(app: Flask) -> None:
    content = replace(
        NOTHING, name="La Halte", publics=("disparu",), offers=(OfferContent("oublie"),)
    )
    with form_page(app):
        form = opened(content, sent(opened(content)))
        assert form.validate()
        assert form.content() == content


def test_hours_that_a_grid_cannot_show_keep_their_text(app: Flask) -> None:
    site = SiteContent(1, hours="Jul-Aug Mo 09:00-12:00; PH off", code_insee="87011")
    content = replace(NOTHING, name="La Halte", sites=(site,))
    with form_page(app):
        form = opened(content, sent(opened(content)))
        assert form.validate()
        assert form.content().sites[0].hours == site.hours


def test_an_id_of_another_listing_makes_a_new_address(app: Flask) -> None:
    content = replace(NOTHING, name="La Halte", sites=(SiteContent(7, "Le marché"),))
    with form_page(app):
        posted = sent(opened(content), adresses__0__id="8", adresses__0__arret="La gare")
        form = opened(content, posted)
        assert form.validate()
        assert [(site.id, site.stop) for site in form.content().sites] == [(None, "La gare")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("identite-type", "caserne"),
        ("identite-statut_juridique", "x"),
        ("accueil-cout", "cher"),
        ("contacts-0-nature", "pigeon"),
        ("suivi-revoir", "7"),
        ("adresses-0-horaires-mode", "dessin"),
        ("adresses-0-arret", "x" * 201),
        ("identite-presentation", "x" * 5001),
    ],
)
def test_what_the_form_does_not_offer_is_refused(app: Flask, name: str, value: str) -> None:
    content = replace(NOTHING, name="La Halte")
    with form_page(app):
        posted = sent(opened(content))
        posted["contacts-0-valeur"] = "05 36 49 11 22"
        posted[name] = value
        form = opened(content, posted)
        assert not form.validate()
        assert form.problems()


def test_names_that_no_form_of_ours_sends_are_left_aside(app: Flask) -> None:
    content = replace(NOTHING, name="La Halte")
    with form_page(app):
        posted = sent(opened(content))
        for name in ("adresses-²-arret", "adresses-9999-arret", "contacts--valeur", "precisions-"):
            posted[name] = "x"
        form = opened(content, posted)
        assert form.validate()
        assert form.content() == content
