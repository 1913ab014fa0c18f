"""The fields of what one finds there: themes, for whom, and what is to be said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.domain.listings.content import ListingContent, OfferContent
from portal.domain.vocabulary import THEME_FAMILIES, Facet, Family, Term, Vocabulary
from portal.web.admin.forms.part import PartForm
from portal.web.admin.forms.typed_fields import Boxes, line, text

_BLANK = "__theme__"


class OffersForm(PartForm):
    """The themes and the publics that the listing ticks."""

    themes = Boxes("Services et thèmes")
    publics = Boxes("Pour qui")


class DetailsForm(PartForm):
    """What is said of one theme."""

    precisions = text("Précisions", 2000, rows=2)
    partenaire = line("Partenaire qui vient", 200, placeholder="PMI, psychologue…")
    quand = line("Quand", 200, placeholder="le premier mardi du mois")
    publics = Boxes("Pour qui, si ce n’est pas pour tous")

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said."""
        return not any(field.data for field in self)


class OfferDetails:
    """The details of every theme that is ticked, and those of a theme that may be."""

    def __init__(self, vocabulary: Vocabulary, before: ListingContent) -> None:
        self._publics = [(term.slug, term.label) for term in vocabulary.facet(Facet.PUBLIC)]
        self._before = {offer.theme: offer for offer in before.offers}
        self.labels = {term.slug: term.label for term in vocabulary.themes()}
        self.forms: dict[str, DetailsForm] = {}

    def open(self, themes: Iterable[str], posted: MultiDict[str, str] | None) -> None:
        """Make the fields of these themes, from what was posted or else from what is stored."""
        self.forms = {slug: self._form(slug, posted) for slug in themes}

    @property
    def blank(self) -> DetailsForm:
        """The fields to copy for a theme that is ticked later; names hold ``__theme__``."""
        return self._form(_BLANK, None)

    def validate(self) -> bool:
        """Check what is said of each theme."""
        return False not in {form.validate() for form in self.forms.values()}

    def offers(self) -> tuple[OfferContent, ...]:
        """Return the offers, once they are valid, in the order of the themes."""
        return tuple(self._offer(slug, form) for slug, form in self.forms.items())

    def _form(self, slug: str, posted: MultiDict[str, str] | None) -> DetailsForm:
        offer = self._before.get(slug, OfferContent(slug))
        data = {
            "precisions": offer.details or "",
            "partenaire": offer.partner or "",
            "quand": offer.schedule or "",
            "publics": list(offer.publics),
        }
        prefix = f"precisions-{slug}-"
        form = DetailsForm(posted, prefix=prefix, data=None if posted is not None else data)
        form.publics.offer(self._publics, offer.publics)
        return form

    def _offer(self, slug: str, form: DetailsForm) -> OfferContent:
        before = self._before.get(slug, OfferContent(slug))
        return OfferContent(
            slug,
            form.publics.chosen(before.publics),
            form.precisions.data or None,
            form.partenaire.data or None,
            form.quand.data or None,
        )


def theme_groups(vocabulary: Vocabulary) -> list[tuple[Family, Mapping[str, str]]]:
    """Return the families of themes, each with the words to look a theme up by, by slug."""
    return [
        (family, {term.slug: _said_of(term) for term in vocabulary.family(family)})
        for family in Family
        if family in THEME_FAMILIES
    ]


def _said_of(term: Term) -> str:
    return " ".join((term.label, term.plain_label, *term.synonyms))


def offers_data(content: ListingContent) -> dict[str, Any]:
    """Return a content as the data of an ``OffersForm``."""
    return {
        "themes": [offer.theme for offer in content.offers],
        "publics": list(content.publics),
    }
