"""The figures of the rules: the texts' own, and the three that an installation may adjust."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from portal.domain.referentiel import RuleSettings
from portal.services.dossiers.rule_figures import rule_figures
from portal.settings import settings_from


def test_nobody_adjusted_anything(tmp_path: Path) -> None:
    settings = settings_from({"PORTAL_INSTANCE": str(tmp_path)})

    assert rule_figures(settings) == RuleSettings()


def test_what_the_texts_leave_open_may_be_adjusted(tmp_path: Path) -> None:
    settings = settings_from(
        {
            "PORTAL_INSTANCE": str(tmp_path),
            "REFERENTIEL_DEMI_JOURNEES": "4",
            "REFERENTIEL_DUREE_MINIMALE": "90",
            "REFERENTIEL_PARTICIPATION": "3,5",
        }
    )

    assert rule_figures(settings) == RuleSettings(
        half_days=4, minimum_minutes=90, symbolic_contribution=Decimal("3.50")
    )
