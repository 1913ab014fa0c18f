"""What a rule is, and the two dated rulebooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from portal.domain.listing import ListingKind
from portal.domain.referentiel.case import Case
from portal.domain.referentiel.quotations import Source, sources_of
from portal.domain.referentiel.verdicts import Verdict
from portal.domain.referentiel.words import FUNDED_KINDS, FundingText, Severity

ALL_KINDS = FUNDED_KINDS
PLACES = (ListingKind.LIEU_RESSOURCE, ListingKind.MAISON_1000_JOURS)
BOTH = tuple(FundingText)
ONLY_F = (FundingText.F,)


def sorts_charges(kind: ListingKind | None, text: FundingText | None) -> bool:
    """Tell whether the charges of a file are looked at: where the rules G5 and G6 hold."""
    return kind in PLACES and text in ONLY_F


@dataclass(frozen=True)
class Rule:
    """A rule of the référentiel.

    ``text`` says it in a sentence; ``choice`` what of it is ours where the texts are silent, for
    the screens that show its result; ``test`` answers for a file.
    """

    id: str
    text: str
    test: Callable[[Case], Verdict]
    severity: Severity
    kinds: tuple[ListingKind, ...]
    texts: tuple[FundingText, ...]
    choice: str = ""

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Return every sentence that the rule rests on, of both texts."""
        return sources_of(self.id)

    def source(self, text: FundingText | None, passage: int = 0) -> Source:
        """Return the sentence of a text that decides; that of the other where it has none.

        Where nobody said under which text the file is, [F] comes first: new files open under it.
        """
        own = [each for each in self.sources if each.texte is (text or FundingText.F)]
        found = own or list(self.sources)
        return found[passage]

    def unsettled(self, kind: ListingKind | None, text: FundingText | None) -> tuple[str, ...]:
        """Return which of type and text must be known to say whether the rule applies."""
        lacking = {
            "texte": text is None and self.texts != BOTH,
            "type": kind is None and self.kinds != ALL_KINDS,
        }
        return tuple(fact for fact, lacks in lacking.items() if lacks)

    def may_apply(self, kind: ListingKind | None, text: FundingText | None) -> bool:
        """Tell whether nothing that is known keeps the rule from applying."""
        return (kind is None or kind in self.kinds) and (text is None or text in self.texts)


@dataclass(frozen=True)
class Rulebook:
    """The rules that hold under one text.

    ``dated`` is what the text says of its date, ``version`` the day on which these rules were last
    written from it: it is kept with each decision.
    """

    text: FundingText
    dated: str
    version: str
    rules: tuple[Rule, ...]
