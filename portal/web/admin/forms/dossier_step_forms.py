"""The forms by which a funding file goes on: a step, a payment, a grant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from portal.domain.access import Actor
from portal.domain.dossiers.convention import PAYMENTS, Convention
from portal.domain.dossiers.states import COMMENTED, DossierState
from portal.domain.french import NBSP
from portal.services.dossiers.deciding import Grant
from portal.services.dossiers.errors import UnmetRulesError
from portal.services.dossiers.stepping import Signature
from portal.web.admin.forms.decision_forms import DecisionForm
from portal.web.admin.forms.dossier_amounts import written_euros
from portal.web.admin.forms.dossier_step_fields import AmountField, DayField
from portal.web.admin.forms.typed_fields import text
from portal.web.forms.filters import clean_text

LONGEST_COMMENT, LONGEST_REASON = 4000, 2000
_OVERRIDE = "derogation_"
_HINTS = {
    DossierState.PIECES_DEMANDEES: "Dites au gestionnaire ce qui manque.",
    DossierState.AVIS_RENDU: "C’est l’avis, que lira la personne qui décide.",
    DossierState.REFUSEE: "C’est le motif du refus.",
    DossierState.ABANDONNEE: "Dites pourquoi le dossier s’arrête.",
    DossierState.RESILIEE: "Dites pourquoi la convention s’arrête.",
}


class StepForm(DecisionForm):
    """A step: its day, and what there is to say of it.

    Every field is named after the step, so that a page may hold several forms.
    """

    le = DayField("Date")
    commentaire = text("Commentaire", LONGEST_COMMENT)

    def __init__(self, wanted: DossierState, posted: Any = None) -> None:  # noqa: ANN401 - WTForms
        super().__init__(posted, prefix=f"{wanted}-")
        self.wanted = wanted
        comment = self.commentaire
        comment.description = _HINTS.get(wanted, "")
        if wanted in COMMENTED:
            missing = f"Commentaire{NBSP}: expliquez cette étape en quelques mots."
            comment.validators = [*comment.validators, DataRequired(missing)]
            comment.render_kw = {**comment.render_kw, "required": True}

    def begin(self, today: date) -> None:
        """Propose today."""
        self.le.data = today

    def signature(self, by: Actor, now: datetime) -> Signature:
        """Return who takes the step, once it is valid."""
        return Signature(by, now, self.le.data, self.commentaire.data or "")

    def refuse(self, message: str) -> None:
        """Say why the step was not taken, beside the field whose label the message begins with."""
        named = message.partition(" :")[0].partition(f"{NBSP}:")[0]
        fields = [entry for entry in self if entry.label.text.startswith(named)]
        if fields:
            fields[0].errors = [message]
        else:
            self.refused = message

    def typed(self) -> list[tuple[str, str]]:
        """Return what was written, under the name of each field, where the step is no more."""
        return [
            (entry.label.text, str(entry.raw_data[0]))
            for entry in self
            if entry.raw_data and entry.raw_data[0]
        ]


class PaymentForm(StepForm):
    """A payment: its amount too."""

    montant = AmountField("Montant")

    def __init__(self, wanted: DossierState, posted: Any = None) -> None:  # noqa: ANN401 - WTForms
        super().__init__(wanted, posted)
        self.montant.label.text = PAYMENTS[wanted].label

    def propose(self, amount: Decimal) -> None:
        """Propose an amount."""
        self.montant.data = written_euros(amount)


class GrantForm(StepForm):
    """A grant: its amount, the days of the convention, and the rules that are set aside."""

    montant = AmountField("Montant accordé")
    du = DayField("Convention, premier jour")
    au = DayField("Convention, dernier jour")

    def propose(self, amount: Decimal, days: Convention) -> None:
        """Propose an amount and the days of the convention."""
        self.montant.data = written_euros(amount)
        self.du.data, self.au.data = days.starts_on, days.ends_on

    @property
    def overrides(self) -> dict[str, Any]:
        """The fields of the rules that may be set aside, by rule."""
        return {
            name.removeprefix(_OVERRIDE): entry
            for name, entry in self._fields.items()
            if name.startswith(_OVERRIDE)
        }

    def grant(self) -> Grant:
        """Return what is granted, once it is valid."""
        reasons = {rule: entry.data or "" for rule, entry in self.overrides.items()}
        return Grant(self.montant.amount, Convention(self.du.data, self.au.data), reasons)

    def ask_reasons(self, error: UnmetRulesError) -> None:
        """Say beside each rule that keeps the file from being granted that it needs a reason."""
        fields = self.overrides
        for rule in (*error.broken, *error.unsettled):
            if rule in fields:
                fields[rule].errors = [
                    f"Dérogation à {rule}{NBSP}: écrivez le motif, ou faites corriger le dossier."
                ]
        if not any(entry.errors for entry in fields.values()):
            self.refused = str(error)


def grant_form(rules: Sequence[str]) -> type[GrantForm]:
    """Return the form of a grant in which these rules may be set aside."""
    fields = {f"{_OVERRIDE}{rule}": _reason(rule) for rule in rules}
    return cast("type[GrantForm]", type("GrantFormOfFile", (GrantForm,), fields))


def _reason(rule: str) -> TextAreaField:
    # The service asks for it: it knows which rules are still to be met when the form comes back.
    label = f"Dérogation à {rule}"
    too_long = f"{label}{NBSP}: {LONGEST_REASON} caractères au plus."
    return TextAreaField(
        label,
        filters=[clean_text],
        validators=[Length(max=LONGEST_REASON, message=too_long)],
        render_kw={"rows": 3, "maxlength": LONGEST_REASON, "required": True},
    )
