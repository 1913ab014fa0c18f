"""The catalogue of components: all of them, for those who work on the portal and nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import UndefinedError

from portal.app import create_app
from portal.cli.catalogues import template
from portal.settings import ROOT, settings_from
from tests.conftest import app_in, settings_in
from tests.web.public.components import FILES, Samples, rendered_strictly, samples

__all__ = ["samples"]


def _production(folder: Path) -> Flask:
    return create_app(settings_in(folder, development=False))


def test_every_component_has_samples(samples: Samples) -> None:
    assert set(samples.components) == FILES
    assert [name for name, found in samples.components.items() if not found.samples] == []


def test_the_page_shows_every_component_once(client: FlaskClient) -> None:
    page = client.get("/composants").text
    assert sorted(re.findall(r'class="catalogue-component"\s+id="(\w+)"', page)) == sorted(FILES)


def test_every_component_says_what_it_is_for_and_how_it_is_called(samples: Samples) -> None:
    for name, found in samples.components.items():
        assert found.purpose.endswith("."), name
        assert found.call.startswith(f"{name}("), name


def test_no_sample_lacks_anything_that_its_template_asks_for(seeded_folder: Path) -> None:
    strict = rendered_strictly(app_in(seeded_folder))
    assert set(strict.components) == FILES


def test_a_component_that_is_given_too_little_is_found_out(seeded_folder: Path) -> None:
    app = app_in(seeded_folder)
    rendered_strictly(app)
    with app.test_request_context(), pytest.raises(UndefinedError, match="where"):
        app.extensions["portal.rendering"].fragments.render("near_me", "/lieux/ici")


def test_samples_that_differ_by_their_state_differ_on_the_page(samples: Samples) -> None:
    for name, found in samples.components.items():
        shown = [sample.html for sample in found.samples]
        assert len(set(shown)) == len(shown), name


def test_no_two_elements_of_the_page_have_the_same_id(client: FlaskClient) -> None:
    ids = re.findall(r'<[^>]*\sid="([^"]+)"', client.get("/composants").text)
    assert len(ids) == len(set(ids))


def test_nothing_on_the_page_takes_the_focus(client: FlaskClient) -> None:
    assert not re.search(r"<[^>]*\sautofocus[\s>]", client.get("/composants").text)


def test_samples_in_arabic_go_from_right_to_left(client: FlaskClient) -> None:
    page = client.get("/composants").text
    assert page.count('dir="rtl"') > 20
    assert '<html lang="fr" dir="ltr">' in page


def test_in_production_there_is_no_catalogue(seeded_folder: Path) -> None:
    assert _production(seeded_folder).test_client().get("/composants").status_code == 404


def test_in_development_there_is_one(seeded_folder: Path) -> None:
    settings = settings_in(seeded_folder, development=True)
    assert create_app(settings).test_client().get("/composants").status_code == 200


def test_an_application_that_is_debugged_has_one(seeded_folder: Path) -> None:
    app = _production(seeded_folder)
    app.debug = True
    assert app.test_client().get("/composants").status_code == 200


@pytest.mark.parametrize(("word", "expected"), [("", True), ("production", False)])
def test_the_environment_says_whether_it_is_development(
    tmp_path: Path, word: str, expected: bool
) -> None:
    given = {
        "PORTAL_INSTANCE": str(tmp_path),
        "PORTAL_ENV": word,
        "SECRET_KEY": "a long key that only this test knows",
        "TRUSTED_HOSTS": "annuaire.exemple.fr",
    }
    assert settings_from(given).development is expected


def test_robots_do_not_keep_it(client: FlaskClient) -> None:
    answer = client.get("/composants")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "/composants" not in client.get("/sitemap-pages-1.xml").text


def test_it_is_in_french_only(client: FlaskClient) -> None:
    assert client.get("/en/composants").status_code == 404


def test_translators_do_not_meet_its_words() -> None:
    places = {Path(path) for message in template() for path, _line in message.locations}
    assert not [path for path in places if path.name == "composants.html"]
    assert not [path for path in places if "samples" in path.parts]


def test_no_page_of_visitors_loads_its_style_sheet() -> None:
    templates = (ROOT / "templates").rglob("*.html")
    loading = [path.name for path in templates if "catalogue.css" in path.read_text("utf-8")]
    assert loading == ["composants.html"]


def test_browsers_turn_the_marks_of_a_trail_around_by_themselves() -> None:
    # «‹» written for right to left is turned into «›» there.
    assert "‹" not in (ROOT / "static" / "css" / "browse.css").read_text("utf-8")
