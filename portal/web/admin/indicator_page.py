"""What the pages of a year's indicators show, and taking what is posted on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from portal.domain.french import NBSP
from portal.domain.indicators.catalogue import Catalogue, Group
from portal.domain.indicators.figures import Change, check, compare, count_missing, warnings
from portal.domain.indicators.progress import Progress
from portal.services.indicators.catalogue import catalogue
from portal.services.indicators.entering import Entry
from portal.services.indicators.errors import (
    ImpossibleFiguresError,
    RefusedIndicatorsError,
    StaleReportError,
)
from portal.services.indicators.reading import Sheet
from portal.web.admin.forms.indicator_form import form_class, values_of

KEPT = 303
"""What ``take`` answers once a form is kept."""

_STALE = (
    "Quelqu’un a enregistré ces indicateurs entre-temps. Ce que vous avez tapé est resté ici. "
    "Relisez, puis enregistrez de nouveau."
)


@dataclass(frozen=True, slots=True)
class ComparedList:
    """A list of a group: what is known of this year or the one before, and what is of neither."""

    label: str
    changes: tuple[Change, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """A group of the catalogue beside the year before, its total first."""

    group: Group
    total: Change
    lists: tuple[ComparedList, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet with its form; ``stale``: somebody else saved, what is kept now is shown too."""

    sheet: Sheet
    catalogue: Catalogue
    form: Any
    stale: bool = False

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, with the box to correct."""
        errors: list[tuple[str, str]] = self.form.problems()
        return errors

    @property
    def large(self) -> frozenset[str]:
        """The slugs of the kept figures that changed by more than half in a year."""
        found = warnings(self.sheet.figures, self.sheet.before, self.catalogue)
        return frozenset(slug for slug, _ in found)

    @property
    def sends(self) -> bool:
        """Whether what was posted goes to the Caf: answers that lack are told once before."""
        if "envoyer" not in request.form:
            return False
        figures = self.form.entry(send=True).figures
        told = count_missing(figures, self.catalogue) <= self.form.told_missing
        return told or not figures or self.sheet.progress is Progress.SAISI


def opened(sheet: Sheet, *, by_link: bool = False) -> SheetPage:
    """Return the page as it is opened, with what is kept."""
    asked = catalogue()
    form = form_class(asked, by_link=by_link)(
        None, data=values_of(sheet, asked), meta=_page_of(sheet)
    )
    return SheetPage(sheet, asked, form)


def posted(sheet: Sheet, *, by_link: bool = False) -> SheetPage:
    """Return the page with what was posted."""
    asked = catalogue()
    form = form_class(asked, by_link=by_link)(request.form, meta=_page_of(sheet))
    return SheetPage(sheet, asked, form)


def link_address(token: str) -> str:
    """Return the whole address of a link, as it stands in a mail."""
    return f"{request.url_root}indicateurs/{token}"


def take(page: SheetPage, save: Callable[[Entry], object]) -> int:
    """Keep what was posted, or let the form say why not; return the status of the answer.

    What is sent with answers missing that nobody was told of is kept, not sent: the page tells.
    """
    form = page.form
    if not form.validate():
        form.refuse(check(form.entry(send=False).figures, page.catalogue))
        return 400
    try:
        save(form.entry(send=page.sends))
    except ImpossibleFiguresError as refusal:
        form.refuse(refusal.problems)
        return 400
    except RefusedIndicatorsError as refusal:
        form.refused = str(refusal)
        return 400
    except StaleReportError:
        form.refused = _STALE
        return 409
    return KEPT


def overtaken(sheet: Sheet, form: Any) -> SheetPage:  # noqa: ANN401
    """Return a form that came too late beside what is kept now; sent again, it replaces it."""
    form.version.data = str(sheet.version)
    return SheetPage(sheet, catalogue(), form, stale=True)


def large_changes(sheet: Sheet) -> list[str]:
    """Return what is worth a second look before the figures are validated."""
    asked = catalogue()
    labels = {each.slug: each.label for each in asked.indicators}
    found = warnings(sheet.figures, sheet.before, asked)
    return [f"{labels[slug]}{NBSP}: {message}" for slug, message in found]


def compared(sheet: Sheet) -> tuple[ComparedGroup, ...]:
    """Return the figures of a sheet beside those of the year before, as the catalogue has them."""
    asked = catalogue()
    changes = {each.indicator.slug: each for each in compare(sheet.figures, sheet.before, asked)}
    return tuple(
        ComparedGroup(
            group,
            changes[group.total.slug],
            tuple(
                _compared(each.label, [changes[item.slug] for item in each.items])
                for each in group.breakdowns
            ),
        )
        for group in asked.groups
    )


def _compared(label: str, changes: Sequence[Change]) -> ComparedList:
    missing = [each for each in changes if each.value is None and each.before is None]
    return ComparedList(
        label,
        tuple(each for each in changes if each not in missing),
        tuple(each.indicator.label for each in missing),
    )


def _page_of(sheet: Sheet) -> dict[str, Any]:
    """Name the page for the token of those who have no session."""
    return {"csrf_context": ("indicateurs", sheet.listing.id, sheet.year)}
