"""The facts of listings and sites: JSON records in one file, read one at a time."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search_index.arrays import Stamp
from search_index.errors import IndexCorrupt
from search_index.stored import Facts


class FactsWriter:
    """Writes records one after the other, until ``close``."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._position = 0
        self._whole = 0
        self._ends: list[int] = []
        self._crcs: list[int] = []

    def add(self, value: Facts) -> None:
        """Append a JSON mapping."""
        self.add_encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def add_encoded(self, record: bytes) -> None:
        """Append a record that is encoded already."""
        self._file.write(record)
        self._position += len(record)
        self._whole = zlib.crc32(record, self._whole)
        self._ends.append(self._position)
        self._crcs.append(zlib.crc32(record))

    def close(self) -> Stamp:
        """Finish the file."""
        self._file.close()
        return Stamp(self._position, self._whole)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    @property
    def ends(self) -> NDArray[np.int64]:
        """Where each record ends."""
        return np.array(self._ends, dtype=np.int64)

    @property
    def crcs(self) -> NDArray[np.uint32]:
        """The CRC-32 of each record."""
        return np.array(self._crcs, dtype=np.uint32)


class FactsReader:
    """Reads the records of a file, which may be deleted meanwhile, and checks each.

    Raises FileNotFoundError when the file is gone at opening, IndexCorrupt when its size is wrong
    or, later, when a record is damaged.
    """

    def __init__(
        self, path: Path, size: int, ends: NDArray[np.int64], crcs: NDArray[np.uint32]
    ) -> None:
        self._name = path.name
        self._ends = ends
        self._crcs = crcs
        self._file = path.open("rb", buffering=0)
        if os.fstat(self._file.fileno()).st_size != size:
            self._file.close()
            raise IndexCorrupt(f"{path.name} is not of its size")

    def encoded(self, number: int) -> bytes:
        """Return the bytes of a record."""
        begin = int(self._ends[number - 1]) if number else 0
        record = os.pread(self._file.fileno(), int(self._ends[number]) - begin, begin)
        if zlib.crc32(record) != self._crcs[number]:
            raise IndexCorrupt(f"record {number} of {self._name} is damaged")
        return record

    def read(self, number: int) -> Facts:
        """Return the JSON mapping of a record."""
        found: Facts = json.loads(self.encoded(number))
        return found

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()
