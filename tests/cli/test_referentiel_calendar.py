"""flask referentiel evaluate answers as screens and decisions do, in their calendar."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask

from portal.domain.access import Actor, Role
from portal.services.dossiers.editing import create_dossier
from portal.services.school_holidays import NewHoliday, add_holiday
from portal.store.dossiers import Dossier
from tests.conftest import NOW, app_in
from tests.domain.referentiel.files import PLACE
from tests.dossiers import PATHS, S, content, go, place_in, read
from tests.staff import actor_of, add_agent, sign_in
from tests.web.admin.dossier_pages import dossier_fields, edit_address, preview_address, send

SAINT_DENIS: dict[str, Any] = {
    "sites": [{"code_insee": "97411", "horaires": "Mo-Fr 09:00-12:00; SH off"}],
    "a_partir_du": "2027-01-01",
}
SUMMERS = ((date(2026, 12, 19), date(2027, 1, 24)), (date(2027, 12, 18), date(2028, 1, 23)))


def run(app: Flask, facts: object) -> Result:
    command = ["referentiel", "evaluate", "-"]
    return app.test_cli_runner().invoke(args=command, input=json.dumps(facts))


def opening(evaluation: dict[str, Any]) -> tuple[str, str]:
    found = next(each for each in evaluation["constats"] if each["regle"] == "L11")
    return found["constat"], found["mesure"]


def granted(by: Actor) -> Dossier:
    """Grant a file of La Réunion that meets every rule, and return it with its decision."""
    dossier = create_dossier(place_in().id, content(**SAINT_DENIS), by, NOW)
    for wanted in PATHS[S.ACCORDEE]:
        dossier = go(dossier, wanted, by)
    return read(dossier, by)


def enter_summers(by: Actor) -> None:
    for first, last in SUMMERS:
        add_holiday(NewHoliday("reunion", "Été austral", first, last), by, NOW)


def test_the_command_the_preview_and_the_decision_know_the_holidays_entered(app: Flask) -> None:
    facts = PLACE | SAINT_DENIS
    assert opening(json.loads(run(app, facts).stdout))[0] == "indetermine"
    claire = actor_of(Role.RESPONSABLE)
    enter_summers(claire)
    browser = sign_in(app, add_agent(Role.INSTRUCTEUR))

    dossier = granted(claire)
    assert dossier.decision is not None
    decided = json.loads(dossier.decision.evaluation)
    again = run(app, json.loads(dossier.decision.facts))
    draft = create_dossier(place_in().id, content(**SAINT_DENIS), claire, NOW)
    page = send(browser, preview_address(draft), dossier_fields(browser, edit_address(draft))).text

    assert (again.exit_code, again.stderr, json.loads(again.stdout)) == (0, "", decided)
    finding, measure = opening(decided)
    assert (finding, "5 demi-journées pour 5 attendues" in measure) == ("conforme", True)
    assert measure in page


def test_without_a_database_it_answers_says_so_and_makes_none(tmp_path: Path) -> None:
    app = app_in(tmp_path)

    result = run(app, [PLACE, PLACE | SAINT_DENIS])

    assert result.exit_code == 0
    assert [opening(each)[0] for each in json.loads(result.stdout)] == ["conforme", "indetermine"]
    assert result.stderr.startswith("Pas de base de données ici")
    assert not (tmp_path / "portal.db").exists()
