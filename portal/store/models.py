"""Every table, imported in one place so that migrations and the application know them all."""

from __future__ import annotations

from portal.store.cafs import Caf
from portal.store.contacts import Contact
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.reports import Report
from portal.store.revisions import ListingRevision, Revision
from portal.store.school_holidays import SchoolHoliday
from portal.store.sites import ExceptionalHoursRow, Site
from portal.store.slugs import FormerSlug
from portal.store.throttling import ThrottledAct
from portal.store.vocabulary import VocabularyTerm

__all__ = [
    "Caf",
    "Contact",
    "ExceptionalHoursRow",
    "FormerSlug",
    "Listing",
    "ListingRevision",
    "Offer",
    "Operator",
    "Report",
    "Revision",
    "SchoolHoliday",
    "Site",
    "ThrottledAct",
    "VocabularyTerm",
]
