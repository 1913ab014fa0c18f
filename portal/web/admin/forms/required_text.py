"""A field of several lines that has to be filled in."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from portal.domain.french import NBSP
from portal.web.forms.filters import clean_text


def required_text(
    label: str, longest: int, missing: str, hint: str = "", rows: int = 3
) -> TextAreaField:
    """Return such a field; ``missing`` says what to write where nothing was."""
    too_long = f"{label}{NBSP}: {longest} caractères au plus."
    return TextAreaField(
        label,
        description=hint,
        filters=[clean_text],
        validators=[DataRequired(missing), Length(max=longest, message=too_long)],
        render_kw={"rows": rows, "maxlength": longest, "required": True},
    )
