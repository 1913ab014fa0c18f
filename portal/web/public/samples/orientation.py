"""Samples of the orientation, with the questions of its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from portal.domain.orientation import Candidate, Suggestion
from portal.services.orientation import Suggested, load_questionnaire
from portal.store.listings import Listing
from portal.web.public.languages import language
from portal.web.public.orientation_page import Place, QuestionPage, orientation_page
from portal.web.public.orientation_visit import Visit
from portal.web.public.samples import invented
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.world import World


def _question(world: World, slug: str, **answers: str) -> QuestionPage:
    """Return the page of a question, with the answers that were given before."""
    questionnaire = load_questionnaire()
    step = [question.slug for question in questionnaire.questions].index(slug) + 1
    args = MultiDict({**answers, "etape": str(step), "suite": "oui"})
    page = orientation_page(Visit(questionnaire, args), world.directory)
    if not isinstance(page, QuestionPage):
        raise TypeError(slug)
    return page


def _answers(world: World) -> Iterator[Sample]:
    yield Sample("une seule réponse, déjà donnée", (_question(world, "pour", pour="enfant"),))
    yield Sample("une réponse qui dit un danger", (_question(world, "situation"),))
    yield Sample("plusieurs réponses", (_question(world, "details", details="gratuit"),))


def _place(world: World) -> Iterator[Sample]:
    page = _question(world, "lieu")
    yield Sample("vide", (page,))
    wrong = Place(error="Nous ne trouvons pas ce lieu.")
    yield Sample("avec une erreur", (replace(page, typed="Limoge", place=wrong),))
    choices = (
        ("/orientation?code_insee=87011", "Bellac (87300)"),
        ("/orientation?code_insee=23020", "Bellegarde (23190)"),
    )
    several = Place(choices=choices)
    yield Sample("plusieurs communes", (replace(page, typed="Bell", place=several),))


def _number(_world: World) -> Iterator[Sample]:
    for number in load_questionnaire().numbers[:2]:
        yield Sample(f"le {number.number}", (number,))


def _suggestion(world: World) -> Iterator[Sample]:
    places = (
        ("ouvert, vérifié", invented.verified_place(), 0.35),
        ("à distance, horaires inconnus", invented.line("Allô parents", None), None),
    )
    for caption, listing, km in places:
        yield Sample(caption, (_suggested(world, listing, km), world.labels, language().root))


def _suggested(world: World, listing: Listing, km: float | None) -> Suggested:
    questionnaire = load_questionnaire()
    wish = questionnaire.questions[1].answers[0].wishes[0]
    reasons = (wish.reason, questionnaire.scale.bands[0].reason)
    candidate = Candidate(listing.id, listing.id, wish.words, km)
    return Suggested(Suggestion(candidate, wish.points, reasons), world.result(listing, km))


ORIENTATION = Family(
    "L’orientation",
    {
        "orientation_answers": _answers,
        "orientation_place": _place,
        "orientation_number": _number,
        "orientation_suggestion": _suggestion,
    },
    right_to_left=frozenset({"orientation_answers", "orientation_suggestion"}),
    around={
        "orientation_answers": "<form>{}</form>",
        "orientation_place": "<form>{}</form>",
        "orientation_number": '<ul class="urgents">{}</ul>',
        "orientation_suggestion": '<ol class="orientation-suggestions">{}</ol>',
    },
)
