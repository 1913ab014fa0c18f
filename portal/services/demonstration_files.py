"""The invented funding files of a demonstration, through the same steps as real ones."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from portal.domain.access import Actor, Role
from portal.domain.days import day_in_paris
from portal.domain.dossiers.budget import (
    ChargeHeading,
    ChargeLine,
    DossierBudget,
    ProductHeading,
    ProductLine,
)
from portal.domain.dossiers.content import DossierContent
from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.states import DossierState
from portal.domain.referentiel import FundingText, facts_from
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder
from portal.domain.territory import Territory
from portal.services.dossiers.deciding import Grant, grant
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.envelopes import NewEnvelope, set_envelope
from portal.services.dossiers.prefilling import prefilled
from portal.services.dossiers.stepping import Seen, Signature, pay, take_step
from portal.services.indicators.entering import Entry, enter
from portal.services.indicators.validating import validate
from portal.services.seed import SEED_DATA
from portal.store.db import db
from portal.store.dossiers import Dossier, list_dossiers
from portal.store.listings import Listing
from portal.store.vocabulary import load_vocabulary

FILES = SEED_DATA / "demonstration_dossiers.toml"

_S = DossierState
_WAY: tuple[DossierState, ...] = (
    _S.DEPOSEE,
    _S.EN_INSTRUCTION,
    _S.AVIS_RENDU,
    _S.ACCORDEE,
    _S.CONVENTIONNEE,
    _S.ACOMPTE_VERSE,
    _S.BILAN_RECU,
    _S.SOLDEE,
)
"""The steps of a file, to where it stands."""

_ASIDE: Mapping[DossierState, tuple[DossierState, ...]] = {
    _S.PIECES_DEMANDEES: (_S.DEPOSEE, _S.EN_INSTRUCTION, _S.PIECES_DEMANDEES)
}
"""The steps to where the long way does not lead."""

_COMMENTS = {
    _S.AVIS_RENDU: "Avis favorable (démonstration).",
    _S.PIECES_DEMANDEES: "Il manque la charte de la laïcité signée (démonstration).",
}
_ENVELOPE = Decimal("180000.00")


def prepare_demonstration_files(territory: Territory, now: datetime) -> int:
    """Make the invented files of this year, once, and return how many there are now."""
    by = Actor(None, "Démonstration", Role.ADMIN)
    if list_dossiers(db.session(), by):
        return 0
    given = tomllib.loads(FILES.read_text(encoding="utf-8"))["dossier"]
    for each in given:
        _Walk(each, territory, by, now).walk()
    set_envelope(NewEnvelope("87", day_in_paris(now).year, _ENVELOPE, 0), by, now)
    return len(given)


class _Walk:
    """One file on its way."""

    def __init__(
        self, given: Mapping[str, Any], territory: Territory, by: Actor, now: datetime
    ) -> None:
        self._given, self._territory, self._by, self._now = given, territory, by, now
        self._wanted = _S(given["stade"])

    def walk(self) -> None:
        """Open the file and take it to where it stands."""
        listing = _listing(self._given["fiche"])
        way = _ASIDE.get(self._wanted, _WAY)
        way = way[: way.index(self._wanted) + 1]
        between = timedelta(days=self._given.get("pas", 10))
        at = self._now - timedelta(days=self._given["jours"]) - len(way) * between
        dossier = create_dossier(listing.id, self._content(listing), self._by, at)
        for state in way:
            at += between
            dossier = self._step(dossier, state, at)
        if "indicateurs" in self._given:
            self._report(dossier)

    def _step(self, dossier: Dossier, state: DossierState, at: datetime) -> Dossier:
        comment = _COMMENTS.get(state, "")
        signature = Signature(self._by, self._now, day_in_paris(at), comment)
        seen = Seen(dossier.id, dossier.version)
        if state is _S.ACCORDEE:
            year = dossier.first_year
            days = Convention(at.date().replace(year, 1, 1), at.date().replace(year, 12, 31))
            return grant(seen, Grant(Decimal(self._given["accorde"]), days), signature)
        if state is _S.ACOMPTE_VERSE:
            return pay(seen, state, Decimal(self._given["acompte"]), signature)
        if state is _S.SOLDEE:
            left = Decimal(self._given["accorde"]) - Decimal(self._given["acompte"])
            return pay(seen, state, left, signature)
        return take_step(seen, state, signature)

    def _report(self, dossier: Dossier) -> None:
        """Enter what the place did in that year, and validate it once the file is settled."""
        entry = Entry(self._given["indicateurs"], {}, seen=0, send=True)
        place, year = dossier.listing_id, dossier.first_year
        report = enter(place, year, entry, self._by, self._now)
        if self._wanted is _S.SOLDEE:
            validate(place, year, report.version, self._by, self._now)

    def _content(self, listing: Listing) -> DossierContent:
        session, today = db.session(), day_in_paris(self._now)
        labels = {term.slug: term.label for term in load_vocabulary(session).terms}
        said = prefilled(session, listing, self._territory, labels, FundingText.F, today)
        known = said.facts.model_dump(mode="json", exclude_none=True)
        year = said.first_year - self._given.get("annees_avant", 0)
        return replace(
            said,
            first_year=year,
            last_year=year,
            facts=facts_from({**known, **self._given["faits"]}),
            budget=_budget(self._given["charges"], self._given["produits"]),
        )


def _listing(external_id: str) -> Listing:
    query = select(Listing).where(Listing.external_id == external_id)
    return db.session().scalars(query).one()


def _budget(charges: Sequence[list[str]], products: Sequence[list[str]]) -> DossierBudget:
    return DossierBudget(
        tuple(
            ChargeLine(
                ChargeHeading(heading),
                Decimal(amount),
                ChargeNature(nature),
                BudgetPart(part),
                label,
                other_caf=False,
            )
            for heading, label, amount, nature, part in charges
        ),
        tuple(
            ProductLine(
                ProductHeading(heading), Decimal(amount), Funder(funder), BudgetPart(part), label
            )
            for heading, label, amount, funder, part in products
        ),
    )
