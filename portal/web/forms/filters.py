"""What every text that people send goes through before it is looked at."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean_text(text: str | None) -> str:
    """Trim a text of several lines; its line ends become one character, control characters go."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).strip()


def clean_line(text: str | None) -> str:
    """Trim a text that fits on one line."""
    return " ".join(clean_text(text).split())
