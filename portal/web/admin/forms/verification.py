"""The form that says what was verified, and how."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.domain.freshness import FieldGroup, Means
from portal.domain.listings.content import ListingContent
from portal.domain.listings.grouped import Digests, digests_of

EVERYTHING = "tout"
"""What the button that verifies every group at once sends."""

_HIGHEST_ID = 2**31 - 1


def shown(content: ListingContent) -> str:
    """Return what a page sends back to say what it showed of each group."""
    return urlencode({group.value: digest for group, digest in digests_of(content).items()})


def read_shown(sent: str | None) -> Digests:
    """Return what a page showed; what it does not say was not seen."""
    told = dict(parse_qsl(sent or ""))
    return {group: told[group] for group in FieldGroup if group in told}


class VerificationForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """How it was verified; which group is the button that was pressed.

    ``vu`` is what the page showed; ``suite`` is the listing to go on with, in the queue.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How WTForms speaks where the form says nothing itself."""

        locales = ("fr",)

    moyen = RadioField(
        "Comment avez-vous vérifié\u00a0?",
        choices=[SelectChoice(means.value, means.label) for means in Means],
        validators=[InputRequired("Moyen : dites comment vous avez vérifié.")],
    )
    groupe = RadioField(
        "Ce que vous avez vérifié",
        choices=[
            *(SelectChoice(group.value, group.label) for group in FieldGroup),
            SelectChoice(EVERYTHING, "Tout"),
        ],
        validators=[InputRequired("Vérification : choisissez ce que vous avez vérifié.")],
    )
    vu = HiddenField()
    suite = IntegerField(validators=[Optional(), NumberRange(1, _HIGHEST_ID)])

    @property
    def groups(self) -> Sequence[FieldGroup]:
        """The groups that were verified."""
        everything = self.groupe.data == EVERYTHING
        return tuple(FieldGroup) if everything else (FieldGroup(self.groupe.data),)

    @property
    def seen(self) -> Digests:
        """What the page showed of each group."""
        return read_shown(self.vu.data)

    @property
    def told(self) -> str:
        """What was verified, in words."""
        everything = self.groupe.data == EVERYTHING
        return "tout" if everything else FieldGroup(self.groupe.data).label.lower()

    def problems(self) -> list[tuple[str, str]]:
        """Return what is wrong: the anchor of each field, and its first message."""
        anchors = {"moyen": "moyen-0", "groupe": "tout-exact"}
        return [
            (anchors.get(entry.name, entry.id), str(entry.errors[0]))
            for entry in self
            if entry.errors
        ]
