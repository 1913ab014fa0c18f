"""``python -m bench.load``: measure, print, write ``bench/load.json``. ``LOAD_SIZE`` chooses."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.cache import BENCH_FOLDER
from bench.communes import communes
from bench.load.instance import make_instance
from bench.load.server import LoadError, requests_per_second, served
from bench.load.times import result_times

_SIZE = 50_000
_SECONDS = 4
_TIMED = 1_100
_SEED = 7
_RESULTS_FILE = BENCH_FOLDER / "load.json"


def main() -> int:
    """Run the load test within some minutes; the first time, making the places takes most."""
    size = int(os.environ.get("LOAD_SIZE", _SIZE))
    folder = make_instance(size)
    order = np.random.default_rng(_SEED).permutation(len(communes()))
    codes = [communes()[number].code_insee for number in order]
    try:
        rates = _rates(folder, codes[_TIMED:], size)
    except LoadError as error:
        print(error, file=sys.stderr)
        return 1
    times = result_times(folder, [f"/lieux?code_insee={code}" for code in codes[:_TIMED]])
    found = {"places": size, "requests_per_second": rates, "results_page": times}
    _RESULTS_FILE.write_text(
        json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    _print(size, rates, times)
    return 0


def _rates(folder: Path, codes: list[str], size: int) -> dict[str, float]:
    pages = {
        "home page": ["/"],
        "results, one address": ["/lieux?lieu=Limoges"],
        "results, new addresses": [f"/lieux?code_insee={code}" for code in codes],
        "API, new addresses": [f"/api/v1/lieux?code_insee={code}" for code in codes],
        "listing pages": [f"/lieux/copie-{number}" for number in range(0, size, 7)],
        "pages of communes": [f"/communes/{code}" for code in codes],
    }
    environment = {"PORTAL_INSTANCE": str(folder), "PORTAL_DEMO": "1", "GEOCODER_URL": ""}
    with served("bench.load.hello:app") as address:
        rates = {"hello": requests_per_second(address, ["/"], _SECONDS)}
    with served("portal.wsgi:app", **environment) as address:
        for name, paths in pages.items():
            rates[name] = requests_per_second(address, paths, _SECONDS)
    return rates


def _print(size: int, rates: dict[str, float], times: dict[str, float]) -> None:
    table = Table(title=f"{size:,} places: requests per second, two workers on this machine")
    for column in ("page", "requests / s", "to hello"):
        table.add_column(column, justify="left" if column == "page" else "right")
    for name, rate in rates.items():
        table.add_row(name, f"{rate:,.0f}", f"{rate / rates['hello']:.2f}")
    console = Console()
    console.print(table)
    for name, value in times.items():
        console.print(f"results page, server time, {name} = {value}")


if __name__ == "__main__":
    sys.exit(main())
