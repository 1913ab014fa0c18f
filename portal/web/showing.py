"""The public page of a listing, for the faces that may not import each other.

The public face says how it shows one; the staff face shows its previews in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import current_app

from search_index.stored import StoredListing

PageOf = Callable[[StoredListing], Mapping[str, object]]

_KEY = "portal.public_listing"


def offer_page(extensions: dict[str, Any], page_of: PageOf) -> None:
    """Tell an application what the template ``pages/listing.html`` is given to show a listing."""
    extensions[_KEY] = page_of


def page_of(found: StoredListing) -> Mapping[str, object]:
    """Return what that template is given."""
    return cast("PageOf", current_app.extensions[_KEY])(found)
