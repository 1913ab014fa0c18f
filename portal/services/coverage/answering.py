"""Answering at once with what there is: straight lines first, roads as soon as they are known."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from portal.domain.coverage import Measure
from portal.domain.territory import Territory
from portal.domain.territory.columns import Floats
from portal.services.coverage.keeping import Kept, Progress, Underway
from portal.services.coverage.roads import Roads, by_road, key_of, nearest_by_road
from portal.services.coverage.routing import RoutingFailureError
from portal.services.coverage.surveys import Question, Survey

Read = Callable[[Question, Progress], Survey]

PATIENCE_SECONDS = 1.5
"""How long a page waits for a survey before it shows how far it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be shown now.

    ``straight`` is in straight lines, and what scenarios start from; ``shown`` is by road where
    that was asked for and is known, else the same. Both are None where nothing is known yet.
    ``underway`` is what is still being worked out; ``failed`` tells that roads are not known.
    """

    straight: Survey | None = None
    shown: Survey | None = None
    underway: Underway[Survey] | Underway[Floats] | None = None
    failed: bool = False


@dataclass
class Surveyor:
    """Answers the questions of one process.

    ``read`` surveys in straight lines and is called in a thread of its own: it opens the session
    that it needs. Without ``roads`` every answer is in straight lines.
    """

    territory: Territory
    read: Read
    roads: Roads | None = None
    kept: Kept[Survey] = field(default_factory=Kept)
    kept_roads: Kept[Floats] = field(default_factory=Kept)

    def answer(
        self,
        question: Question,
        revision: Hashable,
        measure: Measure,
        seconds: float = PATIENCE_SECONDS,
    ) -> Answer:
        """Return what is known within the seconds; ``revision`` is that of the directory.

        Raises what the survey in straight lines raised.
        """
        begun = self.kept.ask((revision, question), lambda progress: self.read(question, progress))
        straight = begun.wait(seconds)
        if straight is None:
            return Answer(underway=begun)
        if measure is Measure.STRAIGHT or self.roads is None:
            return Answer(straight, straight)
        return self._by_road(straight, self.roads, seconds)

    def _by_road(self, straight: Survey, roads: Roads, seconds: float) -> Answer:
        begun = self.kept_roads.ask(
            key_of(straight),
            lambda progress: nearest_by_road(straight, self.territory, roads, progress),
        )
        try:
            nearest = begun.wait(seconds)
        except RoutingFailureError:
            return Answer(straight, straight, failed=True)
        if nearest is None:
            return Answer(straight, straight, begun)
        return Answer(straight, by_road(straight, nearest))
