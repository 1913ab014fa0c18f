"""Every table, imported in one place so that migrations and the application know them all."""

from __future__ import annotations

from portal.store.agents import Agent
from portal.store.audit import AuditEvent, ListingVersion
from portal.store.cafs import Caf
from portal.store.campaigns import Campaign, CampaignLink
from portal.store.contacts import Contact
from portal.store.credentials import AccountLink, Passkey, RecoveryCode
from portal.store.dossier_reminders import DossierReminder
from portal.store.dossier_trail import (
    DossierDecision,
    DossierDocument,
    DossierPayment,
    DossierStep,
)
from portal.store.dossiers import Dossier, DossierLine
from portal.store.envelopes import Envelope
from portal.store.import_batches import ImportBatch
from portal.store.indicators import IndicatorLink, IndicatorReport
from portal.store.jobs import JobRun
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.proposals import Proposal
from portal.store.reports import Report
from portal.store.revisions import ListingRevision, Revision
from portal.store.school_holidays import SchoolHoliday
from portal.store.sites import ExceptionalHoursRow, Site
from portal.store.slugs import FormerSlug
from portal.store.staff_sessions import StaffSession
from portal.store.throttling import ThrottledAct
from portal.store.verifications import Verification
from portal.store.visits import VisitCount
from portal.store.vocabulary import VocabularyTerm
from portal.store.workbench import ListingDraft, NotDuplicate, SavedView

__all__ = [
    "AccountLink",
    "Agent",
    "AuditEvent",
    "Caf",
    "Campaign",
    "CampaignLink",
    "Contact",
    "Dossier",
    "DossierDecision",
    "DossierDocument",
    "DossierLine",
    "DossierPayment",
    "DossierReminder",
    "DossierStep",
    "Envelope",
    "ExceptionalHoursRow",
    "FormerSlug",
    "ImportBatch",
    "IndicatorLink",
    "IndicatorReport",
    "JobRun",
    "Listing",
    "ListingDraft",
    "ListingRevision",
    "ListingVersion",
    "NotDuplicate",
    "Offer",
    "Operator",
    "Passkey",
    "Proposal",
    "RecoveryCode",
    "Report",
    "Revision",
    "SavedView",
    "SchoolHoliday",
    "Site",
    "StaffSession",
    "ThrottledAct",
    "Verification",
    "VisitCount",
    "VocabularyTerm",
]
