"""flask jobs runs a job by name and lists them with their last run."""

from __future__ import annotations

import json

from flask import Flask

from tests.conftest import NOW


def _jobs(app: Flask, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(args=["jobs", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_job_is_run_by_its_name(app: Flask) -> None:
    assert _jobs(app, "run", "retention") == "retention : rien à effacer.\n"
    assert _jobs(app, "run", "index") == "index : fiches reprises : 0.\n"


def test_an_unknown_job_is_refused_and_the_known_ones_named(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["jobs", "run", "rien"])
    assert result.exit_code == 2
    assert "retention" in result.stderr


def test_jobs_are_listed_with_their_last_run(app: Flask) -> None:
    assert "jamais" in _jobs(app, "list")
    _jobs(app, "run", "index")
    found = {each["nom"]: each for each in json.loads(_jobs(app, "list", "--json"))}
    assert found["retention"]["debut"] is None
    assert found["index"]["debut"] == NOW.isoformat()
    assert found["index"]["resultat"] == "fiches reprises : 0"
    assert found["index"]["en_cours"] is False
