"""The journal: who did what when in one's Caf, as a page and as a file, and whether it is whole."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.exports import csv_of
from portal.services.journal import check_chain, export_journal
from portal.store.db import db
from portal.store.journal import count_journal, list_authors, list_journal
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.journal_page import (
    PER_PAGE,
    JournalQuestion,
    acts_by_family,
    lines_of,
    read_question,
)
from portal.web.paging import last_page, page_asked

journal = staff_blueprint("staff_journal")

Answer = str | tuple[str, int]


@journal.get("/journal")
@requires(Permission.READ_JOURNAL)
def read() -> Answer:
    """Show a page of the journal, the newest first."""
    asked = read_question(request.args)
    return _page(asked), 400 if asked.problems else 200


@journal.get("/journal.csv")
@requires(Permission.READ_JOURNAL, fresh=True)
def as_file() -> Response | Answer:
    """Answer the same as a file."""
    asked = read_question(request.args)
    if asked.problems:
        return _page(asked), 400
    content = csv_of(export_journal(db.session(), actor(), asked.filters))
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="journal-{now():%Y-%m-%d}.csv"'
    return answer


@journal.post("/journal/controle")
@requires(Permission.READ_JOURNAL)
def check() -> Response:
    """Tell whether the chain of the journal is whole."""
    chain = check_chain(db.session())
    flash(chain.words, "succes" if chain.broken_at is None else "erreur")
    return redirect("/gestion/journal", 303)


def _page(asked: JournalQuestion) -> str:
    session, by = db.session(), actor()
    total = 0 if asked.problems else count_journal(session, by, asked.filters)
    last = last_page(total, PER_PAGE)
    page = page_asked(request.args, last)
    events = list_journal(session, by, asked.filters, page, PER_PAGE) if total else ()
    return render_template(
        "gestion/historique/journal.html",
        asked=asked,
        lines=lines_of(events),
        total=total,
        page=page,
        last=last,
        authors=list_authors(session, by),
        acts=acts_by_family(asked.filters.act),
    )
