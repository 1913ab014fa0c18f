"""Names as people write them: articles of communes, of départements and of Caf."""

from __future__ import annotations

_ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}
"""The leading article of a commune, by INSEE's type of name (0 and 1 have none)."""

_LINKS = {"0": "de ", "1": "d'", "2": "du ", "3": "de la ", "4": "des ", "5": "de l'"}
"""What stands between a noun and the name of a département, by INSEE's type of name."""

_WITHOUT_ARTICLE = {"Vaucluse": "de "}
"""INSEE gives it an article that its own institutions do not use."""

_NOT_CAF = {"976": "CSSM de Mayotte"}
"""Départements whose family benefits come from another kind of body."""


def commune_name(bare_name: str, name_type: str) -> str:
    """Return the name with its article: «Havre», type 2, gives «Le Havre»."""
    return _ARTICLES.get(name_type, "") + bare_name


def after_noun(departement: str, name_type: str) -> str:
    """Return the département as it follows a noun: «de la Haute-Vienne», «de l'Ain».

    Names joined by «et» take no article («de Lot-et-Garonne»), whatever INSEE's type says.
    """
    if "-et-" in departement:
        starts_with_vowel = departement[0] in "AEIOU"
        return ("d'" if starts_with_vowel else "de ") + departement
    return _WITHOUT_ARTICLE.get(departement, _LINKS[name_type]) + departement


def caf_name(code: str, departement_after_noun: str) -> str:
    """Return the name of the body that pays family benefits in the département."""
    return _NOT_CAF.get(code, f"Caf {departement_after_noun}")
