"""Catalogues are complete, keep what stands for values, and say that a machine made them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from portal.cli.catalogues import (
    catalogue_paths,
    compiled,
    is_translated,
    messages,
    read_catalogue,
    template,
)
from portal.web.public.languages import LANGUAGES

PATHS = catalogue_paths()
_KEPT = re.compile(
    r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>|https?://\S+|(?<!\d)(?:11[2459]|3018|3114|3919)(?!\d)"
)


@pytest.fixture(scope="module")
def texts() -> Catalog:
    """Extract the texts of the interface."""
    return template()


@pytest.fixture(params=PATHS, ids=[f"{path.parts[-3]}-{path.stem}" for path in PATHS])
def path(request: pytest.FixtureRequest) -> Path:
    """Take each catalogue in turn."""
    taken: Path = request.param
    return taken


def test_every_language_of_the_site_has_its_catalogue() -> None:
    known = {(path.parts[-3], path.stem) for path in PATHS}
    wanted = {
        (language.locale, "falc" if language.code == "falc" else "messages")
        for language in LANGUAGES
        if language.code != "fr"
    }
    assert known == wanted


def test_no_text_of_the_interface_is_missing(path: Path, texts: Catalog) -> None:
    catalogue = read_catalogue(path)
    known = {message.id for message in messages(catalogue) if is_translated(message)}

    assert [message.id for message in messages(texts) if message.id not in known] == []


def test_no_text_is_left_over_or_doubtful(path: Path, texts: Catalog) -> None:
    catalogue = read_catalogue(path)
    wanted = {message.id for message in messages(texts)}

    assert [m.id for m in messages(catalogue) if m.id not in wanted] == []
    assert [m.id for m in messages(catalogue) if m.fuzzy] == []
    assert not catalogue.obsolete


def test_values_markup_addresses_and_emergency_numbers_are_kept(path: Path) -> None:
    easy = path.stem == "falc"
    for message in messages(read_catalogue(path)):
        if message.pluralizable:
            (_, many), forms = message.id, message.string
            assert all(set(_kept(form)) <= set(_kept(many)) for form in forms), message.id
            assert _kept(forms[-1]) == _kept(many), message.id
        elif easy:
            assert set(_kept(message.string)) <= set(_kept(message.id)), message.id
        else:
            assert _kept(message.string) == _kept(message.id), message.id


def _kept(text: str) -> list[str]:
    return sorted(_KEPT.findall(text))


def test_each_language_has_all_its_plural_forms(path: Path) -> None:
    catalogue = read_catalogue(path)
    plurals = [message for message in messages(catalogue) if message.pluralizable]

    assert plurals
    assert {len(message.string) for message in plurals} == {catalogue.num_plurals}


def test_what_programs_read_is_what_people_wrote(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(read_catalogue(path))


def test_catalogues_of_a_machine_say_so_as_pages_do(path: Path) -> None:
    (language,) = (x for x in LANGUAGES if (x.code == "falc") == (path.stem == "falc")
                   and x.locale == path.parts[-3] and x.code != "fr")  # fmt: skip
    head = read_catalogue(path).header_comment

    assert ("translated by a machine" in head) is language.machine_made


def test_a_text_without_translation_is_noticed() -> None:
    assert not is_translated(Message("Bonjour"))
    assert not is_translated(Message(("un lieu", "des lieux"), ("a place", "")))
    assert is_translated(Message("Bonjour", "Hello"))
