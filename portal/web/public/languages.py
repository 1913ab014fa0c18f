"""Languages: French at the root, the others under their code, easy French under ``falc``.

No cookie: the language is in the address, so that a page can be shared as it was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Blueprint, Flask, g
from flask_babel import Babel, Domain, force_locale, gettext

from portal.settings import ROOT

TRANSLATIONS = str(ROOT / "portal" / "translations")


@dataclass(frozen=True, slots=True)
class Language:
    """One version of the interface.

    ``code`` is in addresses, ``locale`` is what catalogues and dates go by. ``machine_made`` says
    that nobody who speaks the language has read the translation yet, which pages tell.
    """

    code: str
    locale: str
    name: str
    direction: str = "ltr"
    machine_made: bool = False

    @property
    def root(self) -> str:
        """What addresses of this language begin with: nothing for French, else «/en»."""
        return "" if self.code == "fr" else f"/{self.code}"


FRENCH = Language("fr", "fr", "Français")
ARABIC = Language("ar", "ar", "العربية", direction="rtl", machine_made=True)
LANGUAGES = (
    FRENCH,
    Language("falc", "fr", "Facile à lire"),
    Language("en", "en", "English", machine_made=True),
    Language("es", "es", "Español", machine_made=True),
    Language("pt", "pt", "Português", machine_made=True),
    ARABIC,
    Language("tr", "tr", "Türkçe", machine_made=True),
    Language("uk", "uk", "Українська", machine_made=True),
)
_BY_CODE = {language.code: language for language in LANGUAGES}
OTHERS = f"/<any({','.join(code for code in _BY_CODE if code != 'fr')}):langue>"
"""The prefix under which the public pages are registered a second time."""

EASY_FRENCH = Domain(translation_directories=[TRANSLATIONS], domain="falc")


def language() -> Language:
    """Return the language of the page that is being answered."""
    found: Language = g.get("language", FRENCH)
    return found


def set_up_languages(app: Flask) -> None:
    """Let Flask-Babel follow the language of the address."""
    Babel(
        app,
        default_locale="fr",
        default_translation_directories=TRANSLATIONS,
        locale_selector=lambda: language().locale,
    )


def follow_language(pages: Blueprint) -> None:
    """Take the language out of the addresses of a blueprint before its views see them."""

    @pages.url_value_preprocessor
    def _take(_endpoint: str | None, values: dict[str, str] | None) -> None:
        _speak((values or {}).pop("langue", FRENCH.code))


def translated(text: str) -> str:
    """Return a text of the seed data, such as a label, in the language of the page.

    It stays in French where no catalogue knows it: staff may have written it since.
    """
    return str(gettext(text)) if text else ""


def speak_as_in(path: str) -> None:
    """Speak the language that an address begins with where no view was found to take it out."""
    first = path.split("/")[1]
    if "language" not in g and first in _BY_CODE:
        _speak(first)


@contextmanager
def speaking(spoken: Language) -> Iterator[None]:
    """Speak a language for a piece of a page, then the language of the page again."""
    before = g.get("language")
    g.language = spoken
    try:
        with force_locale(spoken.locale):
            yield
    finally:
        g.pop("language")
        if before is not None:
            g.language = before


def _speak(code: str) -> None:
    g.language = _BY_CODE[code]
    if code == "falc":
        g.babel_domain = EASY_FRENCH
