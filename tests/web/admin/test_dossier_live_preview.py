"""Files at random: what the page says while one is typed is what its decision then rests on.

``LIVE_PREVIEW_EXAMPLES=400`` tries that many of them.
"""

from __future__ import annotations

import os
import re

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings

from portal.domain.access import Actor, Role
from portal.domain.dossiers.content import DossierContent, lacks
from portal.domain.dossiers.states import DossierState
from portal.services.dossiers.deciding import evaluation_of
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.findings import ShownFinding, shown_findings
from portal.services.dossiers.stepping import take_step
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import PATHS, S, content, place_in, read, seen, signed
from tests.services.dossiers.drawn import contents
from tests.staff import StaffBrowser, actor_of, add_agent, sign_in
from tests.web.admin.dossier_forms import take
from tests.web.admin.dossier_pages import dossier_fields, edit_address, preview_address, send

EXAMPLES = int(os.environ.get("LIVE_PREVIEW_EXAMPLES", "15"))
GROUPS = {
    "broken": ("non_conforme", True),
    "unsettled": ("indetermine", True),
    "met": ("conforme", None),
    "pointless": ("sans_objet", None),
}
_PART = re.compile(r'<details class="findings findings-(\w+)"|<span class="finding-rule">(\w+)<')
_FINDINGS = re.compile(r'<li class="finding">.*?</blockquote>', re.DOTALL)


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.RESPONSABLE, mail="navigateur@exemple.fr"))


def _told(page: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return each rule with the group that it stands in, and all that is said of it."""
    group, placed = "", []
    for name, rule in _PART.findall(page):
        group = name or group
        if rule:
            placed.append((rule, group))
    return sorted(placed), sorted(" ".join(each.split()) for each in _FINDINGS.findall(page))


def _group(each: ShownFinding) -> str:
    required = each.severity == "obligatoire"
    named = [
        name
        for name, (finding, only) in GROUPS.items()
        if each.finding == finding and only in (None, required)
    ]
    return named[0] if named else "advice"


def _decided(dossier: Dossier, browser: StaffBrowser, by: Actor) -> Dossier:
    path: tuple[DossierState, ...] = PATHS[S.AVIS_RENDU]
    for wanted in path:
        dossier = take_step(seen(dossier), wanted, signed(by))
    dossier = read(dossier, by)
    assert take(browser, dossier, S.REFUSEE, commentaire="Décidé.").status_code == 303
    return read(dossier, by)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(contents().filter(lambda drawn: not lacks(drawn)))
def test_the_live_preview_says_what_the_decision_rests_on(
    browser: StaffBrowser, claire: Actor, typed: DossierContent
) -> None:
    listing = place_in()
    example = create_dossier(listing.id, typed, claire, NOW)
    fields = dossier_fields(browser, edit_address(example))
    dossier = create_dossier(listing.id, content(), claire, NOW)
    fields["vu"] = dossier_fields(browser, edit_address(dossier))["vu"]

    live = send(browser, preview_address(dossier), fields)
    assert live.status_code == 200
    assert send(browser, edit_address(dossier), fields, enregistrer="oui").status_code == 303
    dossier = _decided(read(dossier, claire), browser, claire)

    assert dossier.decision
    evaluation = evaluation_of(dossier.decision)
    placed, said = _told(live.text)
    assert placed == sorted((each.rule, _group(each)) for each in shown_findings(evaluation))
    page = browser.get(f"/gestion/dossiers/{dossier.id}").text
    assert (placed, said) == _told(page)
    assert len(said) == len(evaluation.constats)
