"""Every page of the staff side, looked at once in a real browser and found fit for all."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from portal.domain.territory import Territory
from tests.conftest import app_in, close_database
from tests.journeys.axe import EVERYTHING, LOOKS, violations
from tests.journeys.conftest import serving
from tests.journeys.staff_pages import NOT_PAGES, StaffPage, StaffWorld
from tests.journeys.test_html import _complaints
from tests.journeys.test_reflow import OPEN_ALL
from tests.staff import HERE
from tests.web.admin.matrix_world import side_of

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow]

LOOKED_AT = ((1280, "light", EVERYTHING), (360, "light", LOOKS), (360, "dark", LOOKS))
NARROW = (360, 320)

# In a table the words of the columns and lines are what is seen of a box's name.
NO_LABEL = """() => [...document.querySelectorAll('input, select, textarea')]
    .filter((each) => each.type !== 'hidden' && !each.hidden && !each.labels.length
        && !(each.closest('td') && each.ariaLabel))
    .map((each) => each.outerHTML.slice(0, 120))"""

# Of things that look alike, one is enough: the same rules of the style sheets hold for all.
UNMARKED = """() => {
    const kinds = new Set(), found = [];
    const reached = 'a[href], button, input, select, textarea, summary';
    for (const each of document.querySelectorAll(reached)) {
        const kind = [each.tagName, each.type, each.className, each.parentElement.className].join();
        if (kinds.has(kind) || each.disabled || !each.checkVisibility()) continue;
        kinds.add(kind);
        each.focus({ preventScroll: true, focusVisible: true });
        if (document.activeElement === each) found.push(reflow.unmarked());
    }
    return found.filter(Boolean);
}"""


@dataclass
class Looked:
    """What was found on a page; every list names faults."""

    page: StaffPage
    source: str
    answer: str
    title: str = ""
    headings: int = 0
    skip: str = ""
    faults: dict[str, list[str]] = field(default_factory=dict)


class Look:
    """Looks at pages in one tab, so that what they share is fetched once."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self._tab = context.new_page()
        self._told: list[str] = []
        self._tab.add_init_script(path=Path(__file__).with_name("reflow.js"))
        self._tab.on("console", lambda told: self._tell(told.text))
        self._tab.on("pageerror", lambda error: self._told.append(str(error)))
        self._tab.on(
            "request", lambda sent: None if sent.url.startswith(site) else self._tell(sent.url)
        )

    def at(self, page: StaffPage) -> Looked:
        """Open a page and return what is found there."""
        self._told.clear()
        tab = self._tab
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.emulate_media(color_scheme="light")
        looked = Looked(page, *page.open(tab))
        looked.title, looked.headings = tab.title(), tab.locator("h1").count()
        looked.skip = _skip(tab)
        tab.evaluate(OPEN_ALL)
        looked.faults["label"] = tab.evaluate(NO_LABEL)
        looked.faults["axe"] = violations(tab, "html", LOOKED_AT)
        looked.faults["narrow"] = _too_wide(tab)
        looked.faults["focus"] = tab.evaluate(UNMARKED)
        looked.faults["told"] = [*self._told]
        return looked

    def _tell(self, text: str) -> None:
        # What the browser says by itself of an answer that is an error on purpose.
        if not text.startswith(("Failed to load resource", "data:image/")):
            self._told.append(text)


def _skip(tab: Page) -> str:
    """Return where the first stop of the keyboard leads."""
    tab.keyboard.press("Tab")
    shown = tab.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    tab.keyboard.press("Enter")
    return str(tab.evaluate("document.activeElement.id")) if shown else "not seen"


def _too_wide(tab: Page) -> list[str]:
    lines = []
    for width in NARROW:
        tab.set_viewport_size({"width": width, "height": 900})
        lines += [f"{width} px: {line}" for line in tab.evaluate("reflow.tooWide()")]
    return lines


@pytest.fixture(scope="module")
def looked(
    tmp_path_factory: pytest.TempPathFactory,
    seeded_folder: Path,
    territory: Territory,
    browser: Browser,
) -> list[Looked]:
    """Look at every page, each once."""
    folder = tmp_path_factory.mktemp("staff")
    shutil.copytree(seeded_folder, folder, dirs_exist_ok=True)
    app = app_in(folder)
    with app.app_context():
        world = StaffWorld(app, side_of(HERE, ("Limoges", "87085"), territory))
        pages = sorted(world.pages(), key=lambda page: page.status)
        with serving(app) as site:
            # Colours that are on their way to others are those of no scheme.
            context = browser.new_context(base_url=site, locale="fr-FR", reduced_motion="reduce")
            look, found = Look(context, site), []
            for page in pages:
                world.become(page.who, context, site)
                found.append(look.at(page))
            context.close()
        close_database()
    return found


def _faults(looked: list[Looked], name: str) -> list[str]:
    return [f"{each.page.name}: {line}" for each in looked for line in each.faults[name]]


def test_every_page_of_the_staff_side_is_looked_at(app: Flask, looked: list[Looked]) -> None:
    routes = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    seen = {each.page.name for each in looked}
    assert {rule for rule in routes if rule.startswith("/gestion")} - seen == NOT_PAGES.keys()


def test_every_page_answers_as_it_should(looked: list[Looked]) -> None:
    refused = [each for each in looked if each.answer != str(each.page.status)]
    assert [(each.page.name, each.answer) for each in refused] == []


def test_axe_finds_nothing(looked: list[Looked]) -> None:
    assert _faults(looked, "axe") == []


def test_every_page_is_valid(looked: list[Looked], tmp_path: Path) -> None:
    for each in looked:
        name = each.page.name.replace("/", "_")
        (tmp_path / f"{name}.html").write_text(each.source, encoding="utf-8")
    assert _complaints(*sorted(tmp_path.iterdir())) == ""


def test_no_page_scrolls_sideways_on_a_phone(looked: list[Looked]) -> None:
    assert _faults(looked, "narrow") == []


def test_the_console_is_silent_and_no_other_host_is_asked(looked: list[Looked]) -> None:
    assert _faults(looked, "told") == []


def test_every_field_has_its_label(looked: list[Looked]) -> None:
    assert _faults(looked, "label") == []


def test_every_page_has_one_first_heading(looked: list[Looked]) -> None:
    assert [each.page.name for each in looked if each.headings != 1] == []


def test_every_page_has_a_title_of_its_own(looked: list[Looked]) -> None:
    titles = Counter(each.title for each in looked if each.page.name.startswith("/gestion"))
    assert [title for title, times in titles.items() if times > 1 or not title] == []


def test_the_keyboard_skips_to_the_content_first(looked: list[Looked]) -> None:
    # A page that comes back with errors puts the reader on the first of them.
    begun = [each for each in looked if each.page.status != 400]
    assert [(each.page.name, each.skip) for each in begun if each.skip != "contenu"] == []


def test_whatever_the_keyboard_reaches_is_marked(looked: list[Looked]) -> None:
    assert _faults(looked, "focus") == []
