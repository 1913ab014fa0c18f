"""Every page of the staff side, as somebody who may open it, for checks of them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.routing import Rule

from portal.domain.access import PERMISSIONS, Permission, Role
from portal.services.accounts.links import make_link
from portal.store.agents import Agent
from portal.store.credentials import LinkPurpose
from portal.store.db import db, transaction
from portal.store.vocabulary import VocabularyTerm
from tests.accounts import add_account, visitor
from tests.conftest import NOW
from tests.journeys.staff import COOKIE
from tests.staff import add_agent, sign_in
from tests.web.admin.matrix_world import Side, gestionnaire_of

NOBODY, WAITING, BODY = "nobody", "half signed in", "managing body"
STAFF, NATIONAL = "responsable", "cnaf"

NOT_PAGES = {
    "/gestion/journal.csv": "a file",
    "/gestion/connexion/oidc": "leads to the issuer: test_staff_oidc.py",
    "/gestion/connexion/oidc/retour": "goes on by itself: test_staff_oidc.py",
    "/gestion/deconnexion/oidc": "leads on: test_staff_oidc.py",
    "/gestion/dossiers/<int:dossier_id>/lettre.pdf": "a file",
    "/gestion/dossiers/<int:dossier_id>/synthese.pdf": "a file",
    "/gestion/dossiers/<int:dossier_id>/pieces/<int:document_id>": "a file",
    "/gestion/dossiers/<int:dossier_id>/relance": "where something is due: test_deadline_views.py",
    "/gestion/financements.csv": "a file",
    "/gestion/financements.xlsx": "a file",
    "/gestion/indicateurs.csv": "a file",
    "/gestion/indicateurs.xlsx": "a file",
    "/gestion/couverture.csv": "a file",
    "/gestion/couverture.xlsx": "a file",
    "/gestion/couverture.json": "a file",
    "/gestion/couverture/avancement": "for scripts: test_coverage_roads.py",
    "/gestion/couverture/communes": "for scripts: test_coverage_scenario.py",
}
"""The routes that are read and show no page of their own, and why."""

ASKED = {
    "/gestion/vocabulaire/nouveau": "?famille=public",
    "/gestion/dossiers/nouveau": "?fiche={listing_id}",
    "/gestion/financements/enveloppe": "?annee={year}&caf=87",
    "/gestion/indicateurs": "?annee={year}",
    "/gestion/indicateurs/suivi": "?annee={year}",
}
"""What a route must be asked to show its page."""

OF_A_DRAFT = {"/gestion/dossiers/<int:dossier_id>/modifier"}
"""The pages of a funding file that is not decided yet."""

OF_BODIES = {"/gestion/indicateurs/a-saisir"}
"""The pages that lead agents elsewhere."""


@dataclass(frozen=True)
class StaffPage:
    """A page, who opens it, and what it must answer; ``send`` is the form that is posted on it."""

    name: str
    who: str
    address: str
    status: int = 200
    send: str = ""

    def open(self, tab: Page) -> tuple[str, str]:
        """Open the page, send its form where that is asked; return its HTML and how it answered."""
        answer = tab.goto(self.address)
        if self.send:
            with tab.expect_navigation() as led:
                tab.locator(self.send).first.evaluate(
                    "each => { each.form.noValidate = true; each.click(); }"
                )
            answer = led.value
        assert answer is not None
        led_on = " elsewhere" if answer.request.redirected_from else ""
        return answer.text(), f"{answer.status}{led_on}"


class StaffWorld:
    """The things of a Caf that pages show, and the browsers of those who see them."""

    def __init__(self, app: Flask, side: Side) -> None:
        agent = db.session().get_one(Agent, side.values["agent_id"])
        with transaction() as session:
            links = {purpose: make_link(session, agent, purpose, NOW) for purpose in LinkPurpose}
            term = session.query(VocabularyTerm).first()
            assert term
        self.app = app
        self.values = side.values | {"term_id": term.id}
        self._links = {
            "/gestion/invitation": links[LinkPurpose.INVITATION],
            "/gestion/nouveau-mot-de-passe": links[LinkPurpose.RESET],
        }
        self._cookies = {
            NOBODY: "",
            WAITING: self._half_signed_in(),
            STAFF: self._cookie_of(agent),
            NATIONAL: self._cookie_of(add_agent(Role.CNAF)),
            BODY: self._cookie_of(gestionnaire_of(side)),
        }

    def become(self, who: str, context: BrowserContext, site: str) -> None:
        """Put the cookie of somebody into the browser."""
        for tab in context.pages:
            # What the page before still asks for would bring its own cookie back.
            tab.goto("about:blank")
        context.clear_cookies()
        if value := self._cookies[who]:
            secure = site.replace("http:", "https:")
            context.add_cookies([{"name": COOKIE, "value": value, "url": secure, "secure": True}])

    def pages(self) -> Iterator[StaffPage]:
        """Give a page for every route that is read, then the states that routes do not show."""
        for rule in sorted(self.app.url_map.iter_rules(), key=lambda each: each.rule):
            read = rule.rule.startswith("/gestion") and "GET" in (rule.methods or ())
            if read and rule.rule not in NOT_PAGES:
                yield StaffPage(rule.rule, self._who(rule), self._address(rule))
        yield from self._states()

    def _states(self) -> Iterator[StaffPage]:
        listing, report = self.values["listing_id"], self.values["report_id"]
        edit = f"/gestion/fiches/{listing}/modifier"
        moderation = f"/gestion/moderation/signalements/{report}"
        submit = "main form[method=post] [type=submit]"
        yield StaffPage("body: home", BODY, "/gestion")
        yield StaffPage("body: listings", BODY, "/gestion/fiches")
        yield StaffPage("body: summary", BODY, f"/gestion/fiches/{listing}")
        yield StaffPage("national: home", NATIONAL, "/gestion")
        yield StaffPage("national: summary", NATIONAL, f"/gestion/fiches/{listing}")
        yield StaffPage("signing in: errors", NOBODY, "/gestion/connexion", 400, submit)
        yield StaffPage("signing in: code", WAITING, "/gestion/connexion")
        yield StaffPage("signing in: spare code", WAITING, "/gestion/connexion?secours")
        yield StaffPage("password: mail sent", NOBODY, "/gestion/mot-de-passe-oublie?envoye")
        yield StaffPage("invitation: too late", NOBODY, "/gestion/invitation/x", 404)
        yield StaffPage("answer: unknown link", NOBODY, "/gestion/confirmation/x", 404)
        yield StaffPage("nothing here", STAFF, "/gestion/fiches/999999", 404)
        yield StaffPage("not open", STAFF, "/gestion/vocabulaire", 403)
        yield StaffPage("new listing: errors", STAFF, "/gestion/fiches/nouvelle", 400, submit)
        yield StaffPage("listing: typed preview", STAFF, edit, 200, "[name=apercu]")
        yield StaffPage("report: errors", STAFF, moderation, 400, "form[action$=refuser] button")
        yield StaffPage("agent: errors", STAFF, "/gestion/agents/inviter", 400, submit)
        yield StaffPage("import: errors", STAFF, "/gestion/imports", 400, submit)
        draft = f"/gestion/dossiers/{self.values['draft_id']}"
        yield StaffPage("file: a draft", STAFF, draft)
        yield StaffPage("coverage: the country", NATIONAL, "/gestion/couverture?territoire=france")
        yield StaffPage("coverage: errors", STAFF, "/gestion/couverture?jour=x", 400)
        yield StaffPage("coverage: three more", STAFF, "/gestion/couverture?combien=3")
        yield StaffPage("finance: the country", NATIONAL, "/gestion/financements")
        yield StaffPage("indicators: unknown link", NOBODY, "/indicateurs/x", 404)
        yield StaffPage("recovery codes", STAFF, "/gestion/compte/codes", 200, submit)

    def _who(self, rule: Rule) -> str:
        asked = getattr(self.app.view_functions[rule.endpoint], "access", None)
        if rule.rule in OF_BODIES:
            return BODY
        if asked == "public":
            return WAITING if rule.rule == "/gestion/connexion/cle" else NOBODY
        roles = ((STAFF, Role.RESPONSABLE), (NATIONAL, Role.CNAF), (BODY, Role.GESTIONNAIRE))
        assert isinstance(asked, Permission)
        return next(who for who, role in roles if asked in PERMISSIONS[role])

    def _address(self, rule: Rule) -> str:
        root, _, _ = rule.rule.partition("/<token>")
        values = self.values | ({"token": self._links[root]} if root in self._links else {})
        if rule.rule in OF_A_DRAFT:
            values = {**values, "dossier_id": values["draft_id"]}
        needed = {name: values[name] for name in rule.arguments}
        built = rule.build(needed, append_unknown=False)
        assert built
        return built[1] + ASKED.get(rule.rule, "").format(**values)

    def _cookie_of(self, agent: Agent) -> str:
        kept = sign_in(self.app, agent).get_cookie(COOKIE)
        assert kept
        return kept.value

    def _half_signed_in(self) -> str:
        browser = visitor(self.app)
        browser.sign_in(add_account("presque@exemple.fr", totp=True))
        kept = browser.get_cookie(COOKIE)
        assert kept
        return kept.value
