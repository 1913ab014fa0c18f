"""Every blueprint of the staff side."""

from __future__ import annotations

from portal.web.admin.account_views import account_pages
from portal.web.admin.agent_views import agent_pages
from portal.web.admin.answer_views import answers
from portal.web.admin.campaign_views import campaigns
from portal.web.admin.confirm_views import confirm_pages
from portal.web.admin.coverage_views import coverage
from portal.web.admin.deadline_views import deadline_pages
from portal.web.admin.dossier_control_views import dossier_controls
from portal.web.admin.dossier_document_views import dossier_documents
from portal.web.admin.dossier_draft_views import dossier_drafts
from portal.web.admin.dossier_form_views import dossier_form_pages
from portal.web.admin.dossier_list_views import dossier_list
from portal.web.admin.dossier_page_views import dossier_pages
from portal.web.admin.dossier_paper_views import dossier_papers
from portal.web.admin.dossier_step_views import dossier_steps
from portal.web.admin.duplicate_views import duplicates
from portal.web.admin.finance_views import finances
from portal.web.admin.history_views import history
from portal.web.admin.holiday_views import holiday_pages
from portal.web.admin.home_views import home
from portal.web.admin.import_views import imports
from portal.web.admin.indicator_check_views import indicator_checks
from portal.web.admin.indicator_entry_views import indicator_entry
from portal.web.admin.indicator_follow_up_views import indicator_follow_up
from portal.web.admin.indicator_link_views import indicator_links
from portal.web.admin.indicator_totals_views import indicator_totals
from portal.web.admin.journal_views import journal
from portal.web.admin.listing_conflict_views import listing_conflicts
from portal.web.admin.listing_draft_views import listing_drafts
from portal.web.admin.listing_form_views import listing_form_pages
from portal.web.admin.listing_position_views import listing_helpers
from portal.web.admin.listing_preview_views import listing_previews
from portal.web.admin.listing_views import listing_pages
from portal.web.admin.moderation_views import moderation
from portal.web.admin.oidc_views import oidc_pages
from portal.web.admin.passkey_views import passkey_pages
from portal.web.admin.password_link_views import password_links
from portal.web.admin.proposal_views import proposals
from portal.web.admin.proposing_views import proposing
from portal.web.admin.referentiel_views import referentiel_pages
from portal.web.admin.second_factor_views import second_factor_pages
from portal.web.admin.sign_in_views import sign_in_pages
from portal.web.admin.table_views import table
from portal.web.admin.verification_views import verifications
from portal.web.admin.vocabulary_views import vocabulary_pages

STAFF = (
    home,
    sign_in_pages,
    confirm_pages,
    password_links,
    account_pages,
    second_factor_pages,
    passkey_pages,
    oidc_pages,
    agent_pages,
    imports,
    table,
    verifications,
    moderation,
    proposals,
    proposing,
    campaigns,
    answers,
    listing_pages,
    listing_form_pages,
    listing_conflicts,
    listing_drafts,
    listing_helpers,
    listing_previews,
    history,
    journal,
    duplicates,
    coverage,
    dossier_form_pages,
    dossier_list,
    dossier_pages,
    dossier_steps,
    dossier_documents,
    finances,
    indicator_totals,
    indicator_follow_up,
    indicator_entry,
    indicator_checks,
    indicator_links,
    vocabulary_pages,
    holiday_pages,
    referentiel_pages,
    dossier_papers,
    dossier_controls,
    dossier_drafts,
    deadline_pages,
)
