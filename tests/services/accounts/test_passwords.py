"""What makes a good password, and how it is kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from portal.services.accounts.passwords import (
    WeakPasswordError,
    check_strength,
    hash_password,
    is_outdated,
    is_password,
)

ABOUT = ("claire.dubois@exemple.fr", "Claire Dubois", "Près des parents")


@pytest.mark.parametrize(
    "password",
    [
        "quatre mots sans rapport",
        "été à la mer, ô joie",
        "p7#Kd!2vQz9&",
        "密码密碼пароль🔑x7",
        " espaces au bord ",
        "claire aime les girafes bleues",
        "x" * 60 + "azertyqsdf12",
    ],
)
def test_any_characters_make_a_good_password_when_there_are_enough(password: str) -> None:
    check_strength(password, ABOUT)
    assert is_password(hash_password(password), password)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("onze signes", "12 caractères ou plus"),
        ("é" * 11, "12 caractères ou plus"),
        ("long, varié et unique " * 6, "128 caractères au plus"),
        ("azertyuiopqs", "trop courant"),
        ("AZERTYuiop123", "trop courant"),
        ("motdepasse2026", "trop courant"),
        ("M0tDeP@sse!!!!", "trop courant"),
        ("MotDePasseMotDePasse", "trop courant"),
        ("Isabelle1985!", "trop courant"),
        ("Élodie.......", "trop courant"),
        ("123456789012", "trop courant"),
        ("1978197819781978", "trop courant"),
        ("aaaaaaaaaaaabbbb", "trop courant"),
        ("2024Limoges87!", "trop courant"),
        ("ClaireDubois87", "ressemble trop"),
        ("claire.dubois@exemple.fr", "ressemble trop"),
        ("PresDesParents2026", "ressemble trop"),
        ("Caf87-Caf87-Caf", "ressemble trop"),
    ],
)
def test_a_password_that_people_guess_is_refused_with_the_reason(
    password: str, reason: str
) -> None:
    with pytest.raises(WeakPasswordError, match=reason):
        check_strength(password, ABOUT)


def test_the_same_letters_typed_on_two_systems_are_the_same_password() -> None:
    assert is_password(hash_password("cafe\u0301 tre\u0300s serre\u0301"), "café très serré")


def test_another_password_is_not_accepted_nor_the_start_of_it() -> None:
    kept = hash_password("y" + "x" * 127)
    assert is_password(kept, "y" + "x" * 127)
    assert not is_password(kept, "y" + "x" * 126)
    assert not is_password(kept, "y" + "x" * 128)
    assert not is_password(kept, "y" + "x" * 100_000)


def test_nobody_has_a_password_where_none_is_kept() -> None:
    assert not is_password(None, "un mot de passe que personne n’a")


def test_a_password_kept_under_other_parameters_is_to_be_hashed_anew() -> None:
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("x"))
    assert not is_outdated(hash_password("x"))
