"""Papers as PDF: tagged, in French, with our own typeface inside; nothing is fetched elsewhere."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal.settings import ROOT

_STATIC = ROOT / "static"
_STYLE = _STATIC / "css" / "gestion_papier.css"

logger = logging.getLogger(__name__)


class PdfUnavailableError(RuntimeError):
    """The machine lacks what draws a PDF (Pango)."""


class ForbiddenFileError(ValueError):
    """A paper asked for something that is not one of our static files."""


def pdf_of(html: str) -> bytes:
    """Return a page as a PDF; the same page gives the same text. Raises ``PdfUnavailableError``."""
    try:
        # Imported here: it takes most of a second and needs libraries of the system, which only
        # those who ask for a PDF should wait for or miss.
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415
    except OSError as error:
        logger.warning("no PDF can be made: %s", type(error).__name__)
        raise PdfUnavailableError("Pango is missing") from error

    class OwnFiles(URLFetcher):  # type: ignore[misc]  # the library is not typed
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            del headers
            return URLFetcherResponse(url, own_file(url).read_bytes())

    fetcher, fonts = OwnFiles(), FontConfiguration()
    style = CSS(filename=_STYLE, url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=html, base_url=_STATIC.as_uri(), url_fetcher=fetcher)
    made: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return made


def own_file(url: str) -> Path:
    """Return the static file of an address, or raise ``ForbiddenFileError`` for any other."""
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    if parts.scheme != "file" or parts.netloc or not path.is_relative_to(_STATIC):
        raise ForbiddenFileError("papers hold nothing but our own static files")
    return path
