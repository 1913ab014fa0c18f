"""The form of a campaign: which listings, and the mail."""

from __future__ import annotations

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError

from portal.domain.campaigns import LONGEST_MESSAGE, LONGEST_SUBJECT
from portal.domain.french import NBSP
from portal.services.moderation.campaigns import CampaignDraft
from portal.services.moderation.recipients import Candidate
from portal.web.admin.forms.problems import problems
from portal.web.admin.forms.required_text import required_text
from portal.web.admin.forms.typed_fields import Boxes, line


class CampaignForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """The listings that are ticked, the subject and the message."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # WTForms has no types
        """How WTForms speaks where the form says nothing itself."""

        locales = ("fr",)

    fiches = Boxes("Fiches")
    sujet = line("Sujet", LONGEST_SUBJECT, required=True)
    message = required_text(
        "Message",
        LONGEST_MESSAGE,
        f"Message{NBSP}: écrivez le message.",
        "Le nom de chaque lieu et son lien sont ajoutés en dessous.",
        rows=12,
    )
    refused = ""

    def offer(self, candidates: Iterable[Candidate]) -> None:
        """Offer the listings that have an address."""
        able = [each for each in candidates if each.mail]
        self.fiches.offer((str(each.listing_id), each.name) for each in able)

    def begin(self, candidates: Iterable[Candidate], subject: str, message: str) -> None:
        """Propose a mail, to all those who were not asked lately."""
        self.sujet.data, self.message.data = subject, message
        self.fiches.data = [
            str(each.listing_id) for each in candidates if each.mail and each.asked_at is None
        ]

    def validate_fiches(self, field: Boxes) -> None:
        """Ask for one listing at least."""
        if not field.chosen():
            raise ValidationError(f"Fiches{NBSP}: cochez au moins une fiche.")

    def validate_sujet(self, field: StringField) -> None:
        """Ask for a subject."""
        if not field.data:
            raise ValidationError(f"Sujet{NBSP}: écrivez le sujet du courriel.")

    def draft(self, caf_id: int | None) -> CampaignDraft:
        """Return what was written, once it is valid."""
        ids = tuple(int(value) for value in self.fiches.chosen())
        return CampaignDraft(caf_id, ids, self.sujet.data, self.message.data)

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the id of its field, for the summary at the top of the page."""
        return [*([("", self.refused)] if self.refused else ()), *problems(self)]
