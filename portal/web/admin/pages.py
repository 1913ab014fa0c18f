"""Every blueprint of the staff side."""

from __future__ import annotations

from portal.web.admin.home_views import home

STAFF = (home,)
