"""What the pages of a campaign that is being written show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import MultiDict

from portal.domain.access import Actor
from portal.domain.campaigns import LIFETIME, Invitation, Unverified, letter
from portal.domain.days import day_in_paris
from portal.domain.listing import ListingKind
from portal.domain.territory import Territory
from portal.services.moderation.recipients import Audience, Candidate
from portal.store.cafs import Caf, list_cafs
from portal.store.db import db

NATIONAL = "france"
"""Stands for the listings of no Caf, which those keep who see every Caf."""

_NATIONAL_NAME = "Services nationaux"
_HIDDEN = "…" * 20
"""The place of a token in a preview: the real one is drawn when the mail leaves."""

Choices = list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is looked for, and the lists of the filters: value, words, whether it is chosen.

    ``caf`` is the Caf in the name of which one writes, None for the national services.
    """

    audience: Audience
    caf: Caf | None
    cafs: Choices
    unverified: Choices
    kinds: Choices
    epcis: Choices

    @property
    def signature(self) -> str:
        """In whose name the mail is."""
        return self.caf.name if self.caf else _NATIONAL_NAME

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The filters as fields of the form, so that they stay."""
        chosen = {
            "caf": str(self.caf.id) if self.caf else NATIONAL,
            "fraicheur": self.audience.unverified.value,
            "type": self.audience.kind.value if self.audience.kind else "",
            "epci": self.audience.epci,
        }
        return list(chosen.items())


@dataclass(frozen=True, slots=True)
class Preview:
    """The mail as its first reader will get it; ``mails`` leave in all."""

    to: str
    subject: str
    text: str
    listings: int
    mails: int


def asked_of(given: MultiDict[str, str], by: Actor, territory: Territory) -> Asked:
    """Return who is looked for; what is not known or out of reach is left out."""
    cafs = [caf for caf in list_cafs(db.session()) if by.reaches(caf.id)]
    national = by.sees_everything and (given.get("caf") == NATIONAL or not cafs)
    caf = None if national else _chosen_caf(given.get("caf", ""), cafs)
    epcis = [
        (epci.code, epci.name)
        for code in (caf.departements if caf else ())
        for epci in territory.epcis_of_departement(code)
    ]
    typed_kind, typed_state = given.get("type"), given.get("fraicheur")
    kind = ListingKind(typed_kind) if typed_kind in set(ListingKind) else None
    state = Unverified(typed_state) if typed_state in set(Unverified) else Unverified.A_VERIFIER
    epci = given.get("epci", "") if given.get("epci") in dict(epcis) else ""
    names = [(str(each.id), each.name) for each in cafs]
    if by.sees_everything:
        names.append((NATIONAL, _NATIONAL_NAME))
    return Asked(
        audience=Audience(caf.id if caf else None, state, kind, epci),
        caf=caf,
        cafs=_choices(names, str(caf.id) if caf else NATIONAL),
        unverified=_choices([(each.value, each.label) for each in Unverified], state),
        kinds=_choices(
            [("", "Tous"), *((each.value, each.label) for each in ListingKind)], kind or ""
        ),
        epcis=_choices([("", "Partout"), *sorted(epcis, key=lambda each: each[1])], epci),
    )


def preview_of(
    candidates: Sequence[Candidate], subject: str, message: str, root: str, now: datetime
) -> Preview:
    """Return the mail to the first of those who are written to."""
    to = candidates[0].mail
    together = [each for each in candidates if each.mail.lower() == to.lower()]
    address = confirmation_address(root, _HIDDEN)
    places = [Invitation(each.name, address) for each in together]
    return Preview(
        to=to,
        subject=subject,
        text=letter(message, places, day_in_paris(now + LIFETIME)),
        listings=len(candidates),
        mails=len({each.mail.lower() for each in candidates}),
    )


def confirmation_address(root: str, token: str) -> str:
    """Return the whole address of a link; ``root`` ends with a slash."""
    return f"{root}gestion/confirmation/{token}"


def _chosen_caf(typed: str, cafs: Sequence[Caf]) -> Caf | None:
    return next((caf for caf in cafs if str(caf.id) == typed), next(iter(cafs), None))


def _choices(values: list[tuple[str, str]], chosen: str) -> Choices:
    return [(value, words, value == chosen) for value, words in values]
