"""The pages of a funding file as people work in them: questions answered, steps taken."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from portal.store.listings import Listing
from tests.domain.referentiel.files import PLACE

_ELSEWHERE = {"texte", "type", "budget", "partenariats", "accueillants", "sites", "a_partir_du"}
_ROWS = {
    "partenariats-0-partenaire": "PMI de Limoges",
    "accueillants-0-poste": "Référente",
    "accueillants-0-etp": "0,5",
    "accueillants-0-forme": "oui",
    "accueillants-0-referent": "oui",
    "accueillants-0-presence": "lundi au vendredi 8h30-12h30",
    "sites-0-horaires": "lundi au vendredi 9h-12h",
}
CHARGES = (
    {"compte": "60", "libelle": "Fournitures", "montant": "10 000", "nature": "fonctionnement"},
    {"compte": "64", "montant": "40 000", "nature": "personnel", "autre_caf": "non"},
    {"compte": "86", "libelle": "Bénévoles", "montant": "5 000", "nature": "benevolat"},
)
PRODUCTS = (
    {"compte": "74", "financeur": "caf_volet3", "montant": "44 000"},
    {"compte": "74", "financeur": "collectivite", "montant": "11 000"},
)


def open_a_file(page: Page, listing: Listing) -> None:
    """Go from a listing to the form of a new file."""
    page.goto(f"/gestion/fiches/{listing.id}")
    page.get_by_role("link", name="Financement", exact=True).click()
    page.get_by_role("link", name="Ouvrir un dossier").click()


def answer_questions(page: Page) -> None:
    """Answer every question so that each rule but those of the budget is met."""
    for fact, value in PLACE.items():
        if fact not in _ELSEWHERE:
            for each in value if isinstance(value, list) else [value]:
                answer(page, f"faits-{fact}", each)
    for name, value in _ROWS.items():
        answer(page, name, value)


def answer(page: Page, name: str, value: object) -> None:
    """Answer one question, whatever it is asked with."""
    word = {True: "oui", False: "non"}.get(value, str(value))  # type: ignore[call-overload]
    asked = page.locator(f"[name='{name}']")
    if asked.first.get_attribute("type") in ("radio", "checkbox"):
        page.locator(f"[name='{name}'][value='{word}']").check()
    elif asked.evaluate("box => box.tagName") == "SELECT":
        asked.select_option(word)
    else:
        asked.fill(word)


def write_budget(page: Page) -> None:
    """Write three charges, of which one is refused, and two products; lines come by button."""
    for side, lines in (("charges", CHARGES), ("produits", PRODUCTS)):
        for rank, line in enumerate(lines):
            if rank:
                page.locator(f"button[name=ajouter][value={side}]").click()
            _write_line(page, f"{side}-{rank}", line)


def result(page: Page) -> Locator:
    """Return where the form says what the rules find."""
    return page.get_by_role("region", name="Ce que disent les règles")


def step(page: Page, words: str) -> Locator:
    """Return the form of a step, unfolded."""
    panel = page.locator("details.next-step").filter(has=page.locator("summary", has_text=words))
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    return panel


def take(page: Page, words: str, noted: str, comment: str = "") -> None:
    """Take a step and see that it is noted."""
    panel = step(page, words)
    panel.get_by_label("Commentaire").fill(comment)
    panel.get_by_role("button", name=words).click()
    expect(page.get_by_text(f"Étape notée : {noted}.")).to_be_visible()


def _write_line(page: Page, prefix: str, line: Mapping[str, str]) -> None:
    for name, value in line.items():
        answer(page, f"{prefix}-{name}", value)
