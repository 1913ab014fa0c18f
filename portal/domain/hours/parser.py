"""Parse OpenStreetMap opening hours, and refuse what could not be evaluated rightly."""

from __future__ import annotations

from functools import lru_cache

from portal.domain.hours.dates import parse_dates
from portal.domain.hours.errors import HoursError
from portal.domain.hours.model import Holidays, Hours, Rule
from portal.domain.hours.selected_days import check_selector
from portal.domain.hours.states import OpeningState, state_of_comment
from portal.domain.hours.times import format_times, parse_times
from portal.domain.hours.tokens import Cursor
from portal.domain.hours.weekdays import parse_weekdays

_NOT_UNDERSTOOD = (
    "Ceci n’est pas compris : les jours s’écrivent Mo, Tu, We, Th, Fr, Sa, Su (vacances : SH,"
    " jours fériés : PH), les heures 09:00-12:00"
)

_MODIFIERS = {
    "open": OpeningState.OUVERT,
    "off": OpeningState.FERME,
    "closed": OpeningState.FERME,
    "unknown": OpeningState.INCONNU,
}


def parse_hours(text: str) -> str:
    """Return the text in normal form. HoursError says, in French, what is refused and where.

    Refused although OSM allows it: ``||``, times of the sun, open ends (``10:00+``), single times,
    ``easter``, days without hours, hours without days after a ``;`` (evaluators disagree).
    """
    return read_hours(text).text


@lru_cache(maxsize=16384)
def read_hours(text: str) -> Hours:
    """Return the rules of the text; HoursError as in ``parse_hours``."""
    cursor = Cursor(text)
    if cursor.peek().kind == "end":
        raise cursor.error("Il manque les horaires")
    rules = [_rule(cursor, additive=False)]
    while cursor.peek().kind != "end":
        additive = _separator(cursor)
        if cursor.peek().kind == "end" and not additive:
            break
        rules.append(_rule(cursor, additive=additive))
        _check_follower(cursor, rules[-1])
    joined = "".join((", " if r.additive else "; ") + r.text for r in rules)
    return Hours(tuple(rules), joined[2:])


def _separator(cursor: Cursor) -> bool:
    """Read what stands between two rules; True for the comma that makes an additional rule."""
    if cursor.peek().kind == "fallback":
        raise cursor.error("« || » n’est pas accepté : séparez les règles par « ; »")
    if cursor.accept(";"):
        return False
    if cursor.accept(","):
        return True
    raise cursor.error(_NOT_UNDERSTOOD)


def _rule(cursor: Cursor, *, additive: bool) -> Rule:
    """Read one rule."""
    start = cursor.peek()
    always = start.kind == "always"
    if always:
        cursor.take()
    dates = "" if always else parse_dates(cursor)
    weekdays, holidays, days_text = ("", Holidays(), "") if always else parse_weekdays(cursor)
    times = () if always else parse_times(cursor)
    modifier = _modifier(cursor)
    comment = cursor.take().value[1:-1].strip() if cursor.peek().kind == "comment" else ""
    if not (always or times or modifier or comment):
        _refuse_empty(cursor, found=cursor.peek() is not start)
    parts = ("24/7" if always else "", dates, days_text, format_times(times), modifier)
    text = " ".join([*filter(None, parts), *([f'"{comment}"'] if comment else [])])
    rule = Rule(
        additive, dates, weekdays, holidays, times, _state(modifier, comment), comment, text
    )
    if not (check_selector(dates) and check_selector(weekdays)):
        raise cursor.error("Ces jours ne sont pas compris", start)
    return rule


def _modifier(cursor: Cursor) -> str:
    """Read ``open``, ``off``, ``closed`` or ``unknown``; ``off`` stands for ``closed`` too."""
    if not cursor.sees(*_MODIFIERS):
        return ""
    word = cursor.take().value.casefold()
    return "off" if word == "closed" else word


def _state(modifier: str, comment: str) -> OpeningState:
    """Return what the rule says of its times. A closure stays one whatever its comment."""
    state = _MODIFIERS.get(modifier, OpeningState.OUVERT)
    if state is OpeningState.FERME or not comment:
        return state
    said = state_of_comment(comment)
    return state if said is OpeningState.OUVERT else said


def _refuse_empty(cursor: Cursor, *, found: bool) -> None:
    """Raise the HoursError of a rule that says nothing, or names days and no hours."""
    token = cursor.peek()
    if found and (token.kind == "end" or cursor.sees(";", ",")):
        raise cursor.error("Il manque les heures (00:00-24:00 pour toute la journée)")
    raise cursor.error(_NOT_UNDERSTOOD)


def _check_follower(cursor: Cursor, rule: Rule) -> None:
    """Refuse hours for "every day" after other rules: half of their readers add them up."""
    unclear = rule.every_day and not rule.additive
    if unclear and rule.state is not OpeningState.FERME and not rule.comment:
        raise HoursError(
            cursor.text,
            cursor.text.rfind(";", 0, cursor.peek().position) + 1,
            "Précisez les jours de ces horaires",
        )
