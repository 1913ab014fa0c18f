"""The figures that rules compare with."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal


def _setting(note: str) -> dict[str, str]:
    return {"note": note}


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """The figures that rules compare with. ``notes`` says which are the texts' and which a choice.

    ``ceiling`` is a share of the base (0.80), ``symbolic_contribution`` euros for one visit.
    """

    half_days: int = field(
        default=5, metadata=_setting("Chiffre des textes : 5 demi-journées par semaine.")
    )
    minimum_minutes: int = field(
        default=120,
        metadata=_setting(
            "Choix réglable : les textes ne disent pas combien dure une demi-journée. Elle compte"
            " à partir de 2 h d’ouverture, avant ou après 13 h."
        ),
    )
    symbolic_contribution: Decimal = field(
        default=Decimal("2.00"),
        metadata=_setting(
            "Choix réglable : les textes ne donnent pas de montant. Une participation est jugée"
            " symbolique jusqu’à 2 € par visite."
        ),
    )
    ceiling: Decimal = field(
        default=Decimal("0.80"), metadata=_setting("Chiffre de la fiche thématique : 80 %.")
    )
    referent_etp: Decimal = field(
        default=Decimal("0.5"), metadata=_setting("Chiffre de la fiche thématique : 0,5 Etp.")
    )

    @classmethod
    def notes(cls) -> dict[str, str]:
        """Return for each setting where its figure comes from, in French."""
        return {each.name: each.metadata["note"] for each in fields(cls)}
