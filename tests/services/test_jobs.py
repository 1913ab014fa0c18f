"""A job runs one at a time; of a process that died the lease expires."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from portal.services.jobs import LEASE, JobRunningError, run_job
from portal.services.projection import Projection
from portal.store.db import db, transaction
from portal.store.jobs import JobRun
from portal.store.throttling import ThrottledAct
from tests.conftest import NOW


def _run(name: str, projection: Projection, later: timedelta = timedelta(0)) -> str:
    return run_job(name, projection, lambda: NOW + later)


def _row(name: str) -> JobRun:
    db.session().rollback()
    found = db.session().get(JobRun, name)
    assert found is not None
    return found


def _start_elsewhere(name: str) -> None:
    with transaction() as session:
        session.add(JobRun(name=name, leased_until=NOW + LEASE, started_at=NOW))


def test_a_job_says_what_it_did_and_gives_its_lease_back(projection: Projection) -> None:
    with transaction() as session:
        old = NOW - timedelta(days=60)
        session.add(ThrottledAct(purpose="code", subject="x", done_at=old))
    assert _run("retention", projection) == "tentatives : 1"
    row = _row("retention")
    assert (row.leased_until, row.ended_at, row.outcome) == (None, NOW, "tentatives : 1")


def test_a_job_that_runs_elsewhere_is_left_alone(projection: Projection) -> None:
    _start_elsewhere("index")
    with pytest.raises(JobRunningError):
        _run("index", projection, LEASE - timedelta(seconds=1))


def test_the_lease_of_a_process_that_died_expires(projection: Projection) -> None:
    _start_elsewhere("index")
    assert _run("index", projection, LEASE) == "fiches reprises : 0"


def test_a_job_that_fails_says_so_and_can_run_again(projection: Projection) -> None:
    with transaction() as session:
        session.execute(text("ALTER TABLE throttled_act RENAME TO elsewhere"))
    with pytest.raises(Exception, match="throttled_act"):
        _run("retention", projection)
    assert _row("retention").outcome == "échec : OperationalError"
    with transaction() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO throttled_act"))
    assert _run("retention", projection) == "rien à effacer"


def test_one_job_does_not_wait_for_another(projection: Projection) -> None:
    _start_elsewhere("index")
    assert _run("retention", projection) == "rien à effacer"


def test_the_command_tells_when_it_runs_elsewhere(app: Flask) -> None:
    _start_elsewhere("index")
    result = app.test_cli_runner().invoke(args=["jobs", "run", "index"])
    assert result.exit_code == 0
    assert "index tourne déjà" in result.stdout
