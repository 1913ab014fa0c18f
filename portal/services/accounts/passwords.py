"""Passwords: what makes a good one, and how it is kept (argon2id, RFC 9106).

As ANSSI and CNIL recommend: long, of any characters, neither common nor drawn from the account,
never to be changed without a reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

SHORTEST, LONGEST = 12, 128

COMMON = Path(__file__).with_name("common_passwords.txt")

HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
"""RFC 9106's second recommended choice: 64 MiB, three passes. What was kept under other parameters
is hashed anew when its owner signs in."""

_OF_THE_PORTAL = (
    "pres des parents",
    "caf",
    "cnaf",
    "allocations familiales",
    "annuaire",
    "gestion",
)
_SHORTEST_WORD = 3
_FEWEST_CHARACTERS = 5
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_REPEATED = re.compile(r"^(.+?)\1+$", re.DOTALL)
_LETTERS = str.maketrans("0134578@$€!", "oieastbasei")
"""The signs that people write for letters."""


class WeakPasswordError(ValueError):
    """A password that is not accepted; the French message says why."""


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return HASHER.hash(_normalised(password))


def is_password(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one that was kept.

    It takes the same time where nothing is kept: nobody learns which accounts exist.
    """
    try:
        # One character more than the longest is enough to be wrong.
        HASHER.verify(kept or _of_nobody(), _normalised(password)[: LONGEST + 1])
    except VerifyMismatchError:
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a password was kept under other parameters than today's."""
    return HASHER.check_needs_rehash(kept)


def check_strength(password: str, about: Iterable[str] = ()) -> None:
    """Refuse a weak password with ``WeakPasswordError``; ``about``: the mail and the name."""
    text = _normalised(password)
    if len(text) < SHORTEST:
        raise WeakPasswordError(f"Mot de passe : il faut {SHORTEST} caractères ou plus.")
    if len(text) > LONGEST:
        raise WeakPasswordError(f"Mot de passe : {LONGEST} caractères au plus.")
    folded = _folded(text)
    if len(set(folded)) < _FEWEST_CHARACTERS or not _common().isdisjoint(_cores(folded)):
        raise WeakPasswordError("Mot de passe : celui-ci est trop courant. Choisissez-en un autre.")
    if _is_drawn_from(folded, (*_OF_THE_PORTAL, *about)):
        raise WeakPasswordError(
            "Mot de passe : celui-ci ressemble trop à votre nom, à votre courriel "
            "ou au nom du portail."
        )


def _is_drawn_from(folded: str, context: Iterable[str]) -> bool:
    """Tell whether hardly anything is left of a password without the words of its context."""
    words = {word for text in context for word in re.split(r"[^a-z0-9]+", _folded(text))}
    left = folded
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _SHORTEST_WORD:
            left = left.replace(word, "")
    return left != folded and len(re.sub(r"[\W\d_]+", "", left)) < SHORTEST // 2


def _cores(folded: str) -> set[str]:
    """Return what a password is made of: without what people put around a word, said once."""
    bare = {folded, _AROUND.sub("", folded)}
    letters = {_AROUND.sub("", text.translate(_LETTERS)) for text in bare}
    return {_REPEATED.sub(r"\1", text) for text in bare | letters}


def _folded(text: str) -> str:
    """Return a text without case and accents, as common passwords are compared."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )


def _normalised(password: str) -> str:
    """Return the same characters for the same keys on every system."""
    return unicodedata.normalize("NFC", password)


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _of_nobody() -> str:
    """Return what is kept of a password that nobody has."""
    return HASHER.hash("un mot de passe que personne n’a")
