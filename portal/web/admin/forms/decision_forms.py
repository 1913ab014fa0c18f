"""The forms by which agents decide on reports and proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from portal.domain.french import NBSP
from portal.domain.listings.proposing import OfferedChange
from portal.domain.moderation import Fix, fixes_for
from portal.domain.reports import ReportReason, ReportState
from portal.services.moderation.fixes import PhoneFix
from portal.services.moderation.proposals import LONGEST_MESSAGE
from portal.services.moderation.reports import LONGEST_ANSWER, ReportDecision
from portal.web.admin.forms.corrections import Corrections
from portal.web.admin.forms.problems import problems
from portal.web.admin.forms.required_text import required_text
from portal.web.admin.forms.typed_fields import Boxes, line, text


class DecisionForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """What the decisions share; ``refused`` is what the service would not do."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # WTForms has no types
        """How WTForms speaks where the form says nothing itself."""

        locales = ("fr",)

    refused = ""

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the id of its field, for the summary at the top of the page."""
        return [*([("", self.refused)] if self.refused else ()), *problems(self)]


class AcceptReportForm(DecisionForm):
    """What to do in the listing, and what to answer."""

    suite = RadioField(
        "Ce que cela change dans la fiche",
        choices=[],
        validators=[InputRequired(f"Suite{NBSP}: choisissez ce qui est à faire dans la fiche.")],
    )
    numero_faux = SelectField(
        "Numéro faux", choices=[], validate_choice=False, render_kw={"required": True}
    )
    bon_numero = line(
        "Bon numéro", 30, "Laissez vide pour retirer le numéro faux.", inputmode="tel"
    )
    reponse = text(
        "Réponse à la personne",
        LONGEST_ANSWER,
        "Elle la lira sur sa page de suivi. Aucun courriel ne part. Si vous n’écrivez rien, elle "
        "lira un merci et ce que vous avez choisi.",
    )

    def offer(self, reason: ReportReason, phones: Iterable[str]) -> None:
        """Offer the fixes that answer a reason; a number can be corrected where there is one."""
        numbers = tuple(phones)
        fixes = [fix for fix in fixes_for(reason) if fix is not Fix.TELEPHONE or numbers]
        self.suite.choices = [(fix.value, fix.label) for fix in fixes]
        self.numero_faux.choices = [(number, number) for number in numbers]

    def begin(self) -> None:
        """Choose beforehand only what changes nothing: anybody may report, an agent decides."""
        likely = Fix(self.suite.choices[0][0])
        self.suite.data = likely.value if likely is Fix.AUCUN else None

    @property
    def corrects_a_phone(self) -> bool:
        """Whether a number can be corrected here."""
        return Fix.TELEPHONE.value in dict(self.suite.choices)

    def decision(self, seen: ReportState) -> ReportDecision:
        """Return what was decided about a report seen in that state, once it is valid."""
        phone = PhoneFix(self.numero_faux.data or "", self.bon_numero.data or "")
        return ReportDecision(seen, self.reponse.data, Fix(self.suite.data), phone)


class RefuseForm(DecisionForm):
    """Why nothing changes."""

    raison = required_text(
        "Pourquoi la fiche ne change pas",
        LONGEST_ANSWER,
        f"Raison{NBSP}: dites pourquoi la fiche ne change pas.",
        "C’est ce que la personne lira. Restez bref et courtois.",
    )


class AcceptProposalForm(DecisionForm):
    """Which changes are taken, with which texts, at which version, and what to answer."""

    corrections: Corrections

    version = HiddenField()
    changements = Boxes("Changements à prendre")
    reponse = line("Un mot pour le gestionnaire", LONGEST_MESSAGE)

    def offer(self, changes: Sequence[OfferedChange], posted: Mapping[str, Any] | None) -> None:
        """Offer the changes that can be taken; those that nothing speaks against are ticked."""
        able = [change for change in changes if change.open]
        self.corrections = Corrections(changes, posted)
        self.changements.offer((change.path, change.label) for change in able)
        if posted is None:
            self.changements.data = [change.path for change in able if change.now is None]

    def problems(self) -> list[tuple[str, str]]:
        """Return what is wrong, in the texts too."""
        return [*super().problems(), *self.corrections.problems()]

    @property
    def seen_version(self) -> int:
        """The version of the listing that the page showed; 0 where it says none."""
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def seen_state(text: str | None) -> ReportState:
    """Return how a report stood when the page was made; ``RECU`` where it says nothing known."""
    return ReportState(text) if text in set(ReportState) else ReportState.RECU
