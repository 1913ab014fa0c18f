"""How far a year is: nothing, asked, begun, sent, validated."""

from __future__ import annotations

import pytest

from portal.domain.indicators.progress import Progress, progress_of
from portal.domain.indicators.states import ReportState


@pytest.mark.parametrize(
    ("state", "begun", "progress"),
    [
        (None, False, Progress.MANQUANT),
        (ReportState.DEMANDE, False, Progress.DEMANDE),
        (ReportState.DEMANDE, True, Progress.COMMENCE),
        (ReportState.SAISI, True, Progress.SAISI),
        (ReportState.VALIDE, True, Progress.VALIDE),
    ],
)
def test_what_is_begun_but_not_sent_is_told_apart(
    state: ReportState | None, begun: bool, progress: Progress
) -> None:
    assert progress_of(state, begun=begun) is progress


def test_something_is_awaited_until_it_is_sent() -> None:
    awaited = {each for each in Progress if each.is_awaited}
    assert awaited == {Progress.MANQUANT, Progress.DEMANDE, Progress.COMMENCE}
