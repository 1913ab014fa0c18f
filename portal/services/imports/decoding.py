"""Decoding: the text of a file, whatever the office software that saved it."""

from __future__ import annotations

from portal.services.imports.report import ImportRefusedError

UNREADABLE = "\ufffd"
"""Stands for each byte that could not be read, as Unicode has it."""

_CSV = "enregistrez-le au format CSV UTF-8"
_OTHER_FORMATS = {
    b"\xd0\xcf\x11\xe0": f"c’est un classeur : {_CSV}",
    b"%PDF": "c’est un PDF, pas un fichier CSV",
    b"\xff\xfe": f"le fichier est en UTF-16 : {_CSV}",
    b"\xfe\xff": f"le fichier est en UTF-16 : {_CSV}",
}


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the French name of its encoding.

    UTF-8, with or without its mark, unless most of what is not ASCII only makes sense in
    Windows-1252. A few bad bytes in a file in UTF-8 spoil their own lines and not every accent of
    the file. Raises ``ImportRefusedError`` for the well-known formats that are no text.
    """
    for beginning, reason in _OTHER_FORMATS.items():
        if content.startswith(beginning):
            raise ImportRefusedError(reason)
    if b"\x00" in content.partition(b"\n")[0]:
        raise ImportRefusedError(f"ce n’est pas un fichier texte : {_CSV}")
    marked = content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig", "replace")
    if marked or _makes_sense(text):
        return text, "UTF-8"
    return content.decode("cp1252", "replace"), "Windows-1252"


def _makes_sense(text: str) -> bool:
    unreadable = text.count(UNREADABLE)
    return not unreadable or sum(c > "\x7f" for c in text) >= 2 * unreadable
