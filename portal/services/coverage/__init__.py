"""Coverage: surveys of a département, a Caf or the country, from what the database holds."""

from portal.services.coverage.keeping import Progress
from portal.services.coverage.report import report
from portal.services.coverage.scopes import (
    Scope,
    UnknownScopeError,
    caf_scope,
    country,
    departement_scope,
)
from portal.services.coverage.surveys import (
    PARTNER_KINDS,
    PLACE_KINDS,
    Question,
    Survey,
    survey,
)

__all__ = [
    "PARTNER_KINDS",
    "PLACE_KINDS",
    "Progress",
    "Question",
    "Scope",
    "Survey",
    "UnknownScopeError",
    "caf_scope",
    "country",
    "departement_scope",
    "report",
    "survey",
]
