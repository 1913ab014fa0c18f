"""The form of a funding file, on one page: from a content, and back to one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import FormField, HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from portal.domain.dossiers.budget import DossierBudget
from portal.domain.dossiers.content import DossierContent
from portal.domain.listing import ListingKind
from portal.domain.referentiel import Facts, FundingText, Rule, facts_from
from portal.services.dossiers.asked import asked_of, readers
from portal.web.admin.forms.dossier_budget import (
    MOST_LINES,
    ChargeForm,
    ProductForm,
    charges_data,
    products_data,
)
from portal.web.admin.forms.dossier_fact_fields import DayField
from portal.web.admin.forms.dossier_facts import FactsForm, facts_data, facts_form
from portal.web.admin.forms.dossier_rows import (
    Lines,
    PartnershipForm,
    StaffForm,
    partnerships_data,
    staff_data,
)
from portal.web.admin.forms.dossier_sites import MOST_SITES, SiteForm, sites_data
from portal.web.admin.forms.problems import problems
from portal.web.admin.forms.typed_fields import choices_of

_FIRST_YEAR, _LAST_YEAR = 2000, 2199
_MOST_PEOPLE = 60
_OF_PLACES = ("accueillants", "sites", "a_partir_du")


def _year(label: str) -> IntegerField:
    return IntegerField(
        label,
        validators=[
            InputRequired(f"{label} : écrivez l’année, comme 2027."),
            NumberRange(_FIRST_YEAR, _LAST_YEAR, f"{label} : relisez cette année."),
        ],
        render_kw={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"},
    )


class DossierForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """Every field of a file. Made by ``form_from``, for what the rules of a type read."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How WTForms speaks where the form says nothing itself."""

        locales = ("fr",)

    vu = HiddenField()
    texte = RadioField("Texte de référence", choices=choices_of(FundingText))
    premiere_annee = _year("Première année")
    derniere_annee = _year("Dernière année")
    faits = FormField(FactsForm)
    partenariats = Lines(PartnershipForm, "Partenariat", _MOST_PEOPLE)
    accueillants = Lines(StaffForm, "Accueillant", _MOST_PEOPLE)
    a_partir_du = DayField("Premier jour des douze mois comptés")
    sites = Lines(SiteForm, "Lieu", MOST_SITES)
    charges = Lines(ChargeForm, "Charge", MOST_LINES)
    produits = Lines(ProductForm, "Produit", MOST_LINES)

    kind: ListingKind
    before: Facts
    fixed_text: FundingText | None
    """The text that may not be chosen any more."""

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check the whole page at once."""
        good = bool(super().validate(extra_validators))
        if self.a_partir_du is not None:
            day = self.a_partir_du
            day.errors = [f"{day.label.text} : {each}" for each in day.errors]
        first, last = self.premiere_annee, self.derniere_annee
        if first.data and last.data and last.data < first.data:
            last.errors = [*last.errors, "Dernière année : elle est avant la première."]
            return False
        return good

    def content(self) -> DossierContent:
        """Return what was typed, once it is valid; what no field shows stays as it was."""
        written = self.faits.form.changes() | {
            "partenariats": self._several("partenariats", PartnershipForm.partnership)
        }
        if self.sites is not None:
            written |= {
                "accueillants": self._several("accueillants", StaffForm.member),
                "sites": self._several("sites", SiteForm.stop),
                "a_partir_du": self.a_partir_du.data,
            }
        return DossierContent(
            text=FundingText(self.texte.data),
            first_year=self.premiere_annee.data,
            last_year=self.derniere_annee.data,
            facts=facts_from({**dict(self.before), **written}),
            budget=self.budget(),
        )

    def budget(self) -> DossierBudget:
        """Return the lines that were typed, once they are valid."""
        return DossierBudget(
            charges=tuple(row.charge() for row in self.charges.kept),
            products=tuple(row.product() for row in self.produits.kept),
        )

    def rules_reading(self, fact: str) -> tuple[Rule, ...]:
        """Return the rules that read a fact, for the headings of lists."""
        return readers(fact, self.kind)

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the id of its field, for the summary at the top of the page."""
        return list(problems(self))

    def _several(self, name: str, read: Any) -> tuple[Any, ...] | None:  # noqa: ANN401
        """Return what the lines of a list say; none leaves it unknown, or known to be empty."""
        before = getattr(self.before, name)
        empty = None if before is None or before else ()
        return tuple(read(row) for row in self[name].kept) or empty


def form_from(
    content: DossierContent,
    kind: ListingKind,
    posted: MultiDict[str, str] | None = None,
    *,
    text_is_fixed: bool = False,
) -> DossierForm:
    """Return the form of a content, with what was posted over it, if anything was."""
    form = _form_of(kind)(
        formdata=posted, data=None if posted is not None else _data(content, kind)
    )
    form.kind, form.before = kind, content.facts
    form.fixed_text = content.text if text_is_fixed else None
    form.faits.form.know(content.facts)
    return form


@lru_cache
def _form_of(kind: ListingKind) -> type[DossierForm]:
    """Return the form that asks what the rules of a type read."""
    facts = FormField(facts_form(kind))
    # Its place in the order of the page, which messages follow.
    facts.creation_counter = DossierForm.faits.creation_counter
    left_out = {name: None for name in _OF_PLACES if name not in asked_of(kind)}
    return type("DossierForm", (DossierForm,), {"faits": facts, **left_out})


def _data(content: DossierContent, kind: ListingKind) -> dict[str, Any]:
    facts, budget = content.facts, content.budget
    return {
        "texte": content.text.value,
        "premiere_annee": content.first_year,
        "derniere_annee": content.last_year,
        "faits": facts_data(facts, kind),
        "partenariats": partnerships_data(facts.partenariats),
        "accueillants": staff_data(facts.accueillants),
        "a_partir_du": facts.a_partir_du,
        "sites": sites_data(facts.sites),
        "charges": charges_data(budget.charges),
        "produits": products_data(budget.products),
    }
