"""Suggestions: points, ties, what is left out, and why."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.orientation import Asked, Candidate, Suggestion, suggest
from tests.domain.orientation.files import QUESTIONNAIRE, what

SCALE = QUESTIONNAIRE.scale
LINE = "type:ecoute_distance"


def place(
    key: int, *words: str, km: float | None = 5, usable: bool = True, listing: int | None = None
) -> Candidate:
    said = frozenset((name, slug) for name, slug in (word.split(":") for word in words))
    return Candidate(key, listing or key, said, km, usable)


def keys(asked: Asked, *candidates: Candidate) -> list[int]:
    return [found.candidate.key for found in suggest(asked, candidates, SCALE)]


def only(asked: Asked, candidate: Candidate) -> Suggestion:
    (found,) = suggest(asked, [candidate], SCALE)
    return found


def test_points_add_up_wishes_distance_and_use() -> None:
    found = only(what(situation="bebe", quand="soir"), place(1, "theme:laep", "moment:soir"))
    assert found.points == 4 + 3 + 2 + 1


def test_the_best_come_first_and_only_so_many() -> None:
    asked = what(situation="bebe", quand="soir")
    both = place(1, "theme:laep", "moment:soir")
    theme, evening = place(2, "theme:laep"), place(3, "moment:soir")
    assert keys(asked, place(4), evening, theme, both) == [1, 2, 3]


def test_ties_go_to_what_can_be_used_then_to_the_nearest_then_to_the_first() -> None:
    near, far = place(2, km=1), place(1, km=3)
    assert keys(what(), far, near) == [2, 1]
    assert keys(what(), place(6, km=3), place(5, km=3)) == [5, 6]
    unusable = place(3, "theme:laep", km=20, usable=False)
    usable = place(4, "moment:soir", km=20)
    assert keys(what(situation="bebe", quand="soir"), unusable, usable) == [4, 3]


def test_reasons_come_strongest_first_then_the_distance() -> None:
    found = only(what(quand="soir", situation="bebe"), place(1, "moment:soir", "theme:laep"))
    assert found.reasons == ("pour vous", "ouvert le soir", "près")


def test_reasons_speak_of_the_person_who_is_helped() -> None:
    found = only(what(situation="bebe", pour="proche"), place(1, "theme:laep"))
    assert found.reasons[0] == "pour eux"


def test_a_place_for_others_is_left_out_and_one_for_all_or_silent_is_not() -> None:
    others = place(1, "theme:laep", "public:parents_adolescents")
    everyone = place(2, "theme:laep", "public:tous_parents", "public:parents_adolescents")
    silent, fitting = place(3, "theme:laep"), place(4, "theme:laep", "public:parents_0_3_ans")
    assert keys(what(situation="bebe"), others, everyone, silent, fitting) == [2, 3, 4]


def test_some_kinds_come_only_when_asked_for() -> None:
    relay = place(1, "type:rep")
    assert keys(what(), relay) == []
    assert keys(what(situation="prison"), relay) == [1]


def test_what_must_never_come_does_not_even_when_nothing_else_is_there() -> None:
    kind, theme = place(1, "type:mediation_familiale"), place(2, "theme:mediation_familiale")
    assert keys(what(), kind, theme) == [1, 2]
    assert keys(what(situation="danger"), kind, theme) == []


def test_too_far_is_left_out() -> None:
    assert keys(what(situation="bebe"), place(1, "theme:laep", km=50.01)) == []


def test_one_suggestion_for_each_listing_the_best_of_its_stops() -> None:
    stops = (place(1, km=8, listing=9), place(2, km=2, listing=9))
    assert keys(what(), *stops) == [2]


def test_lines_leave_room_for_places() -> None:
    asked = what(quand="soir")
    lines = [place(key, LINE, "moment:soir", km=None) for key in (1, 2, 3)]
    places = [place(4), place(5)]
    assert keys(asked, *lines, *places) == [1, 4, 5]
    assert keys(asked, *lines) == [1, 2, 3]


def test_what_can_be_used_is_suggested_below_the_threshold_rather_than_nothing() -> None:
    asked = what(situation="bebe", quand="soir")
    silent = [place(key, "theme:laep", "moment:soir", usable=False) for key in (1, 2, 3)]
    line = place(4, LINE, km=None)
    assert keys(asked, *silent, line) == [1, 2, 4]
    assert only(what(), line).reasons == ("on peut vous renseigner",)


WORDS = ["theme:laep", "moment:soir", "fact:gratuit", LINE, "type:rep", "theme:mediation_familiale"]
CANDIDATES = st.lists(
    st.tuples(
        st.sets(st.sampled_from([*WORDS, "public:parents_adolescents", "public:tous_parents"])),
        st.none() | st.floats(0, 80),
        st.booleans(),
        st.integers(1, 4),
    ),
    max_size=8,
)
ANSWERS = st.fixed_dictionaries(
    {
        "pour": st.sampled_from(["", "moi", "enfant", "proche"]),
        "situation": st.sampled_from(["", "bebe", "prison", "danger"]),
        "quand": st.sampled_from(["", "soir", "gratuit", "soir gratuit"]),
    }
)


@given(CANDIDATES, ANSWERS)
def test_something_usable_is_suggested_whenever_something_usable_fits(
    drawn: list[tuple[set[str], float | None, bool, int]], answers: dict[str, str]
) -> None:
    asked = what(**answers)
    candidates = [
        place(key, *words, km=km, usable=usable, listing=listing)
        for key, (words, km, usable, listing) in enumerate(drawn, start=1)
    ]
    found = suggest(asked, candidates, SCALE)
    alone = [c for c in candidates if c.usable and suggest(asked, [c], SCALE)]
    assert any(each.candidate.usable for each in found) == bool(alone)
    assert len(found) <= SCALE.most
    assert all(each.reasons for each in found)
    assert list(found) == list(suggest(asked, reversed(candidates), SCALE))
