"""The seed: what a new installation starts from."""

from __future__ import annotations

import tomllib
from datetime import date

from portal.domain.territory import Territory
from portal.domain.vocabulary import Vocabulary, vocabulary_from
from portal.services.imports import ImportReport, Options, import_listings
from portal.settings import ROOT
from portal.store.cafs import Caf, list_cafs
from portal.store.db import db, transaction
from portal.store.territory import load_cafs
from portal.store.vocabulary import add_vocabulary, load_vocabulary

SEED_DATA = ROOT / "seed_data"
RECORDED = SEED_DATA / "lieux_releves.csv"
DEMONSTRATION = SEED_DATA / "demonstration.csv"


class SeedError(RuntimeError):
    """A seed file does not pass its own import; the message lists the lines at fault."""


def seed(territory: Territory, today: date, *, demonstration: bool) -> list[ImportReport]:
    """Load the vocabulary, the Caf and the recorded places; invented ones too where asked for.

    What is there already stays as it is: running it twice changes nothing. Raises ``SeedError``.
    """
    vocabulary = seed_references()
    reports = [_import(RECORDED.read_bytes(), vocabulary, territory, today, demonstration=False)]
    if demonstration:
        content = DEMONSTRATION.read_bytes()
        reports.append(_import(content, vocabulary, territory, today, demonstration=True))
    return reports


def seed_references() -> Vocabulary:
    """Load the vocabulary and the Caf where they are missing, and return the vocabulary."""
    with transaction() as session:
        if not load_vocabulary(session).terms:
            text = (SEED_DATA / "vocabulaire.toml").read_text(encoding="utf-8")
            add_vocabulary(session, vocabulary_from(tomllib.loads(text)))
        known = {caf.code for caf in list_cafs(session)}
        session.add_all(
            Caf(code=code, name=name, departements=departements)
            for code, name, departements in load_cafs()
            if code not in known
        )
    return load_vocabulary(db.session())


def _import(
    content: bytes,
    vocabulary: Vocabulary,
    territory: Territory,
    today: date,
    *,
    demonstration: bool,
) -> ImportReport:
    options = Options(apply=True, strict=True, only_new=True, demonstration=demonstration)
    report = import_listings(content, vocabulary, territory, today, options)
    if report.errors:
        raise SeedError("\n".join(map(str, report.errors)))
    return report
