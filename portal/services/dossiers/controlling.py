"""A control of a granted file: the rules asked again, with what its listing says today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.referentiel import Evaluation, Facts, RuleSettings
from portal.services.dossiers.asked import asked_of
from portal.services.dossiers.deciding import evaluation_of
from portal.services.dossiers.evaluating import evaluate_content
from portal.services.dossiers.findings import ShownFinding, shown_findings
from portal.services.dossiers.prefilling import differing
from portal.services.dossiers.reading import content_of
from portal.store.dossiers import Dossier


@dataclass(frozen=True, slots=True)
class Turn:
    """A rule that finds something else than when the file was decided; None: it did not apply."""

    before: ShownFinding | None
    now: ShownFinding


@dataclass(frozen=True, slots=True)
class Control:
    """What the rules find today; ``written`` and ``facts`` are those of the file, and today's."""

    evaluation: Evaluation
    findings: tuple[ShownFinding, ...]
    turns: tuple[Turn, ...]
    written: Facts
    facts: Facts


def control_of(
    session: Session, dossier: Dossier, said: Facts, settings: RuleSettings, today: date
) -> Control | None:
    """Return the control of a file, None where it was not granted.

    ``said`` is what its listing says. Where people are received is taken from it alone, as a stop
    or hours may be gone; all else that the listing does not say is as the file has it. The twelve
    months of the half-days are counted from today, and the amount is the one that was granted.
    """
    if dossier.decision is None or dossier.granted is None:
        return None
    content = content_of(dossier)
    facts = _today(content.facts, said, dossier, today)
    current = replace(content, facts=facts)
    evaluation = evaluate_content(session, dossier, current, settings, dossier.granted)
    found = tuple(shown_findings(evaluation))
    return Control(
        evaluation, found, _turns(evaluation_of(dossier.decision), found), content.facts, facts
    )


def _today(written: Facts, said: Facts, dossier: Dossier, today: date) -> Facts:
    facts = differing(written, said, today) or written
    asked = asked_of(dossier.listing.kind)
    seen = {"sites": said.sites, "a_partir_du": today}
    return facts.model_copy(update={name: seen[name] for name in seen if name in asked})


def _turns(decided: Evaluation, found: tuple[ShownFinding, ...]) -> tuple[Turn, ...]:
    before = {each.rule: each for each in shown_findings(decided)}
    pairs = [(before.get(each.rule), each) for each in found]
    return tuple(Turn(then, now) for then, now in pairs if not then or then.finding != now.finding)
