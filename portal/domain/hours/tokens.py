"""Cut a text of opening hours into tokens, and read them one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portal.domain.hours.errors import HoursError

LONGEST_TEXT = 1000
"""How many characters are read at most (OpenStreetMap keeps 255)."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<comment>"[^"]*"|“[^”]*”)
    | (?P<always>24/7)
    | (?P<time>\d{1,2}:\d{2}(?!\d))
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+)
    | (?P<fallback>\|\|)
    | (?P<sign>[-–—,;:+/\[\]()])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind, its value (dashes made plain) and where it starts."""

    kind: str
    value: str
    position: int


@dataclass(slots=True)
class Cursor:
    """The tokens of a text and how far they were read."""

    text: str
    tokens: list[Token] = field(default_factory=list)
    index: int = 0

    def __post_init__(self) -> None:
        """Cut the text; HoursError at the first character too many, or that fits no token."""
        if len(self.text) > LONGEST_TEXT:
            reason = f"Ce texte est trop long : {LONGEST_TEXT} caractères au plus"
            raise HoursError(self.text, LONGEST_TEXT, reason)
        position = 0
        while self.text[position:].strip():
            match = _TOKEN.match(self.text, position)
            if match is None or match.lastgroup is None:
                bad = position + len(self.text[position:]) - len(self.text[position:].lstrip())
                raise HoursError(self.text, bad, "Ce signe n’est pas compris")
            value = match[match.lastgroup].replace("–", "-").replace("—", "-")
            self.tokens.append(Token(match.lastgroup, value, match.start(match.lastgroup)))
            position = match.end()
        self.tokens.append(Token("end", "", len(self.text)))

    def peek(self, ahead: int = 0) -> Token:
        """Return the next token without reading it (past the end: the end)."""
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Read the next token."""
        token = self.peek()
        self.index += 1
        return token

    def sees(self, *values: str, ahead: int = 0) -> bool:
        """Tell whether the next token is one of these signs or words."""
        token = self.peek(ahead)
        return token.kind in ("sign", "word") and token.value.casefold() in values

    def accept(self, value: str) -> bool:
        """Read the next token if it is this sign or word."""
        if self.sees(value):
            self.index += 1
            return True
        return False

    def number(self, low: int, high: int, what: str) -> int:
        """Read a number between two bounds; HoursError with ``what`` was expected."""
        token = self.peek()
        if token.kind != "number" or not low <= int(token.value) <= high:
            raise self.error(f"Il faut ici {what}, de {low} à {high}")
        self.index += 1
        return int(token.value)

    def error(self, reason: str, token: Token | None = None) -> HoursError:
        """Return the error that points at a token (by default the next one)."""
        return HoursError(self.text, (token or self.peek()).position, reason)
