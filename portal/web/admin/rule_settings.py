"""The figures of the rules, for every page that evaluates a file."""

from __future__ import annotations

from typing import cast

from flask import current_app

from portal.domain.referentiel import RuleSettings
from portal.services.dossiers.rule_figures import rule_figures
from portal.settings import Settings


def rule_settings() -> RuleSettings:
    """Return the figures of this installation."""
    return rule_figures(cast("Settings", current_app.extensions["portal.settings"]))
