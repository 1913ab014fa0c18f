"""The form that tells us what is wrong on the page of a place."""

from __future__ import annotations

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import (
    EmailField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Email, Length, Optional

from portal.domain.reports import LONGEST_MESSAGE, ReportReason
from portal.services.reports import ReportDraft
from portal.web.forms.filters import clean_line, clean_text
from portal.web.forms.page_token import PageForm

LONGEST_MAIL = 254

REASONS = {
    ReportReason.FERME_DEFINITIVEMENT: _("Ce lieu a fermé pour de bon"),
    ReportReason.HORAIRES_FAUX: _("Les horaires sont faux"),
    ReportReason.TELEPHONE_FAUX: _("Le numéro de téléphone est faux"),
    ReportReason.DEMENAGE: _("Ce lieu a déménagé"),
    ReportReason.SERVICES_FAUX: _("Ce qu’on y trouve n’est pas ce qui est écrit"),
    ReportReason.AUTRE: _("Autre chose"),
    ReportReason.CORRECTION_PAR_LE_LIEU: _("Je travaille dans ce lieu : je demande une correction"),
    ReportReason.RETRAIT_PAR_LE_LIEU: _(
        "Je travaille dans ce lieu : je demande qu’il ne soit plus dans l’annuaire"
    ),
}
"""Each reason in the words of who reports it."""


class ReportForm(PageForm):
    """Reason, message, mail, and a field that only programs fill."""

    motif = RadioField(
        _("Qu’est-ce qui n’est pas juste ?"),
        choices=[SelectChoice(reason, words) for reason, words in REASONS.items()],
        validate_choice=False,
        render_kw={"required": True},
    )
    message = TextAreaField(
        _("Que voulez-vous nous dire ?"),
        description=_(
            "Par exemple les bons horaires. N’écrivez rien sur votre vie ni sur votre famille. "
            "2 000 caractères au plus."
        ),
        filters=[clean_text],
        render_kw={"rows": 5},
    )
    courriel = EmailField(
        _("Votre adresse électronique"),
        description=_("Seulement si vous voulez bien que nous vous posions une question."),
        filters=[clean_line],
        validators=[
            Optional(),
            Length(max=LONGEST_MAIL, message=_("Cette adresse est trop longue.")),
            Email(message=_("Cette adresse n’est pas complète. Exemple : nom@exemple.fr.")),
        ],
        render_kw={"autocomplete": "email", "maxlength": LONGEST_MAIL, "dir": "ltr"},
    )
    site = StringField(_("Laissez ce champ vide"))

    def validate_motif(self, field: RadioField) -> None:
        """Ask for one of the reasons."""
        if field.data not in set(ReportReason):
            raise ValidationError(gettext("Choisissez ce qui n’est pas juste."))

    def validate_message(self, field: TextAreaField) -> None:
        """Say by how much a message is too long."""
        more = len(field.data) - LONGEST_MESSAGE
        if more > 0:
            text = ngettext(
                "Votre message est trop long : enlevez %(num)d caractère.",
                "Votre message est trop long : enlevez %(num)d caractères.",
                more,
            )
            raise ValidationError(text)

    @property
    def is_automatic(self) -> bool:
        """Whether a program filled it rather than a person."""
        return bool(self.site.data) or self.sent_too_quickly

    def draft(self, listing_id: int) -> ReportDraft:
        """Return what was written, once it is valid."""
        return ReportDraft(
            listing_id, ReportReason(self.motif.data), self.message.data, self.courriel.data
        )
