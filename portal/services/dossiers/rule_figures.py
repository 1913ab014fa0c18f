"""The figures of the rules on this installation: three that it may adjust, the texts' own else."""

from __future__ import annotations

from portal.domain.referentiel import RuleSettings
from portal.settings import Settings


def rule_figures(settings: Settings) -> RuleSettings:
    """Return the figures that rules compare with, everywhere where they are asked."""
    return RuleSettings(
        half_days=settings.rule_half_days,
        minimum_minutes=settings.rule_minimum_minutes,
        symbolic_contribution=settings.rule_contribution,
    )
