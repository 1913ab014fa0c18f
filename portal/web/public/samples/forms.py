"""Samples of what people fill in, and of what is said when that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from portal.domain.moments import NamedMoment
from portal.domain.reports import LONGEST_MESSAGE, ReportReason
from portal.web.forms.report import ReportForm
from portal.web.public.languages import language
from portal.web.public.report_page import report_page
from portal.web.public.results_choices import moment_choices, radius_choices
from portal.web.public.samples import invented
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.world import World

_NO_NUMBER = "Ce numéro n’a pas la bonne forme : dix lettres et chiffres."


def _form(given: dict[str, str] | None = None) -> ReportForm:
    """Return the form of a report; one that was filled in is read, so that it has its errors."""
    filled = MultiDict(given) if given is not None else None
    form = ReportForm(filled, meta={"csrf_context": ("composants", 0)})
    if filled is not None:
        form.validate()
    return form


def _wrong() -> ReportForm:
    long = "Les horaires ont changé. " * (LONGEST_MESSAGE // 20)
    return _form({"message": long, "courriel": "camille@exemple"})


def _field(_world: World) -> Iterator[Sample]:
    yield Sample("une ligne, avec une erreur", (_wrong().courriel,))
    yield Sample("une ligne, vide", (_form().courriel,))
    yield Sample("plusieurs lignes", (_form({"message": "Fermé le mercredi."}).message,))


def _field_error(_world: World) -> Iterator[Sample]:
    yield Sample("à côté d’un champ", ("courriel-erreur", "Cette adresse n’est pas complète."))


def _one_of(_world: World) -> Iterator[Sample]:
    yield Sample("avec une erreur", (_wrong().motif,))
    yield Sample("une réponse choisie", (_form({"motif": ReportReason.DEMENAGE}).motif,))


def _error_summary(world: World) -> Iterator[Sample]:
    page = report_page(world.found(invented.verified_place()), _wrong())
    yield Sample("plusieurs erreurs", (page["errors"],))
    yield Sample("une erreur sans champ", ([("", "Relisez, puis envoyez de nouveau.")],))
    yield Sample("aucune erreur : rien", ([],))


def _trap(_world: World) -> Iterator[Sample]:
    yield Sample("invisible : voir le HTML", (_form().site,))


def _ticket_form(_world: World) -> Iterator[Sample]:
    yield Sample("avec une erreur", (language(), "K7Q2M", _NO_NUMBER))
    yield Sample("vide", (language(),))


def _place_field(_world: World) -> Iterator[Sample]:
    yield Sample("avec une erreur", (True, "Limoge"))
    yield Sample("rempli", (False, "Limoges (87)"))


def _commune_input(_world: World) -> Iterator[Sample]:
    yield Sample("vide", ("essai",))
    yield Sample("avec une erreur", ("essai", "Limoge", "erreur-texte"))


def _which_commune(_world: World) -> Iterator[Sample]:
    choices = (("?code_insee=87011", "Bellac (87300)"), ("?code_insee=23020", "Bellegarde (23190)"))
    yield Sample("deux communes", (choices,))


def _search_form(_world: World) -> Iterator[Sample]:
    yield Sample("lieu et mots", (False, "Limoges (87)", "atelier"))
    yield Sample("lieu seul", (False, "", "", "", True))
    yield Sample("avec une erreur", (True, "Limoge", "", Markup("<p>Ce qui suit le bouton.</p>")))


def _choice(world: World) -> Iterator[Sample]:
    words = world.labels.themes
    yield Sample("cochée, avec un nombre", ("theme", "repit", words["repit"], 12, True))
    yield Sample("non cochée", ("theme", "laep", words["laep"], 1234, False))
    yield Sample("sans nombre", ("gratuit", "oui", "Gratuit", None, False))


def _options(_world: World) -> Iterator[Sample]:
    yield Sample("des moments", (moment_choices(NamedMoment.MERCREDI),))
    yield Sample("des distances", (radius_choices(15),))


def _filter_row(_world: World) -> Iterator[Sample]:
    yield Sample("rien de choisi", (None, None, False))
    yield Sample("un moment et une distance", (NamedMoment.SAMEDI, 10.0, False))
    yield Sample("une date qui ne va pas", ("1999-01-01T10:00", None, True))


FORMS = Family(
    "Les formulaires",
    {
        "search_form": _search_form,
        "place_field": _place_field,
        "commune_input": _commune_input,
        "which_commune": _which_commune,
        "filter_row": _filter_row,
        "choice": _choice,
        "options": _options,
        "field": _field,
        "one_of": _one_of,
        "field_error": _field_error,
        "error_summary": _error_summary,
        "ticket_form": _ticket_form,
        "trap": _trap,
    },
    right_to_left=frozenset({"search_form", "choice", "field", "error_summary", "ticket_form"}),
    around={
        "place_field": "<form>{}</form>",
        "commune_input": '<form><label for="essai">Commune</label>{}</form>',
        "choice": "<form>{}</form>",
        "options": '<select aria-label="Exemple">{}</select>',
        "one_of": "<form>{}</form>",
    },
)
