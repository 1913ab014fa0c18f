"""Compression of what public views answer.

Pages of staff stay as they are: they hold the secret of a form beside what the address says, which
the length of a compressed page could tell bit by bit (the attack named BREACH).
"""

from __future__ import annotations

from flask import Flask, Response, request
from flask_compress import Compress

from portal.web.sessions import STAFF

_TEXTS = (
    "text/html",
    "text/csv",
    "text/calendar",
    "text/plain",
    "application/json",
    "application/problem+json",
    "application/geo+json",
    "application/xml",
)


def set_up_compression(app: Flask) -> None:
    """Compress answers of public views with the lightest that the client reads.

    The levels are quick ones: higher ones save a tenth of the size and cost several times as much.
    """
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_MIMETYPES=_TEXTS,
        COMPRESS_ALGORITHM=("zstd", "br", "gzip"),
        COMPRESS_ZSTD_LEVEL=3,
        COMPRESS_BR_LEVEL=1,
        COMPRESS_LEVEL=3,
        COMPRESS_STREAMS=False,
    )
    compress = Compress(app)

    @app.after_request
    def _compress(response: Response) -> Response:
        view = app.view_functions.get(request.endpoint or "")
        # Pages of the staff side carry tokens, which their compressed size could betray.
        if getattr(view, "access", "") != "public" or request.path.startswith(STAFF):
            return response
        compressed: Response = compress.after_request(response)
        return compressed
