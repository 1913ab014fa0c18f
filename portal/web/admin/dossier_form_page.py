"""The page of the form of a funding file: what its template needs, new or not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flask import render_template
from werkzeug.datastructures import MultiDict

from portal.domain.days import day_in_paris
from portal.domain.dossiers.content import DossierContent
from portal.domain.dossiers.states import DossierState
from portal.domain.history import FieldChange
from portal.services.dossiers.editing import NEW_FILES
from portal.services.dossiers.prefilling import prefilled
from portal.services.dossiers.reading import content_of
from portal.store.db import db
from portal.store.dossiers import Dossier
from portal.store.listings import Listing
from portal.store.workbench import DossierDraft
from portal.web.access import directory
from portal.web.admin.dossier_form_offer import offered, theme_labels, told_by
from portal.web.admin.dossier_form_preview import Preview, preview_of
from portal.web.admin.dossier_form_seen import Act, mark_of
from portal.web.admin.forms.dossier_form import DossierForm, form_from
from portal.web.admin.guard import now
from portal.web.admin.rule_settings import rule_settings

Posted = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """The file that a form is about, with what it says now.

    Of a new file, which is not saved, ``content`` is what its listing says.
    """

    dossier: Dossier
    content: DossierContent
    saved: bool = True

    @property
    def listing(self) -> Listing:
        """The listing that the file funds."""
        return self.dossier.listing

    @property
    def action(self) -> str:
        """Where the form is sent."""
        if not self.saved:
            return f"/gestion/dossiers/nouveau?fiche={self.listing.id}"
        return f"/gestion/dossiers/{self.dossier.id}/modifier"

    @property
    def preview_action(self) -> str:
        """Where the form is sent for what the rules say of it."""
        if not self.saved:
            return f"/gestion/dossiers/nouveau/apercu?fiche={self.listing.id}"
        return f"/gestion/dossiers/{self.dossier.id}/apercu"

    @property
    def draft_action(self) -> str:
        """Where the form is kept while it is being filled in."""
        if not self.saved:
            return f"/gestion/dossiers/nouveau/brouillon?fiche={self.listing.id}"
        return f"/gestion/dossiers/{self.dossier.id}/brouillon"

    @property
    def forget_action(self) -> str:
        """Where what was kept of the form is forgotten."""
        if not self.saved:
            return f"/gestion/dossiers/nouveau/brouillon/oublier?fiche={self.listing.id}"
        return f"/gestion/dossiers/{self.dossier.id}/brouillon/oublier"

    @property
    def dossier_id(self) -> int | None:
        """The id of the file, None of a new one."""
        return self.dossier.id if self.saved else None

    def form(self, posted: Posted | None = None) -> DossierForm:
        """Return the form, with what was posted over it."""
        submitted = self.saved and self.dossier.state is not DossierState.BROUILLON
        return form_from(self.content, self.listing.kind, posted, text_is_fixed=submitted)

    def opened(self) -> DossierForm:
        """Return the form as it opens, with the mark of what it is opened on."""
        form = self.form()
        if self.saved:
            form.vu.data = mark_of(self.dossier)
        return form

    def preview(self, content: DossierContent) -> Preview:
        """Return what the rules say of a content, by the figures of this installation."""
        return preview_of(db.session(), self.dossier, content, rule_settings())

    def with_listing(self, content: DossierContent) -> DossierContent:
        """Return a content with what the listing says of its facts."""
        facts = told_by(self.listing, content)
        return replace(content, facts=facts) if facts else content


@dataclass
class DossierFormPage:
    """A form, the file that it is about, and what is said around it."""

    subject: Subject
    form: DossierForm
    preview: Preview | None = None
    errors: list[tuple[str, str]] = field(default_factory=list)
    acts: list[Act] | None = None
    taken_over: list[FieldChange] | None = None
    draft: DossierDraft | None = None

    @property
    def offer(self) -> list[FieldChange]:
        """What the listing says otherwise than the saved file."""
        told = told_by(self.subject.listing, self.subject.content)
        return offered(self.subject.content.facts, told) if told else []

    def render(self) -> str:
        """Return the page."""
        return render_template("gestion/dossiers/formulaire.html", page=self, form=self.form)


def new_subject(listing: Listing) -> Subject:
    """Return a new file of a listing, which is not saved."""
    said = prefilled(
        db.session(),
        listing,
        directory().territory,
        theme_labels(),
        NEW_FILES,
        day_in_paris(now()),
    )
    return Subject(Dossier(listing=listing), said, saved=False)


def subject_of(dossier: Dossier) -> Subject:
    """Return a file that exists."""
    return Subject(dossier, content_of(dossier))
