"""The two scenarios of the coverage page: a place in a commune, and where more would help most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.domain.territory import Commune
from portal.services.coverage import Survey
from portal.services.coverage.what_if import Opening, Proposal, if_opened, where_most_help
from portal.services.directory import Directory
from portal.services.locate import Ambiguous, NotLocated, locate
from portal.web.admin.coverage_question import Asked


@dataclass(frozen=True, slots=True)
class Where:
    """The commune that was asked for, the ones that it may be, or what is wrong."""

    commune: Commune | None = None
    choices: Sequence[tuple[str, str]] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ShownScenario:
    """What is answered; both are None where neither was asked for."""

    opening: Opening | None = None
    proposals: list[Proposal] | None = None

    @property
    def drawing(self) -> list[dict[str, Any]]:
        """The places to draw on the map, as JSON values."""
        communes = [self.opening.commune] if self.opening else []
        communes += [proposal.commune for proposal in self.proposals or ()]
        return [
            {"nom": commune.name, "latitude": commune.latitude, "longitude": commune.longitude}
            for commune in communes
        ]


def where_asked(asked: Asked, directory: Directory) -> Where:
    """Return what the address says of a commune."""
    territory = directory.territory
    if code := asked.typed.get("insee", ""):
        commune = territory.find_commune(code)
        return Where(commune) if commune else Where(problem="Commune : aucune n’a ce code.")
    text = asked.typed.get("ou", "")
    if not text:
        return Where()
    found = locate(text, territory, directory.suggester)
    if isinstance(found, NotLocated):
        return Where(problem=f"Commune : {found.message}")
    if isinstance(found, Ambiguous):
        return Where(choices=[_choice(asked, commune) for commune in found.communes])
    return Where(territory.get_commune(found.code_insee or ""))


def scenario_of(survey: Survey, asked: Asked, where: Where, directory: Directory) -> ShownScenario:
    """Return the answers to what the address asks."""
    count = asked.count
    return ShownScenario(
        if_opened(survey, where.commune) if where.commune else None,
        where_most_help(survey, directory.territory, count) if count else None,
    )


def _choice(asked: Asked, commune: Commune) -> tuple[str, str]:
    """Return the address that asks for this commune, and what tells it from its namesakes."""
    words = f"{commune.name} ({commune.departement}), {', '.join(commune.postal_codes[:3])}"
    return asked.address(ou=commune.name, insee=commune.code_insee) + "#scenarios", words
