"""Every staff form, filled with anything: clear errors, never a 5xx, nothing half-saved.

``FORM_EXAMPLES`` is the number of fillings for each page: by default, more than 5,000 in all.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from portal.domain.territory import Territory
from tests.conftest import copied_app
from tests.staff import StaffBrowser
from tests.web.admin.any_form_world import BESIDE, LISTED, SECOND_STEP, World, world_in
from tests.web.admin.forms_on_pages import PageForm

EXAMPLES = int(os.environ.get("FORM_EXAMPLES", "88"))

PAGES = (
    "/gestion/confirmation/{token}",
    *LISTED,
    *BESIDE,
    "/gestion/connexion",
    "/gestion/mot-de-passe-oublie",
    *SECOND_STEP,
    "/gestion/invitation/{invitation}",
    "/gestion/nouveau-mot-de-passe/{reset}",
    "/gestion/confirmer",
    "/gestion/confirmer?suite=/gestion/compte",
    "/gestion/compte",
    "/gestion/compte/mot-de-passe",
    "/gestion/compte/second-facteur",
    "/gestion/compte/codes",
    "/gestion/compte/cles",
    "/gestion/agents/inviter",
    "/gestion/agents/{agent_id}",
    "/gestion/fiches",
    "/gestion/fiches/nouvelle",
    "/gestion/fiches/{listing_id}",
    "/gestion/fiches/{listing_id}/modifier",
    "/gestion/fiches/{listing_id}/proposer",
    "/gestion/fiches/{listing_id}/verifier",
    "/gestion/fiches/{listing_id}/historique/{number}",
    "/gestion/doublons/{kept_id}/{other_id}",
    "/gestion/doublons/{kept_id}/{other_id}/apercu",
    "/gestion/moderation/signalements/{report_id}",
    "/gestion/moderation/propositions/{proposal_id}",
    "/gestion/campagnes/nouvelle",
    "/gestion/campagnes/{campaign_id}",
    "/gestion/confirmation/{writing}/proposer",
    "/gestion/imports",
    "/gestion/imports/{batch_id}",
    "/gestion/imports/{applied_id}",
    "/gestion/vocabulaire/{term_id}",
    "/gestion/vocabulaire/nouveau?famille=service",
    "/gestion/vacances",
    "/gestion/dossiers",
    "/gestion/dossiers/nouveau?fiche={listing_id}",
    "/gestion/dossiers/{dossier_id}",
    "/gestion/dossiers/{draft_id}",
    "/gestion/dossiers/{draft_id}/modifier",
    "/gestion/financements/enveloppe?caf=87&annee={year}",
    "/gestion/indicateurs?annee={year}",
    "/gestion/indicateurs/{listing_id}/{year}",
    "/gestion/indicateurs/{listing_id}/{year}/valider",
    "/indicateurs/{token}",
    "/gestion/journal",
)
"""The pages whose forms are filled, after the link of a campaign, which is good while its listing
is there, and the addresses that only scripts or other forms reach: what these are sent is of the
listings as they are at the start.
"""

COUNTS_TRIES = (
    "/gestion/connexion",
    "/gestion/mot-de-passe-oublie",
    "/gestion/confirmer",
    "/gestion/compte/mot-de-passe",
)
"""Where a refusal is remembered, since tries are counted."""

ODD = (
    "", " ", "0", "-1", "1e9", "999999999999999999999", "NaN", "oui", "2026-02-30", "9999-12-31",
    "24:00", "Mo 25:00", "<script>alert(1)</script>", "=1+1", "a\r\nBcc: x@exemple.fr", "\x00",
    "é" * 3000, "🙂", "\u202e", "' OR 1=1 --", "../../etc", "https://exemple.fr", "{{7*7}}",
)  # fmt: skip


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory, seeded_folder: Path, territory: Territory
) -> Iterator[World]:
    with copied_app(seeded_folder, tmp_path_factory.mktemp("forms")) as app:
        world = world_in(app, territory)
        for page in PAGES:
            # All of them before any is sent: what one form does may close another.
            assert world.forms(page), page
        yield world


def _value(form: PageForm, name: str) -> SearchStrategy[str]:
    shown = st.sampled_from(form.fields[name] or [""])
    return st.one_of(shown, shown, st.sampled_from(ODD), st.text(max_size=40))


def _filling(form: PageForm) -> SearchStrategy[dict[str, list[str]]]:
    """Fill some of the fields, once or twice, and add some that the form does not have."""
    names = [name for name in form.fields if name != "csrf_token"]
    known = {name: st.lists(_value(form, name), max_size=2) for name in names}
    extra = st.dictionaries(
        st.sampled_from(["role", "caf", "caf_id", "statut", "version", "agent_id", "montant"]),
        st.lists(st.sampled_from(ODD), min_size=1, max_size=1),
        max_size=2,
    )
    return st.tuples(st.fixed_dictionaries({}, optional=known), extra).map(lambda p: p[1] | p[0])


def _is_refused(browser: StaffBrowser, form: PageForm, filled: dict[str, list[str]]) -> bool:
    """Send a form; tell whether nothing of it was taken: by its status, or by errors alone."""
    fields: dict[str, object] = dict(filled)
    if form.files:
        content = "".join(text for texts in filled.values() for text in texts).encode()
        fields |= {name: (io.BytesIO(content), "a.csv") for name in form.files}
    answer = browser.send(form.action, fields)
    assert answer.status_code < 500, (form.action, filled)
    with browser.session_transaction("/gestion") as kept:
        said = {kind for kind, _ in kept.get("_flashes", ())}
    return answer.status_code >= 400 or said == {"erreur"}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_a_form_takes_anything_without_breaking(world: World, page: str, data: DataObject) -> None:
    browser = world.browser(page)
    form = data.draw(st.sampled_from(world.forms(page)))
    filled = data.draw(_filling(form))
    with world.watched() as version:
        before = version()
        refused = _is_refused(browser, form, filled)
        if refused and not form.action.startswith(COUNTS_TRIES):
            assert version() == before, (form.action, filled)
