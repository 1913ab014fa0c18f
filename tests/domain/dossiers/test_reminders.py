"""The mails about deadlines, as people read them."""

from __future__ import annotations

from datetime import date

from portal.domain.dossiers.deadlines import Deadline, DeadlineKind
from portal.domain.dossiers.reminders import DueFile, Sender, asked_again, told

DAY = date(2027, 4, 30)
REPORT = Deadline(DAY, DeadlineKind.BILAN, "")
SENDER = Sender("Caf de l’Ain", "agent@exemple.fr")
ABOUT = "Maison des parents, 2026"


def test_agents_read_each_file_with_its_address() -> None:
    text = told([DueFile("Maison des parents", "2026", REPORT, "https://x/7")], "https://x/tout")

    assert (
        "- Maison des parents, 2026\u00a0: Bilan attendu, le 30 avril 2027\n  https://x/7" in text
    )
    assert "Toutes les échéances\u00a0: https://x/tout" in text


def test_a_portal_that_does_not_know_its_address_gives_none() -> None:
    assert "http" not in told([DueFile("Maison des parents", "2026", REPORT)], "")


def test_what_the_caf_asked_for_is_repeated() -> None:
    documents = Deadline(DAY, DeadlineKind.PIECES, "")

    text = asked_again(SENDER, ABOUT, documents, DAY, "Le budget signé.")

    assert "Notre demande\u00a0: Le budget signé." in text
    assert "Envoyez-les à agent@exemple.fr avant le 30 avril 2027." in text
    assert text.endswith("Caf de l’Ain\n")


def test_a_report_is_asked_for_with_its_day() -> None:
    before = asked_again(SENDER, ABOUT, REPORT, DAY)
    after = asked_again(SENDER, ABOUT, REPORT, date(2027, 5, 1))

    assert "Il est attendu au plus tard le 30 avril 2027." in before
    assert "Il était attendu au plus tard le 30 avril 2027." in after
