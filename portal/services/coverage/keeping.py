"""What takes long is worked out in threads beside the requests; the last answers are kept.

Each process has its own: nothing is shared between several, nor needs to be. A request brings its
whole question, so whichever process it comes to answers from what it keeps or works it out anew.
A key holds all that an answer depends on, as the revision of the directory and the day: what is
kept is never out of date.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")
Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""

FAILURE_SECONDS = 5.0
"""How long a failure is an answer. Who asks again and again, as a page that waits does, is told of
it once it is there; without that each question would begin the work anew and never see its end."""
_KEPT = 24
"""Answers kept; a survey of the whole country takes less than a megabyte."""
_THREADS = 2


@dataclass
class Underway(Generic[Value]):
    """An answer that is being worked out, or is there."""

    done: int = 0
    total: int = 0
    ended_at: float = float("inf")
    future: Future[Value] = field(default_factory=Future)

    @property
    def finished(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.future.done()

    def wait(self, seconds: float) -> Value | None:
        """Return the answer, None where it is not there in time; raises what the work raised."""
        try:
            return self.future.result(seconds)
        except (TimeoutError, CancelledError):
            return None

    def tell(self, done: int, total: int) -> None:
        """Note how far the work is."""
        self.done, self.total = done, total


class Kept(Generic[Value]):
    """The answers of one process; safe to share between threads.

    ``clock`` gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[Hashable, Underway[Value]] = OrderedDict()
        self._lock = Lock()
        self._threads: ThreadPoolExecutor | None = None

    def ask(self, key: Hashable, work: Callable[[Progress], Value]) -> Underway[Value]:
        """Return the answer of a key; ``work`` begins where none is kept.

        A failure is kept for ``FAILURE_SECONDS``. The oldest are forgotten, and not begun any more.
        """
        with self._lock:
            found = self._kept.get(key)
            if found is None or self._is_over(found):
                found = self._kept[key] = self._begin(work)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)[1].future.cancel()
        return found

    def _begin(self, work: Callable[[Progress], Value]) -> Underway[Value]:
        if self._threads is None:  # on first use, so never shared across a fork
            self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="coverage")
        begun: Underway[Value] = Underway()
        begun.future = self._threads.submit(self._run, work, begun)
        return begun

    def _run(self, work: Callable[[Progress], Value], begun: Underway[Value]) -> Value:
        try:
            return work(begun.tell)
        except BaseException:
            begun.ended_at = self._clock()
            raise

    def _is_over(self, underway: Underway[Value]) -> bool:
        """Return whether this is no answer any more: given up, or failed a while ago."""
        past = self._clock() - underway.ended_at > FAILURE_SECONDS
        return underway.future.cancelled() or past
