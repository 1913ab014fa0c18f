"""Samples of what shows the listening lines and the urgent numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portal.domain.orientation import Number
from portal.services.orientation import load_questionnaire
from portal.services.search import Result
from portal.web.public.languages import language, translated
from portal.web.public.samples import invented
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.world import World


def _answering(world: World) -> Result:
    facts = {"languages": ("français", "LSF"), "verified_on": date(2026, 9, 1)}
    return world.result(invented.line("Allô parents", "Mo-Sa 08:00-20:00", **facts))


def _later(world: World) -> Result:
    return world.result(invented.line("Le Fil des familles", "Mo-Fr 18:00-22:00"))


def _unknown(world: World) -> Result:
    line = invented.line("L’Oreille du soir (démonstration)", None, demonstration=True)
    return world.result(line)


def _listening_line(world: World) -> Iterator[Sample]:
    lines = (
        ("répond maintenant, vérifié", _answering(world)),
        ("répond plus tard, non vérifié", _later(world)),
        ("horaires inconnus, démonstration", _unknown(world)),
    )
    for caption, service in lines:
        yield Sample(caption, (service, world.labels, language().root))


def _listening_box(world: World) -> Iterator[Sample]:
    root = language().root
    yield Sample("des lignes répondent", ([_answering(world)], True, root))
    yield Sample("aucune ne répond", ([_later(world), _unknown(world)], False, root))


def _browse_lines(world: World) -> Iterator[Sample]:
    cards = world.cards(_answering(world), _unknown(world))
    yield Sample("des lignes", (cards, language().root))
    yield Sample("aucune : rien", ("", language().root))


def _emergency(_world: World) -> Iterator[Sample]:
    yield Sample("au pied de chaque page", (language().root,))


def _urgent_number(_world: World) -> Iterator[Sample]:
    questionnaire = load_questionnaire()
    call, write = questionnaire.number("119"), questionnaire.number("114")
    yield Sample("à appeler", ("119", "tel:119", *_told(call)))
    otherwise = "Donnez d’abord votre adresse."
    yield Sample("par SMS, avec un autre moyen", ("114", "sms:114", *_told(write), otherwise))


def _told(number: Number) -> tuple[str, str, str]:
    return translated(number.name), translated(number.when), translated(number.hours)


LISTENING = Family(
    "L’écoute et l’urgence",
    {
        "listening_line": _listening_line,
        "listening_box": _listening_box,
        "browse_lines": _browse_lines,
        "emergency": _emergency,
        "urgent_number": _urgent_number,
    },
    right_to_left=frozenset({"listening_line", "listening_box", "emergency", "urgent_number"}),
    around={
        "listening_line": '<ul class="lines">{}</ul>',
        "urgent_number": '<ul class="urgents">{}</ul>',
    },
)
