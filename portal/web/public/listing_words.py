"""What the page of a listing says in sentences: the first visit, and how sure the facts are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from flask_babel import gettext as _

from portal.domain.french import enumeration
from portal.domain.freshness import is_to_confirm
from portal.domain.listing import Cost, Mode
from portal.web.public.languages import language
from portal.web.public.wording import day


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure the facts are: one sentence, and whether it is a warning."""

    sentence: str
    warning: bool


def first_visit(facts: Mapping[str, Any], *, remote: bool) -> tuple[str, ...]:
    """Return how it goes the first time, in plain sentences; only what is known."""
    modes = frozenset(facts["modes"])
    return tuple(
        filter(
            None,
            (
                _entrance(modes, remote=remote),
                *_ways(modes, remote=remote),
                _("Vous n’avez pas à donner votre nom.") if Mode.ANONYME in modes else "",
                _cost(facts),
                *_welcome(facts),
                _languages(facts["langues"]),
            ),
        )
    )


def _entrance(modes: frozenset[str], *, remote: bool) -> str:
    walk_in, appointment = Mode.SANS_RENDEZ_VOUS in modes, Mode.SUR_RENDEZ_VOUS in modes
    if walk_in and appointment:
        return str(_("Vous pouvez venir sans rendez-vous, ou en prendre un."))
    if walk_in and not remote:
        return str(_("Vous pouvez pousser la porte, sans rendez-vous."))
    return str(_("Prenez d’abord rendez-vous.")) if appointment else ""


def _ways(modes: frozenset[str], *, remote: bool) -> Iterator[str]:
    if Mode.TELEPHONE in modes:
        yield (
            _("Vous appelez et vous parlez à quelqu’un.")
            if remote
            else _("Vous pouvez aussi parler à quelqu’un par téléphone.")
        )
    if Mode.TCHAT in modes:
        yield _("Vous pouvez écrire par tchat.")
    if Mode.VISIO in modes:
        yield _("Vous pouvez parler en visio, depuis chez vous.")
    if Mode.COURRIEL in modes:
        yield _("Vous pouvez écrire par courriel.")
    if Mode.DOMICILE in modes:
        yield _("L’équipe peut venir chez vous.")


def _cost(facts: Mapping[str, Any]) -> str:
    said = {
        Cost.GRATUIT: _("C’est gratuit."),
        Cost.PARTICIPATION: _("Une petite participation vous est demandée."),
        Cost.PAYANT: _("C’est payant."),
    }
    words = said[Cost(facts["frais"])] if facts["frais"] else ""
    return " ".join(filter(None, [words, facts["frais_precisions"]]))


def _welcome(facts: Mapping[str, Any]) -> Iterator[str]:
    if "accueil_inconditionnel" in facts["themes"]:
        yield _("On vous reçoit sans condition et sans jugement.")
    if "entourage" in facts["publics"]:
        yield _("Les grands-parents et les proches sont les bienvenus.")


def _languages(spoken: list[str]) -> str:
    if not spoken or spoken == ["français"]:
        return ""
    return str(_("On y parle %(languages)s.", languages=_enumeration(spoken)))


def _enumeration(spoken: list[str]) -> str:
    """Name languages, which the directory has in French, in the language of the page."""
    if language().locale == "fr":
        return enumeration(spoken)
    known = Locale.parse(language().locale).languages
    codes = [_language_codes().get(name.casefold(), "") for name in spoken]
    return ", ".join(known.get(code, name) for code, name in zip(codes, spoken, strict=True))


@cache
def _language_codes() -> Mapping[str, str]:
    return {name.casefold(): code for code, name in Locale("fr").languages.items()}


def trust(facts: Mapping[str, Any], today: date, *, remote: bool) -> Trust:
    """Return who stands behind the facts, since when, and whether that is too long ago."""
    if facts["demonstration"]:
        return Trust(_("Fiche de démonstration : ce lieu est inventé."), warning=True)
    if facts["verifie_le"]:
        return _verified(facts, today, remote=remote)
    if not facts["source_url"]:
        return Trust(_("Cette information n’a pas été vérifiée."), warning=True)
    if remote:
        said = _("Cette information a été relevée sur une page publique et n’a pas été vérifiée.")
    elif facts["telephone"]:
        said = _(
            "Cette information a été relevée sur une page publique et n’a pas été vérifiée : "
            "appelez avant de venir."
        )
    else:
        said = _(
            "Cette information a été relevée sur une page publique et n’a pas été vérifiée : "
            "renseignez-vous avant de venir."
        )
    return Trust(said, warning=True)


def _verified(facts: Mapping[str, Any], today: date, *, remote: bool) -> Trust:
    said = _("Information vérifiée le %(day)s.", day=day(facts["verifie_le"]))
    if not is_to_confirm(facts["a_revoir_le"], today):
        return Trust(said, warning=False)
    if remote:
        caution = _("À confirmer.")
    elif facts["telephone"]:
        caution = _("À confirmer, téléphonez avant de venir.")
    else:
        caution = _("À confirmer, renseignez-vous avant de venir.")
    return Trust(f"{said} {caution}", warning=True)
