"""What a page says of a parameter that it could not use, in the language of the page."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.domain.french import sentence
from portal.web.reading import ParameterError


def told(error: ParameterError) -> str:
    """Return the message as a sentence, with a capital and a full stop."""
    said = str(_(error.template, **error.values))
    return f"{sentence(said).rstrip('.')}."
