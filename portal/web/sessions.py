"""Sessions exist for staff only: visitors get none, and no cookie."""

from __future__ import annotations

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

STAFF = "/gestion"


class StaffSessions(SecureCookieSessionInterface):
    """Opens a session under ``/gestion`` and nowhere else."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a staff page; elsewhere None, and Flask refuses to write one."""
        if not request.path.startswith(STAFF):
            return None
        return super().open_session(app, request)
