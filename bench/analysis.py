"""The analysed tokens that every engine indexes: the portal's own stems and forms."""

from __future__ import annotations

from search_index.analysis import forms, stem
from search_index.documents import SiteDocument
from search_index.schema import TEXT_FIELDS

STEM_COLUMNS = tuple(TEXT_FIELDS)
"""One column of stems for each text field, as relevance needs them."""

COLUMN_WEIGHTS = tuple(weight.boost for weight in TEXT_FIELDS.values())
"""How much each column of stems counts in relevance."""

ALL_STEMS = "stems"
"""The column with all stems of a site, for engines that need not tell fields apart."""

ALL_FORMS = "forms"
"""The column with all words of a site as they are written, folded: for beginnings and typos."""


def stems_by_column(site: SiteDocument) -> dict[str, list[str]]:
    """Return the stems of each text field of a site, repeated as in the text."""
    return {
        column: [stem(form) for form in forms(site.texts.get(column, ""))]
        for column in STEM_COLUMNS
    }


def distinct_forms(site: SiteDocument) -> list[str]:
    """Return every form of a site once."""
    words = (form for column in STEM_COLUMNS for form in forms(site.texts.get(column, "")))
    return list(dict.fromkeys(words))
