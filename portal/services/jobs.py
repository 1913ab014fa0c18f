"""Jobs: what runs from time to time, one at a time across processes and machines.

A row in the database is the lease: whoever took it runs the job, and gives it back at the end. Of
one who died the lease expires by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from flask import current_app

from portal.services import retention
from portal.services.dossiers.delays import delays
from portal.services.dossiers.document_files import FOLDER, drop_abandoned
from portal.services.dossiers.reminding import remind
from portal.services.projection import Projection
from portal.settings import Settings
from portal.store.db import db, transaction
from portal.store.dossier_documents import list_stored_names
from portal.store.jobs import JobRun, find_job, list_jobs

LEASE = timedelta(hours=1)
"""No job lasts for longer; after a crash, the next run waits for no more than this."""


class JobRunningError(RuntimeError):
    """Somebody else is running the job; ``until`` is when their lease ends."""

    def __init__(self, until: datetime) -> None:
        super().__init__("the job is running already")
        self.until = until


@dataclass(frozen=True, slots=True)
class Job:
    """Something to run: what it does, in French, and the function that tells what it did."""

    what: str
    run: Callable[[Projection, datetime], str]


def _retention(_projection: Projection, now: datetime) -> str:
    with transaction() as session:
        done = retention.run(session, now)
        named = list_stored_names(session)
    settings = cast("Settings", current_app.extensions["portal.settings"])
    drop_abandoned(settings.instance / FOLDER, named)
    return ", ".join(f"{kind} : {number}" for kind, number in done.items()) or "rien à effacer"


def _index(projection: Projection, _now: datetime) -> str:
    return f"fiches reprises : {projection.catch_up(db.session())}"


def _deadlines(_projection: Projection, now: datetime) -> str:
    settings = cast("Settings", current_app.extensions["portal.settings"])
    if not settings.smtp_url:
        return "rien n’est envoyé sans SMTP_URL"
    site = f"https://{settings.trusted_hosts[0].lstrip('.')}" if settings.trusted_hosts else ""
    return f"courriels envoyés : {remind(now, delays(), site)}"


JOBS: Mapping[str, Job] = {
    "retention": Job("Effacer ce qui a été gardé assez longtemps", _retention),
    "index": Job("Rattraper la base dans l’index de recherche", _index),
    "echeances": Job("Dire aux agents les échéances arrivées", _deadlines),
}
"""The jobs by name.

``retention`` is for every night, ``index`` for every quarter of an hour, ``echeances`` for every
morning.
"""


def run_job(name: str, projection: Projection, clock: Callable[[], datetime]) -> str:
    """Run a job under its lease and return what it did, in French.

    Raises ``KeyError`` for an unknown name, ``JobRunningError`` while somebody holds the lease.
    What the job raises is kept as its outcome and raised again.
    """
    job = JOBS[name]
    lease = _take(name, clock())
    try:
        outcome = job.run(projection, clock())
    except Exception as error:
        _give_back(name, lease, clock(), f"échec : {type(error).__name__}")
        raise
    _give_back(name, lease, clock(), outcome)
    return outcome


def last_runs() -> dict[str, JobRun | None]:
    """Return every job by name with its last run, None where it never ran."""
    known = {run.name: run for run in list_jobs(db.session())}
    return {name: known.get(name) for name in JOBS}


def _take(name: str, now: datetime) -> datetime:
    with transaction() as session:
        run = find_job(session, name)
        if run is None:
            run = JobRun(name=name)
            session.add(run)
        if run.leased_until is not None and run.leased_until > now:
            raise JobRunningError(run.leased_until)
        run.leased_until, run.started_at, run.ended_at = now + LEASE, now, None
        return now + LEASE


def _give_back(name: str, lease: datetime, now: datetime, outcome: str) -> None:
    """Note how the job ended, unless its lease expired and somebody else took it since."""
    with transaction() as session:
        run = find_job(session, name)
        if run is not None and run.leased_until == lease:
            run.leased_until, run.ended_at, run.outcome = None, now, outcome
