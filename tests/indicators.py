"""Indicators for tests: a funded place, its links, its answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import DossierState
from portal.services.indicators.asking import Asked, ask
from portal.services.indicators.entering import Entry, enter
from portal.services.indicators.validating import validate
from portal.store.agents import find_agent
from portal.store.db import db, transaction
from portal.store.indicators import IndicatorReport, find_report
from portal.store.listings import Listing
from portal.store.operators import Operator, find_operators
from tests.campaigns import answers_at, outbox
from tests.conftest import NOW
from tests.dossiers import file_at, go, read
from tests.staff import HERE, actor_of

YEAR = 2026
"""The year in which ``funded_place`` is funded, and in which the clock stands."""

FAMILIES, FATHERS = "familles_accueillies", "profil_peres"
ACTIVITIES, TALKS = "animations_conduites", "animation_groupe_parole"

_LINK = re.compile(r"/indicateurs/([\w-]{43})")
_HIDDEN = re.compile(r'name="(jeton|version|manquent)"[^>]*value="([^"]*)"')


def chief(code: str = HERE) -> Actor:
    """Return who answers for a Caf."""
    known = find_agent(db.session(), f"responsable.{code}@exemple.fr")
    return known.actor if known else actor_of(Role.RESPONSABLE, code)


def funded_place(code: str = HERE) -> Listing:
    """Return a place of a Caf that is funded this year, with a managing body and an address."""
    listing = file_at(DossierState.ACCORDEE, chief(code), code).listing
    with transaction() as session:
        found = session.get_one(Listing, listing.id)
        name = f"Les Mirabelles {code}"
        found.operator = find_operators(session, [name]).get(name) or Operator(name=name)
    return answers_at(found, f"lieu.{code}@exemple.fr")


def terminated(first: int, last: int, on: date, code: str = HERE) -> Listing:
    """Return a place of a Caf whose convention for these years was terminated on a day."""
    dossier = file_at(DossierState.CONVENTIONNEE, chief(code), code, date(first, 1, 1))
    with transaction():
        dossier.first_year, dossier.last_year = first, last
        dossier.starts_on, dossier.ends_on = date(first, 1, 1), date(last, 12, 31)
    return go(read(dossier, chief(code)), DossierState.RESILIEE, chief(code), on).listing


def address_of(token: str) -> str:
    """Return the whole address of a link."""
    return f"https://parents.example/indicateurs/{token}"


def ask_for(*listings: Listing, code: str = HERE) -> Asked:
    """Ask for the indicators of the year."""
    return ask([each.id for each in listings], YEAR, chief(code), NOW, address_of)


def token_for(listing: Listing, code: str = HERE) -> str:
    """Ask about a place and return the token that its mail carries."""
    ask_for(listing, code=code)
    found: list[str] = _LINK.findall(outbox()[-1].get_content())
    return found[-1]


def entry(
    figures: Mapping[str, int] | None = None,
    *,
    seen: int = 0,
    send: bool = False,
    notes: Mapping[str, str] | None = None,
) -> Entry:
    """Return what somebody typed."""
    return Entry(figures if figures is not None else {FAMILIES: 120}, notes or {}, seen, send)


def sent_report(listing: Listing, figures: Mapping[str, int] | None = None) -> IndicatorReport:
    """Save a report that an agent entered and sent."""
    known = report_of(listing)
    return enter(
        listing.id,
        YEAR,
        entry(figures, seen=known.version if known else 0, send=True),
        chief(),
        NOW,
    )


def validated_report(listing: Listing) -> IndicatorReport:
    """Save a report that is validated."""
    report = sent_report(listing)
    return validate(listing.id, YEAR, report.version, chief(), NOW)


def report_of(listing: Listing, year: int = YEAR) -> IndicatorReport | None:
    """Return the report of a place as the database has it."""
    db.session().expire_all()
    return find_report(db.session(), listing.id, year)


def typed_by_link(visitor: FlaskClient, token: str, **figures: str) -> dict[str, str]:
    """Return the form of a link's page as it is, with these figures typed."""
    hidden = dict(_HIDDEN.findall(visitor.get(f"/indicateurs/{token}").text))
    return hidden | {f"chiffre_{slug}": typed for slug, typed in figures.items()}


def send_by_link(visitor: FlaskClient, token: str, **figures: str) -> TestResponse:
    """Save figures on the page of a link."""
    return visitor.post(f"/indicateurs/{token}", data=typed_by_link(visitor, token, **figures))
