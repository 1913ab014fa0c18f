"""The two scenarios of the coverage page: a place in a commune, and where more would help most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.domain.territory import Commune
from portal.services.coverage import Scope, Survey
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
    outside: bool = False
    """Whether the place would open beyond the territory, of which alone people are counted."""

    @property
    def opening_drawn(self) -> bool:
        """Whether the place is on the map: one beyond the territory must be near enough to help."""
        return self.opening is not None and not (self.outside and not any(self.opening.gained))

    @property
    def first_proposal(self) -> int:
        """The number that the map gives to the first proposal."""
        return 2 if self.opening_drawn else 1

    @property
    def drawing(self) -> list[dict[str, Any]]:
        """The places to draw on the map, as JSON values."""
        communes = [self.opening.commune] if self.opening and self.opening_drawn else []
        communes += [proposal.commune for proposal in self.proposals or ()]
        return [
            {"nom": commune.name, "latitude": commune.latitude, "longitude": commune.longitude}
            for commune in communes
        ]


def where_asked(asked: Asked, scope: Scope, directory: Directory) -> Where:
    """Return what the address says of a commune; of several, those of the territory come first."""
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
        communes = sorted(found.communes, key=lambda commune: _is_outside(commune, scope))
        return Where(choices=[_choice(asked, commune) for commune in communes])
    return Where(territory.get_commune(found.code_insee or ""))


def scenario_of(survey: Survey, asked: Asked, where: Where, directory: Directory) -> ShownScenario:
    """Return the answers to what the address asks."""
    commune, count = where.commune, asked.count
    return ShownScenario(
        if_opened(survey, commune) if commune else None,
        where_most_help(survey, directory.territory, count) if count else None,
        outside=commune is not None and _is_outside(commune, survey.question.scope),
    )


def as_suggestions(communes: Sequence[Commune]) -> list[dict[str, Any]]:
    """Return communes as the field that suggests them reads them, as JSON values."""
    return [
        {
            "nom": commune.name,
            "departement": commune.departement,
            "codes_postaux": list(commune.postal_codes),
        }
        for commune in communes
    ]


def _is_outside(commune: Commune, scope: Scope) -> bool:
    return scope.departements is not None and commune.departement not in scope.departements


def _choice(asked: Asked, commune: Commune) -> tuple[str, str]:
    """Return the address that asks for this commune, and what tells it from its namesakes."""
    words = f"{commune.name} ({commune.departement}), {', '.join(commune.postal_codes[:3])}"
    return asked.address(ou=commune.name, insee=commune.code_insee) + "#scenarios", words
