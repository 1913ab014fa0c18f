"""Why a text of opening hours is refused, and where."""

from __future__ import annotations


class HoursError(ValueError):
    """Opening hours that cannot be evaluated rightly.

    ``text`` is what was given, ``position`` the index in it of what is wrong (its length when
    something is missing at the end), ``message`` says it in French for the person who typed it.
    """

    def __init__(self, text: str, position: int, reason: str) -> None:
        self.text = text
        self.position = position
        self.message = f"{reason} ({self._where()})"
        super().__init__(self.message)

    def _where(self) -> str:
        """Show the place in the text: the part read so far, a mark, and what follows."""
        if self.position >= len(self.text):
            return f"à la fin de « {self.text[-30:]} »"
        before = self.text[max(0, self.position - 20) : self.position]
        after = self.text[self.position : self.position + 20]
        return f"au caractère {self.position + 1} : « {before}▶{after} »"
