"""The form of a Caf's yearly envelope."""

from __future__ import annotations

from wtforms import HiddenField

from portal.store.envelopes import Envelope
from portal.web.admin.forms.dossier_amounts import written_euros
from portal.web.admin.forms.dossier_step_fields import AmountField
from portal.web.admin.forms.reference_forms import ReferenceForm


class EnvelopeForm(ReferenceForm):
    """The amount, and the version that it was seen at: 0 where none was set."""

    enveloppe = AmountField(
        "Enveloppe",
        description="Ce que la Caf peut engager au titre du volet 3 dans l’année, en euros.",
    )
    version = HiddenField()

    def begin(self, envelope: Envelope | None) -> None:
        """Show what is set."""
        self.enveloppe.data = written_euros(envelope.amount) if envelope else ""
        self.version.data = str(envelope.version) if envelope else "0"

    @property
    def seen(self) -> int:
        """The version that was seen; one that there never is where it is not a number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
