"""The results as a person reads them on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from bench.results import geometric_mean, p95_ratios
from bench.timing import Timing

_RATIOS = (("portal", "tantivy"), ("portal", "limit"))


def print_timings(timings: Sequence[Timing], size: int, console: Console) -> None:
    """Print one table of a size: median and 95th percentile by engine, then the ratios."""
    here = [timing for timing in timings if timing.size == size]
    engines = list(dict.fromkeys(timing.engine for timing in here))
    ratios = [p95_ratios(here, size, *pair) for pair in _RATIOS]
    table = Table(title=f"{size:,} places: median / p95 in ms; ratios of p95")
    table.add_column("query class")
    for heading in (*engines, *("/".join(pair) for pair in _RATIOS)):
        table.add_column(heading, justify="right")
    for query_class in dict.fromkeys(timing.query_class for timing in here):
        times = {t.engine: t for t in here if t.query_class == query_class}
        cells = [_cell(times.get(engine)) for engine in engines]
        table.add_row(query_class, *cells, *(_ratio(r.get(query_class)) for r in ratios))
    console.print(table)
    for pair, values in zip(_RATIOS, ratios, strict=True):
        _print_summary(pair, values, console)


def _print_summary(pair: tuple[str, str], ratios: Mapping[str, float], console: Console) -> None:
    if ratios:
        worst = max(ratios, key=lambda query_class: ratios[query_class])
        mean = geometric_mean(ratios)
        console.print(
            f"{'/'.join(pair)}: geometric mean {mean:.2f}, worst {ratios[worst]:.2f} ({worst})"
        )


def print_measures(measures: Sequence[Mapping[str, object]], console: Console) -> None:
    """Print what was measured beside the query times, one line each."""
    for measure in measures:
        console.print(", ".join(f"{name} {value}" for name, value in measure.items()))


def _cell(timing: Timing | None) -> str:
    return f"{timing.median_ms:.3f} / {timing.p95_ms:.3f}" if timing else "–"


def _ratio(value: float | None) -> str:
    return f"{value:.2f}" if value is not None else "–"
