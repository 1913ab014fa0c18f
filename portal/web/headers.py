"""The security headers of every answer, error pages included."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Flask, Response

_FIXED = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
}


def content_security_policy(map_tiles_url: str) -> str:
    """Return the policy: nothing but our own files, and images from the map's tile server."""
    parts = urlsplit(map_tiles_url)
    tiles = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src 'self' data:{tiles}; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def security_headers(map_tiles_url: str) -> dict[str, str]:
    """Return the headers that every answer carries, static files included."""
    return {**_FIXED, "Content-Security-Policy": content_security_policy(map_tiles_url)}


def set_headers(app: Flask, headers: Mapping[str, str]) -> None:
    """Put the headers on every answer of the application; a view may set its own first."""

    @app.after_request
    def _add_headers(response: Response) -> Response:
        given = {name for name, _ in response.headers}
        response.headers.extend([item for item in headers.items() if item[0] not in given])
        return response
