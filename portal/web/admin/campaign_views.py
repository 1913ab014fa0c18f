"""Campaigns: writing to managing bodies, and what came back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.campaigns import default_message, default_subject
from portal.services.listings.editing import RefusedError
from portal.services.moderation.campaigns import Delivery, create_campaign, deliver
from portal.services.moderation.recipients import Candidate, list_candidates
from portal.store.agents import get_agent
from portal.store.campaigns import get_reached_campaign, list_campaigns
from portal.store.db import db
from portal.web.access import directory
from portal.web.admin.campaign_page import Asked, asked_of, confirmation_address, preview_of
from portal.web.admin.forms.campaign_form import CampaignForm
from portal.web.admin.guard import actor, now, requires, staff_blueprint

campaigns = staff_blueprint("staff_campaigns")

Answer = Response | str | tuple[str, int]


@campaigns.get("/campagnes")
@requires(Permission.RUN_CAMPAIGNS)
def all_campaigns() -> str:
    """Show the campaigns, the newest first."""
    found = list_campaigns(db.session(), actor())
    return render_template("gestion/campagnes/toutes.html", campaigns=found)


@campaigns.get("/campagnes/nouvelle")
@requires(Permission.RUN_CAMPAIGNS)
def write() -> str:
    """Show whom one can write to, and a mail to start from."""
    asked, candidates = _asked()
    form = CampaignForm(None)
    form.offer(candidates)
    mail = get_agent(db.session(), actor().agent_id or 0).mail
    form.begin(candidates, default_subject(), default_message(asked.signature, mail))
    return _writing_page(asked, candidates, form)


@campaigns.post("/campagnes/nouvelle")
@requires(Permission.RUN_CAMPAIGNS)
def write_again() -> str:
    """Show again what was written, to change it."""
    asked, candidates = _asked()
    return _writing_page(asked, candidates, _posted(candidates))


@campaigns.post("/campagnes/apercu")
@requires(Permission.RUN_CAMPAIGNS)
def preview() -> Answer:
    """Show the mail as its first reader will get it."""
    asked, candidates = _asked()
    form = _posted(candidates)
    if not form.validate():
        return _writing_page(asked, candidates, form), 400
    chosen = [each for each in candidates if str(each.listing_id) in form.fiches.chosen()]
    seen = preview_of(chosen, form.sujet.data, form.message.data, request.url_root, now())
    return render_template(
        "gestion/campagnes/apercu.html", preview=seen, asked=asked, form=form, chosen=chosen
    )


@campaigns.post("/campagnes")
@requires(Permission.RUN_CAMPAIGNS)
def send() -> Answer:
    """Keep a campaign and send its mails."""
    asked, candidates = _asked()
    form = _posted(candidates)
    if not form.validate():
        return _writing_page(asked, candidates, form), 400
    try:
        made = create_campaign(form.draft(asked.audience.caf_id), actor(), now())
    except RefusedError as refusal:
        form.refused = str(refusal)
        return _writing_page(asked, candidates, form), 400
    return _deliver(made)


@campaigns.get("/campagnes/<int:campaign_id>")
@requires(Permission.RUN_CAMPAIGNS)
def campaign(campaign_id: int) -> str:
    """Show what came of a campaign."""
    found = get_reached_campaign(db.session(), campaign_id, actor())
    return render_template("gestion/campagnes/une.html", campaign=found, now=now())


@campaigns.post("/campagnes/<int:campaign_id>/renvoyer")
@requires(Permission.RUN_CAMPAIGNS)
def send_again(campaign_id: int) -> Response:
    """Send the mails that did not leave."""
    return _deliver(campaign_id)


def _asked() -> tuple[Asked, list[Candidate]]:
    territory, school = directory().territory, directory().school
    asked = asked_of(request.values, actor(), territory)
    return asked, list_candidates(asked.audience, actor(), territory, school, now())


def _posted(candidates: list[Candidate]) -> CampaignForm:
    form = CampaignForm(request.form)
    form.offer(candidates)
    return form


def _deliver(campaign_id: int) -> Response:
    root = request.url_root
    done = deliver(campaign_id, actor(), now(), lambda token: confirmation_address(root, token))
    for message, kind in _told(done):
        flash(message, kind)
    return redirect(f"/gestion/campagnes/{campaign_id}", 303)


def _told(done: Delivery) -> list[tuple[str, str]]:
    told = []
    if done.sent:
        one = done.sent == 1
        told.append((f"{done.sent} courriel{' est parti' if one else 's sont partis'}.", "succes"))
    if done.failed:
        one = done.failed == 1
        words = f"{done.failed} courriel{' n’est pas parti' if one else 's ne sont pas partis'}"
        told.append((f"{words}. {done.reason}", "erreur"))
    return told


def _writing_page(asked: Asked, candidates: list[Candidate], form: CampaignForm) -> str:
    return render_template(
        "gestion/campagnes/nouvelle.html",
        asked=asked,
        candidates=[each for each in candidates if each.mail],
        to_call=[each for each in candidates if not each.mail],
        ticked=frozenset(form.fiches.data or ()),
        form=form,
        errors=form.problems(),
    )
