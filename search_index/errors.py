"""What can go wrong with the index; each error tells the caller what to do."""

from __future__ import annotations


class SearchIndexError(Exception):
    """Any failure of the index."""


class IndexMissing(SearchIndexError):  # noqa: N818 - named for the state that it reports
    """There is no index in the folder: rebuild it."""


class IndexCorrupt(SearchIndexError):  # noqa: N818 - named for the state that it reports
    """The index's files are damaged, incomplete or of another format: rebuild it."""


class StaleRow(SearchIndexError):  # noqa: N818 - named for the state that it reports
    """The row of a hit that was found in another state of the index: search again."""


class IndexBusy(SearchIndexError):  # noqa: N818 - named for the state that it reports
    """Another process is writing: leave the change to the next catch-up."""
