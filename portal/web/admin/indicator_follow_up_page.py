"""What the page that follows a year of indicators shows."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.domain.access import Actor, Permission
from portal.domain.indicators.progress import Progress
from portal.domain.indicators.years import FIRST_YEAR
from portal.services.indicators.following import FollowUp, follow_up
from portal.store.cafs import list_cafs
from portal.store.db import db

ADDRESS = "/gestion/indicateurs/suivi"

Choices = list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """A year of a Caf; ``caf`` is the id that was chosen, "" for all that one reaches."""

    found: FollowUp
    caf: str
    cafs: Choices
    may_ask: bool
    may_enter: bool

    @property
    def years(self) -> Choices:
        """The years that can be chosen."""
        return [(str(year), str(year), year == self.found.year) for year in self.found.years]

    @property
    def counts(self) -> list[tuple[Progress, int]]:
        """How many places are how far, in order."""
        return [(each, self.found.counts[each]) for each in Progress]

    @property
    def address(self) -> str:
        """Where this page is."""
        asked = {"annee": str(self.found.year)} | ({"caf": self.caf} if self.caf else {})
        return f"{ADDRESS}?{urlencode(asked)}"


def follow_up_page(given: MultiDict[str, str], by: Actor, this_year: int) -> FollowUpPage:
    """Return what was asked for; last year where no year was, the first Caf where there are many.

    What is not known or out of reach is left out.
    """
    cafs = [caf for caf in list_cafs(db.session()) if by.reaches(caf.id)]
    known = {str(caf.id) for caf in cafs}
    chosen = given.get("caf", "") if given.get("caf") in known else ""
    if by.sees_everything and not chosen and cafs:
        # Every place of the country at once would be too long a page.
        chosen = str(cafs[0].id)
    year = _year(given.get("annee", ""), this_year)
    found = follow_up(db.session(), year, int(chosen) if chosen else None, by, this_year)
    names = [(str(caf.id), caf.name) for caf in cafs]
    if not by.sees_everything:
        names.insert(0, ("", "Toutes mes Caf"))
    return FollowUpPage(
        found=found,
        caf=chosen,
        cafs=[(value, name, value == chosen) for value, name in names] if len(cafs) > 1 else [],
        may_ask=by.may(Permission.VALIDATE_INDICATORS),
        may_enter=by.may(Permission.ENTER_INDICATORS),
    )


def _year(typed: str, this_year: int) -> int:
    known = typed.isascii() and typed.isdigit() and len(typed) == 4
    return int(typed) if known and FIRST_YEAR <= int(typed) <= this_year else this_year - 1
