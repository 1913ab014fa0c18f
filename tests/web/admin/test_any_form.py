"""Every staff form, filled with anything: clear errors, never a 5xx, nothing half-saved.

``FORM_EXAMPLES`` is the number of fillings for each page: by default, more than 5,000 in all.
"""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from portal.domain.access import Role
from portal.domain.listing import ListingStatus
from portal.domain.territory import Territory
from portal.services.accounts.passwords import hash_password
from portal.services.listings.editing import change_status
from portal.store.agents import Agent
from portal.store.db import transaction
from tests.conftest import NOW, copied_app
from tests.staff import HERE, StaffBrowser, add_agent, sign_in
from tests.web.admin.forms_on_pages import PageForm, forms_on
from tests.web.admin.matrix_world import Side, gestionnaire_of, side_of

EXAMPLES = int(os.environ.get("FORM_EXAMPLES", "180"))

PAGES = (
    "/gestion/connexion",
    "/gestion/mot-de-passe-oublie",
    "/gestion/confirmer",
    "/gestion/compte",
    "/gestion/compte/mot-de-passe",
    "/gestion/compte/second-facteur",
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
    "/gestion/moderation/signalements/{report_id}",
    "/gestion/moderation/propositions/{proposal_id}",
    "/gestion/campagnes/nouvelle",
    "/gestion/campagnes/{campaign_id}",
    "/gestion/confirmation/{token}",
    "/gestion/imports",
    "/gestion/imports/{batch_id}",
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
"""The pages whose forms are filled."""

SIGNED_OUT = ("/gestion/connexion", "/gestion/mot-de-passe-oublie")
"""Pages that send elsewhere whoever is signed in."""

COUNTS_TRIES = (
    *SIGNED_OUT,
    "/gestion/confirmer",
    "/gestion/confirmation",
    "/gestion/compte/mot-de-passe",
)
"""Where a refusal is remembered, since tries are counted."""

ENDS_THE_SESSION = ("/deconnexion", "/fermer-les-autres")

ODD = (
    "", " ", "0", "-1", "1e9", "999999999999999999999", "NaN", "oui", "2026-02-30", "9999-12-31",
    "24:00", "Mo 25:00", "<script>alert(1)</script>", "=1+1", "a\r\nBcc: x@exemple.fr", "\x00",
    "é" * 3000, "🙂", "\u202e", "' OR 1=1 --", "../../etc", "https://exemple.fr", "{{7*7}}",
)  # fmt: skip


@dataclass(slots=True, repr=False)
class World:
    """An application with one thing of every kind, and the forms that its pages showed."""

    app: Flask
    side: Side
    admin: Agent
    responsable: Agent
    gestionnaire: Agent
    seen: dict[str, list[PageForm]] = field(default_factory=dict)

    def browser(self, page: str) -> StaffBrowser:
        """Return a browser of whoever opens that page, just signed in."""
        proposes, sends = page.endswith("/proposer"), page.startswith("/gestion/campagnes")
        agent = self.gestionnaire if proposes else self.responsable if sends else self.admin
        return sign_in(self.app, agent)

    def forms(self, browser: StaffBrowser, page: str) -> list[PageForm]:
        """Return the forms of a page, as it was when it was first opened."""
        if page not in self.seen:
            address = page.format(**self.side.values)
            if page in SIGNED_OUT:
                browser = StaffBrowser(self.app, self.app.response_class)
            answer = browser.get(address)
            assert answer.status_code == 200, address
            forms = forms_on(address, answer.text)
            self.seen[page] = [f for f in forms if not f.action.endswith(ENDS_THE_SESSION)]
        return self.seen[page]

    @contextmanager
    def watched(self) -> Iterator[Callable[[], int]]:
        """Give a function whose answer changes exactly when somebody commits."""
        with closing(sqlite3.connect(Path(self.app.instance_path) / "portal.db")) as watching:
            yield lambda: int(watching.execute("PRAGMA data_version").fetchone()[0])


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory, seeded_folder: Path, territory: Territory
) -> Iterator[World]:
    with copied_app(seeded_folder, tmp_path_factory.mktemp("forms")) as app:
        side = side_of(HERE, ("Limoges", "87085"), territory)
        admin = add_agent(Role.ADMIN)
        with transaction() as session:
            session.get_one(Agent, admin.id).password_hash = hash_password("Trois tilleuls bleus")
        listing_id = int(str(side.values["listing_id"]))
        change_status(listing_id, ListingStatus.PUBLIEE, admin.actor, NOW)
        world = World(app, side, admin, add_agent(Role.RESPONSABLE), gestionnaire_of(side))
        for page in PAGES:
            # All of them before any is sent: what one form does may close another.
            world.browser(page)
            assert world.forms(world.browser(page), page), page
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


def _send(browser: StaffBrowser, form: PageForm, filled: dict[str, list[str]]) -> int:
    fields: dict[str, object] = dict(filled)
    if form.files:
        content = "".join(text for texts in filled.values() for text in texts).encode()
        fields |= {name: (io.BytesIO(content), "a.csv") for name in form.files}
    answer = browser.send(form.action, fields)
    assert answer.status_code < 500, (form.action, filled)
    return answer.status_code


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
    form = data.draw(st.sampled_from(world.forms(browser, page)))
    filled = data.draw(_filling(form))
    with world.watched() as version:
        before = version()
        status = _send(browser, form, filled)
        if status >= 400 and not form.action.startswith(COUNTS_TRIES):
            assert version() == before, (form.action, filled)
