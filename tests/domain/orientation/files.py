"""A small questionnaire to test with."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

from portal.domain.orientation import Asked, Questionnaire, asked, questionnaire_from, read_choices

SMALL: dict[str, Any] = tomllib.loads("""
[bareme]
seuil = 3
au_plus = 3
lignes = 1
utilisable = 1
sans_adresse = 1
sur_demande = ["rep"]
raison = "on peut vous renseigner"
distance = [
  { km = 10, points = 2, raison = "près" },
  { km = 50, points = 0, raison = "loin" },
]

[[numero]]
numero = "17"
nom = "Police"
quand = "Danger."
heures = "Toujours."

[[numero]]
numero = "119"
nom = "Enfance"
quand = "Enfant."
heures = "Toujours."

[[question]]
slug = "pour"
titre = "Pour qui ?"
genre = "une"
reponse = [
  { slug = "moi", libelle = "Moi" },
  { slug = "enfant", libelle = "Mon enfant", dabord = ["119"] },
  { slug = "proche", libelle = "Un proche", proche = true },
]

[[question]]
slug = "situation"
titre = "Quoi ?"
genre = "une"

[[question.reponse]]
slug = "bebe"
libelle = "Un bébé"
concerne = ["parents_0_3_ans"]
souhaits = [{ themes = ["laep"], points = 4, raison = "pour vous", raison_proche = "pour eux" }]

[[question.reponse]]
slug = "prison"
libelle = "La prison"
souhaits = [{ types = ["rep"], points = 4, raison = "la prison" }]

[[question.reponse]]
slug = "danger"
libelle = "Un danger"
danger = ["17", "119"]
jamais = ["mediation_familiale"]

[[question]]
slug = "lieu"
titre = "Où ?"
genre = "lieu"
reponse = [{ slug = "a-distance", libelle = "À distance" }]

[[question]]
slug = "quand"
titre = "Quand ?"
genre = "plusieurs"

[[question.reponse]]
slug = "soir"
libelle = "Le soir"
souhaits = [{ moment = "soir", points = 3, raison = "ouvert le soir" }]

[[question.reponse]]
slug = "gratuit"
libelle = "Gratuit"
souhaits = [{ faits = ["gratuit"], points = 3, raison = "gratuit" }]
""")


def small() -> dict[str, Any]:
    """Return the small file, for a test to spoil."""
    return copy.deepcopy(SMALL)


QUESTIONNAIRE: Questionnaire = questionnaire_from(SMALL)


def what(**given: str) -> Asked:
    """Return what answers come to; several answers to one question are separated by spaces."""
    lists = {name: answers.split() for name, answers in given.items()}
    return asked(QUESTIONNAIRE, read_choices(QUESTIONNAIRE, lists))
