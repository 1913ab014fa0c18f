"""Whatever a file holds, it is refused with a reason or every good line of it is kept."""

from __future__ import annotations

import contextlib
import csv
import io
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.territory import Territory
from portal.domain.vocabulary import Vocabulary
from portal.services.imports import ImportRefusedError, ImportReport, Options, import_listings
from portal.services.imports.columns import COLUMNS

TODAY = date(2026, 11, 24)

in_one_database = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
bits = st.sampled_from(
    [b"\r", b"\n", b'"', b",", b";", b"\xff", b"\xc3\xa9", b"\xe9", b"\x00", b"a", b"'", b"=", b"|"]
)
cells = st.text(max_size=12) | st.sampled_from(
    ["laep", "oui", "2026-02-30", "01/01/2026", "48,5", "Limoges", "75001", "a@b.fr", "https://a.fr",
     "01 99 00 12 34", "Mo 09:00-12:00", "information|laep", "|", "''", "9" * 400]
)  # fmt: skip


def _dry_run(content: bytes, vocabulary: Vocabulary, territory: Territory) -> ImportReport:
    return import_listings(content, vocabulary, territory, TODAY, Options())


@in_one_database
@given(content=st.binary(max_size=200) | st.lists(bits, max_size=80).map(b"".join))
def test_any_bytes_are_read_or_refused(
    vocabulary: Vocabulary, territory: Territory, content: bytes
) -> None:
    with contextlib.suppress(ImportRefusedError):
        _dry_run(content, vocabulary, territory)


@in_one_database
@given(middle=st.lists(bits, max_size=60).map(b"".join))
def test_any_bytes_under_a_good_header_are_read(
    vocabulary: Vocabulary, territory: Territory, middle: bytes
) -> None:
    header = b"id_externe,type,nom,description\n"
    report = _dry_run(header + b"bon,laep,Maison,\n" + middle, vocabulary, territory)
    assert report.created[:1] == ["bon"]


@in_one_database
@given(bad=st.lists(st.dictionaries(st.sampled_from(COLUMNS), cells), max_size=4))
def test_any_cells_leave_the_good_lines_around_them(
    vocabulary: Vocabulary, territory: Territory, bad: list[dict[str, str]]
) -> None:
    first, last = (
        {"id_externe": i, "type": "laep", "nom": "Maison"} for i in ("\u00e9-1", "\u00e9-2")
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows([first, *bad, last])
    report = _dry_run(text.getvalue().encode("utf-8", "replace"), vocabulary, territory)
    assert {"\u00e9-1", "\u00e9-2"} <= set(report.created)
    assert all(error.reason and error.line > 1 for error in report.errors)
