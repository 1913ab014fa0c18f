"""The page of the listing form: what its template needs, whoever opens it."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import render_template, request
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice, SelectField

from portal.domain.access import Actor
from portal.domain.days import day_in_paris
from portal.domain.listings.content import ListingContent
from portal.services.listings.duplicates import Duplicate
from portal.services.listings.operators import count_renamed
from portal.services.posted_fields import unpacked
from portal.store.cafs import list_cafs
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.vocabulary import load_vocabulary
from portal.store.workbench import ListingDraft, find_draft
from portal.web.admin.forms.listing_form import NOTHING, ListingForm, form_from
from portal.web.admin.forms.typed_fields import choices
from portal.web.admin.guard import actor, now
from portal.web.admin.seen import Seen, sign_seen

Posted = MultiDict[str, str]


class NewListingForm(ListingForm):
    """The form of a listing that does not exist yet also asks whose it is."""

    caf = SelectField("Caf", choices=[])

    @property
    def caf_id(self) -> int | None:
        """The Caf that was chosen, once the form is valid."""
        return int(self.caf.data) if self.caf.data else None


@dataclass(frozen=True)
class FormPage:
    """A form, where it is sent, and what is said around it; ``listing`` is None for a new one.

    ``duplicates`` is what a new listing may be the same place as.
    """

    form: ListingForm
    action: str
    listing: Listing | None = None
    draft: ListingDraft | None = None
    errors: list[tuple[str, str]] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)

    @property
    def apart(self) -> list[int]:
        """The listings that people have seen, now or before, and are another place if they save."""
        shown = (pair.second.id for pair in self.duplicates)
        return sorted(told_apart().union(id_ for id_ in shown if id_ is not None))

    @property
    def back(self) -> str:
        """Where to go once it is saved, when another page leads here; checked when it is used."""
        return request.values.get("retour", "")

    def render(self) -> str:
        """Return the page."""
        return render_template("gestion/fiche/formulaire.html", page=self, form=self.form)


def told_apart() -> frozenset[int]:
    """Return the listings that whoever saves was shown, and found to be other places."""
    return frozenset(request.form.getlist("doublon_vu", type=int))


def edit_form(content: ListingContent, posted: Posted | None = None) -> ListingForm:
    """Return the form of a listing that says ``content``, with what was posted over it."""
    form = form_from(content, load_vocabulary(db.session()), day_in_paris(now()), posted)
    form.identite.form.offer_renaming(count_renamed(db.session(), content.operator, actor()))
    return form


def signed(form: ListingForm, listing_id: int, version: int) -> ListingForm:
    """Return the form with what it was opened on."""
    form.vu.data = sign_seen(listing_id, Seen(version, form.before))
    return form


def new_form(by: Actor, posted: Posted | None = None) -> NewListingForm:
    """Return the form of a new listing, which offers the Caf within the actor's reach."""
    words, today = load_vocabulary(db.session()), day_in_paris(now())
    form = form_from(NOTHING, words, today, posted, NewListingForm)
    if not isinstance(form, NewListingForm):
        raise TypeError("not the form of a new listing")
    mine = [(str(caf.id), caf.name) for caf in list_cafs(db.session()) if by.reaches(caf.id)]
    nowhere = [SelectChoice("", "Aucune : service national")] if by.reaches(None) else []
    form.caf.choices = [*choices(mine), *nowhere]
    return form


def open_draft(listing_id: int | None) -> tuple[ListingDraft | None, Posted | None]:
    """Return the draft that may be taken up again, or its fields where that was asked."""
    by = actor()
    draft = find_draft(db.session(), by.agent_id, listing_id) if by.agent_id else None
    if draft is None or request.args.get("brouillon") != "reprendre":
        return draft, None
    return None, MultiDict(unpacked(draft.fields))
