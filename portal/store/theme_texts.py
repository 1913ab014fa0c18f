"""The committed texts that say why each theme may help, read once per process."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

THEME_TEXTS = Path(__file__).resolve().parents[2] / "seed_data" / "themes.toml"


@lru_cache(maxsize=1)
def load_theme_texts() -> Mapping[str, str]:
    """Return the text of each theme by its slug."""
    texts: Mapping[str, str] = tomllib.loads(THEME_TEXTS.read_text(encoding="utf-8"))
    return texts
