"""The form of a listing for who proposes changes: nothing that staff keep to themselves."""

from __future__ import annotations

from portal.domain.days import day_in_paris
from portal.domain.listings.content import ListingContent
from portal.domain.listings.proposing import visible
from portal.services.listings.reading import content_of
from portal.services.moderation.proposals import LONGEST_MESSAGE, ProposalDraft
from portal.store.db import db
from portal.store.listings import Listing
from portal.store.vocabulary import load_vocabulary
from portal.web.admin.forms.listing_form import ListingForm, form_from
from portal.web.admin.forms.typed_fields import text
from portal.web.admin.guard import now
from portal.web.admin.listing_arranging import Posted, arranged, place_asked
from portal.web.admin.listing_placing import placed
from portal.web.admin.seen import Seen, read_seen, sign_seen

_STALE = "Nous n’avons pas reconnu cette page. Relisez ce que vous avez écrit, puis envoyez."


class ProposalForm(ListingForm):
    """What a managing body may change, and a word that goes with it."""

    suivi = None
    message = text("Un mot pour expliquer", LONGEST_MESSAGE)
    refused = ""

    def draft(self) -> ProposalDraft:
        """Return what is proposed, once it is valid; an address that moves takes its point too."""
        content = placed(self, only_moved=True).content
        return ProposalDraft(self.before, content, self.message.data or "")

    def problems(self) -> list[tuple[str, str]]:
        """Return each error with the id of its field, for the summary at the top of the page."""
        return [*([("", self.refused)] if self.refused else ()), *super().problems()]


def opened_form(listing: Listing) -> ProposalForm:
    """Return the form of a listing as its managing body sees it."""
    form = _form(visible(content_of(listing)), None)
    form.vu.data = sign_seen(listing.id, Seen(listing.version, form.before))
    return form


def posted_form(listing: Listing, posted: Posted) -> tuple[ProposalForm, bool]:
    """Return the form over what was seen, and whether it is to be sent.

    It is not while a button only arranged the page, or while something is to be corrected.
    """
    rearranged = arranged(posted)
    seen = read_seen(posted.get("vu", ""), listing.id)
    if seen is None:
        form = opened_form(listing)
        form.refused = _STALE
        return form, False
    form = _form(visible(seen.content), rearranged or posted)
    if rearranged is not None:
        place_asked(form, posted)
        return form, False
    return form, form.validate()


def _form(content: ListingContent, posted: Posted | None) -> ProposalForm:
    vocabulary = load_vocabulary(db.session())
    form = form_from(content, vocabulary, day_in_paris(now()), posted, ProposalForm)
    if not isinstance(form, ProposalForm):
        raise TypeError("not the form of a proposal")
    return form
