"""Where and when parents are received, as a file has it: the sites, with their closures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.domain.referentiel import Closure, Stop
from portal.web.admin.forms.commune_fields import CommuneForm, commune_data
from portal.web.admin.forms.dossier_fact_fields import DayField
from portal.web.admin.forms.dossier_rows import LineForm, Lines, WeekField
from portal.web.admin.forms.dossier_week_text import written_week

MOST_SITES, MOST_CLOSURES = 60, 60


class ClosureForm(LineForm):
    """A closure, both days included; no last day means one day."""

    du = DayField("Du")
    au = DayField("Au (inclus)")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check the days, and that they follow each other."""
        if not super().validate(extra_validators):
            return False
        if self.au.data and not self.du.data:
            self.du.errors = ["écrivez le premier jour"]
        elif self.au.data and self.au.data < self.du.data:
            self.au.errors = ["la fin est avant le début"]
        return not (self.du.errors or self.au.errors)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in it, not even something that is no day."""
        typed = (*(self.du.raw_data or ()), *(self.au.raw_data or ()))
        return not any((*typed, self.du.data, self.au.data))

    def closure(self) -> Closure:
        """Return what was typed, once it is valid."""
        return Closure(du=self.du.data, au=self.au.data or self.du.data)


class SiteForm(LineForm, CommuneForm):
    """A place where parents are received."""

    horaires = WeekField("Horaires d’ouverture au public")
    fermetures = Lines(ClosureForm, "fermeture", MOST_CLOSURES)

    @property
    def is_blank(self) -> bool:
        """Whether it says neither where nor when."""
        return not (self.commune.data or self.horaires.data or list(self.fermetures.kept))

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as in WTForms
        """Check every field, and find the commune."""
        good = super().validate(extra_validators)
        problem = self.read_commune()
        if problem:
            self.commune.errors = [problem]
        return good and not problem

    def stop(self) -> Stop:
        """Return the place, once it is valid."""
        return Stop(
            code_insee=self.found.code_insee if self.found else None,
            horaires=self.horaires.value,
            fermetures=tuple(row.closure() for row in self.fermetures.kept) or None,
        )


def sites_data(stops: Iterable[Stop] | None) -> list[dict[str, Any]]:
    """Return places as the data of their lines; a blank one where none is described."""
    return [_site_data(stop) for stop in stops or ()] or [{}]


def _site_data(stop: Stop) -> dict[str, Any]:
    closures = [{"du": each.du, "au": each.au} for each in stop.fermetures or ()]
    return {
        "horaires": written_week(stop.horaires),
        "fermetures": closures,
    } | commune_data(stop.code_insee, stop.code_insee)
