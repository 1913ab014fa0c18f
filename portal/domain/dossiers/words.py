"""Files in French words: their years, and what an edit changed."""

from __future__ import annotations

from portal.domain.dossiers.budget import totals
from portal.domain.dossiers.content import DossierContent
from portal.domain.history import FieldChange
from portal.domain.referentiel import label
from portal.domain.referentiel.figures import euros

_EMPTY = "non renseigné"


def years(first: int, last: int) -> str:
    """Return "2027" or "2027-2029"."""
    return str(first) if first == last else f"{first}-{last}"


def differences(before: DossierContent, after: DossierContent) -> list[FieldChange]:
    """Return what an edit changed, as people read it; of the budget, what it comes to."""
    told = [
        FieldChange(name, was, now)
        for (name, was), (_name, now) in zip(_summary(before), _summary(after), strict=True)
        if was != now
    ]
    facts_before, facts_after = before.facts.model_dump(), after.facts.model_dump()
    changed = [fact for fact, value in facts_after.items() if facts_before[fact] != value]
    told += [FieldChange(label(fact), _said(before, fact), _said(after, fact)) for fact in changed]
    if not told and before != after:
        told.append(FieldChange("Lignes du budget", "", "détail modifié"))
    return told


def _summary(content: DossierContent) -> list[tuple[str, str]]:
    found = totals(content.budget)
    return [
        ("Texte de référence", content.text.label),
        ("Années", years(content.first_year, content.last_year)),
        ("Montant demandé", euros(content.budget.asked)),
        ("Total des charges", euros(found.charges)),
        ("Total des produits", euros(found.products)),
    ]


def _said(content: DossierContent, fact: str) -> str:
    """Return a fact as a short text; lists are told by their length."""
    value = getattr(content.facts, fact)
    if value is None:
        return _EMPTY
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return f"{len(value)} saisis" if len(value) > 1 else f"{len(value)} saisi"
    return str(getattr(value, "label", value))
