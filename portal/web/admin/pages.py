"""Every blueprint of the staff side."""

from __future__ import annotations

from portal.web.admin.account_views import account_pages
from portal.web.admin.confirm_views import confirm_pages
from portal.web.admin.home_views import home
from portal.web.admin.import_views import imports
from portal.web.admin.password_link_views import password_links
from portal.web.admin.second_factor_views import second_factor_pages
from portal.web.admin.sign_in_views import sign_in_pages

STAFF = (
    home,
    sign_in_pages,
    confirm_pages,
    password_links,
    account_pages,
    second_factor_pages,
    imports,
)
