"""The grid of hours as it is sent: a table that needs no script."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from flask import Flask, get_template_attribute

from portal.domain.hours import ExceptionalHours
from portal.web.admin.forms.hours_fields import HoursForm, hours_data
from tests.web.admin.forms.posts import sent

CLOSED = ExceptionalHours(date(2026, 12, 24), date(2027, 1, 3), None, "fêtes")


def html_of(app: Flask, form: HoursForm) -> str:
    """Return the grid of a form."""
    with app.test_request_context("/gestion"):
        macro = get_template_attribute("components/gestion/hours_grid.html", "hours_grid")
        return str(macro(form, "Maison des familles", place="87"))


@pytest.fixture
def html(shared_app: Flask) -> str:
    """Return the grid of a site that is known."""
    data = hours_data("Mo 09:00-12:00; PH off", (CLOSED,), date(2026, 11, 24))
    return html_of(shared_app, HoursForm(prefix="sites-0-", data=data))


def test_each_field_has_one_label_and_an_id_of_its_own(html: str) -> None:
    fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", html)
    ids = [found[1] for each in fields if (found := re.search(r'\bid="([^"]+)"', each))]

    assert len(ids) == len(fields) == len(set(ids))
    assert Counter(re.findall(r'<label[^>]*\bfor="([^"]+)"', html)) == Counter(ids)


def test_each_day_is_a_row_with_three_spans_and_the_text_is_there_too(html: str) -> None:
    assert len(re.findall(r'<th scope="row">', html)) == 14
    assert len(re.findall(r"<td data-hours-span>", html)) == 42
    assert len(re.findall(r'<th scope="col">', html)) == 8
    assert 'id="sites-0-osm"' in html


def test_the_fields_of_a_site_are_named_after_it(html: str) -> None:
    names = re.findall(r'<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"', html)

    assert all(name.startswith("sites-0-") for name in names)
    assert 'data-prefix="sites-0-"' in html
    assert 'data-place="87"' in html


def test_what_only_a_script_can_do_is_hidden_without_one(html: str) -> None:
    buttons = re.findall(r"<button[^>]*>", html)
    actions = re.findall(r'<span class="hours-actions" data-hours-script hidden>', html)

    assert len(actions) == 14
    loose = [each for each in buttons if "data-hours-copy" not in each and "clear" not in each]
    assert all("hidden" in each for each in loose)


def test_an_error_is_tied_to_its_field(shared_app: Flask) -> None:
    form = sent(semaine__mardi__plage1__debut="12h", semaine__mardi__plage1__fin="9h")
    assert not form.validate()

    html = html_of(shared_app, form)

    (field,) = re.findall(r'<input[^>]*id="semaine-mardi-plage1-fin"[^>]*>', html)
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="semaine-mardi-plage1-fin-erreur"' in field
    assert html.count('id="semaine-mardi-plage1-fin-erreur"') == 1
    assert "la fin est avant le début" in html
