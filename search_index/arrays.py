"""One file holding several named NumPy arrays, read whole and checked against its stamp."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from search_index.errors import IndexCorrupt

Arrays = Mapping[str, NDArray[Any]]

_ALIGNMENT: Final = 64
_LENGTH: Final = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file must be: its size in bytes and its CRC-32."""

    size: int
    crc: int

    @classmethod
    def of(cls, content: bytes) -> Stamp:
        """Return the stamp of a content."""
        return cls(len(content), zlib.crc32(content))


def in_sorted(values: NDArray[Any], among: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which values are among others that are sorted."""
    if not len(among):
        return np.zeros(len(values), dtype=np.bool_)
    found: NDArray[np.bool_] = among[np.searchsorted(among[:-1], values)] == values
    return found


def json_array(value: Sequence[object]) -> NDArray[np.uint8]:
    """Return a JSON list as an array of UTF-8 bytes."""
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)


def json_list(array: NDArray[np.uint8]) -> list[Any]:
    """Return the list that ``json_array`` wrote."""
    found: list[Any] = json.loads(array.tobytes())
    return found


def write_arrays(path: Path, arrays: Arrays) -> Stamp:
    """Write the arrays in one file."""
    layout: dict[str, tuple[str, tuple[int, ...], int]] = {}
    end = 0
    for name, array in arrays.items():
        layout[name] = (array.dtype.str, array.shape, end)
        end += _padded(array.nbytes)
    header = json.dumps(layout).encode()
    header += b" " * (-(len(header) + _LENGTH.size) % _ALIGNMENT)
    pieces = [_LENGTH.pack(len(header)) + header]
    pieces += [array.tobytes() + bytes(-array.nbytes % _ALIGNMENT) for array in arrays.values()]
    content = b"".join(pieces)
    path.write_bytes(content)
    return Stamp.of(content)


def read_arrays(path: Path, stamp: Stamp) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file, read-only, in memory of this process.

    They are read and not mapped, so that a file cut or overwritten later can neither change an
    answer nor kill the process. Raises IndexCorrupt when the file is not what the stamp says,
    FileNotFoundError when it is gone.
    """
    content = path.read_bytes()
    if Stamp.of(content) != stamp:
        raise IndexCorrupt(f"{path.name} is damaged")
    (length,) = _LENGTH.unpack_from(content)
    first = _LENGTH.size + length
    layout = json.loads(content[_LENGTH.size : first])
    return {
        name: np.frombuffer(
            content, np.dtype(kind), count=int(np.prod(shape)), offset=first + begin
        ).reshape(shape)
        for name, (kind, shape, begin) in layout.items()
    }


def _padded(size: int) -> int:
    return size + -size % _ALIGNMENT
