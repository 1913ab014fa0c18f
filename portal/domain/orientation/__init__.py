"""The orientation: a few questions, and suggestions that say why they are made.

Questions, answers and points are in ``seed_data/orientation.toml``; nothing here reads a file, a
clock or a database.
"""

from portal.domain.orientation.answers import Asked, Choices, asked, read_choices
from portal.domain.orientation.engine import Candidate, Suggestion, suggest
from portal.domain.orientation.model import (
    UNKNOWN,
    Answer,
    Number,
    OrientationError,
    Question,
    Questionnaire,
    Shape,
    Wish,
    questionnaire_from,
)

__all__ = [
    "UNKNOWN",
    "Answer",
    "Asked",
    "Candidate",
    "Choices",
    "Number",
    "OrientationError",
    "Question",
    "Questionnaire",
    "Shape",
    "Suggestion",
    "Wish",
    "asked",
    "questionnaire_from",
    "read_choices",
    "suggest",
]
