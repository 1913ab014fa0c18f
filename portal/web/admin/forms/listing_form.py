"""The form of a whole listing, on one page: from a content, and back to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FormField, HiddenField

from portal.domain.listing import ListingKind
from portal.domain.listings.content import ListingContent
from portal.domain.vocabulary import Facet, Vocabulary
from portal.web.admin.forms.contact_fields import ContactList, contacts_data
from portal.web.admin.forms.follow_up_fields import FollowUpForm, follow_up_data
from portal.web.admin.forms.identity_fields import IdentityForm, identity_data
from portal.web.admin.forms.offer_fields import OfferDetails, OffersForm, offers_data, theme_groups
from portal.web.admin.forms.problems import problems
from portal.web.admin.forms.site_list import SiteList, sites_data
from portal.web.admin.forms.typed_fields import choices
from portal.web.admin.forms.welcome_fields import (
    PremisesForm,
    WelcomeForm,
    premises_data,
    welcome_data,
)

KINDS = frozenset(ListingKind)
NOTHING = ListingContent(ListingKind.LIEU_RESSOURCE, "")
"""What the form of a new listing starts from."""


class ListingForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """Every field of a listing. Made by ``form_from``; a subclass may do without ``suivi``."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How WTForms speaks where the form says nothing itself."""

        locales = ("fr",)

    vu = HiddenField()
    identite = FormField(IdentityForm)
    itinerant = BooleanField("Ce lieu se déplace d’un arrêt à l’autre")
    adresses = SiteList("Adresses")
    offres = FormField(OffersForm)
    accueil = FormField(WelcomeForm)
    locaux = FormField(PremisesForm)
    contacts = ContactList("Contacts")
    suivi = FormField(FollowUpForm)

    before: ListingContent
    today: date
    details: OfferDetails

    def prepare(
        self,
        before: ListingContent,
        vocabulary: Vocabulary,
        today: date,
        posted: MultiDict[str, str] | None,
    ) -> None:
        """Give the form what it offers, and what the listing said when it was opened."""
        self.before, self.today = before, today
        self.groups = theme_groups(vocabulary)
        self.identite.form.type.choices = choices(
            (slug, words) for slug, words in _words(vocabulary, Facet.TYPE) if slug in KINDS
        )
        self.identite.form.shown = before.operator
        stored = [offer.theme for offer in before.offers]
        self.offres.form.themes.offer(_words(vocabulary, Facet.THEME), stored)
        self.offres.form.publics.offer(_words(vocabulary, Facet.PUBLIC), before.publics)
        self.accueil.form.modes.offer(_words(vocabulary, Facet.MODE), before.modes)
        self.locaux.form.offer(before)
        if self.suivi:
            self.suivi.form.offer(before)
        self.details = OfferDetails(vocabulary, before)
        self.details.open(self.offres.form.themes.chosen(stored), posted)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check the whole page at once."""
        good = bool(super().validate(extra_validators))
        return self.details.validate() and good

    def content(self) -> ListingContent:
        """Return what was typed, once it is valid; what no field shows stays as it was."""
        written: dict[str, Any] = {
            **self.identite.form.changes(),
            **self.accueil.form.changes(self.before),
            **self.locaux.form.changes(self.before),
            **(self.suivi.form.changes() if self.suivi else {}),
        }
        return replace(
            self.before,
            **written,
            itinerant=self.itinerant.data,
            publics=self.offres.form.publics.chosen(self.before.publics),
            contacts=self.contacts.contacts(self.before),
            offers=self.details.offers(),
            sites=self.adresses.sites(self.before.sites, self.today),
        )

    def refuse(self, about: str, message: str) -> list[tuple[str, str]]:
        """Say on its field, if it has one, why a valid form cannot be saved; return as problems."""
        identity = self.identite.form
        field = {"kind": identity.type, "operator": identity.siret}.get(about)
        if field is None:
            return [("", message)]
        field.errors = [message]
        return self.problems()

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the id of its field, for the summary at the top of the page."""
        of_themes = [each for form in self.details.forms.values() for each in problems(form)]
        return [*problems(self), *of_themes]


def form_from(
    content: ListingContent,
    vocabulary: Vocabulary,
    today: date,
    posted: MultiDict[str, str] | None = None,
    kind: type[ListingForm] = ListingForm,
) -> ListingForm:
    """Return the form of a content, with what was posted over it, if anything was."""
    data = None if posted is not None else _data(content, today)
    form = kind(formdata=posted, data=data)
    form.prepare(content, vocabulary, today, posted)
    return form


def _data(content: ListingContent, today: date) -> dict[str, Any]:
    return {
        "identite": identity_data(content),
        "itinerant": content.itinerant,
        "adresses": sites_data(content.sites, today),
        "offres": offers_data(content),
        "accueil": welcome_data(content),
        "locaux": premises_data(content),
        "contacts": contacts_data(content),
        "suivi": follow_up_data(content),
    }


def _words(vocabulary: Vocabulary, facet: Facet) -> list[tuple[str, str]]:
    return [(term.slug, term.label) for term in vocabulary.facet(facet)]
