"""A real browser against a real server; every page opened in any journey is watched."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from portal.domain.reports import ReportReason
from portal.services.reports import ReportDraft
from portal.store.db import transaction
from tests.conftest import NOW, app_in, close_database
from tests.journeys.every_page import TICKET

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application on a free port and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def site(shared_app: Flask) -> Iterator[str]:
    """Serve the seeded application on a free port and return its address."""
    with serving(shared_app) as address:
        yield address


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory, seeded_folder: Path) -> Iterator[str]:
    """Serve a seeded application that also holds an answered report, so that every page exists."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(seeded_folder, folder, dirs_exist_ok=True)
    app = app_in(folder)
    with app.app_context():
        with transaction() as session:
            draft = ReportDraft(
                1, ReportReason.HORAIRES_FAUX, "Fermé le lundi", "claire@exemple.fr"
            )
            report = draft.report(NOW)
            report.ticket, report.answer = TICKET, "Merci, la fiche est corrigée."
            session.add(report)
        close_database()
    with serving(app) as address:
        yield address
    with app.app_context():
        close_database()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once; without it the journeys do not run (in CI: they fail)."""
    executable = shutil.which("chromium")
    if executable is None:
        message = "Chromium is missing: install Debian's package chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(params=[360, 768, 1280], ids=["phone", "tablet", "desktop"])
def plain_page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """Open a tab without JavaScript; fail on any cookie."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, base_url=site, java_script_enabled=False
    )
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture(params=[360, 768, 1280], ids=["phone", "tablet", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """Open a tab; fail on any console message, page error or request to another host."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, base_url=site, locale="fr-FR"
    )
    tab = context.new_page()
    trouble: list[str] = []
    tab.on("console", lambda message: trouble.append(message.text))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("request", lambda sent: None if sent.url.startswith(site) else trouble.append(sent.url))
    yield tab
    assert context.cookies() == []
    context.close()
    assert trouble == []
