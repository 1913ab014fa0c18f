"""Freshness: what was verified, how, and when it is to be asked again."""

from __future__ import annotations

from portal.domain.labels import LabelledEnum

REVIEW_MONTHS = (3, 6, 12)
"""How often a listing may be looked at again, in months."""

DEFAULT_REVIEW_MONTHS = 12


class FieldGroup(LabelledEnum):
    """What is verified together."""

    HORAIRES = "horaires", "Horaires"
    CONTACT = "contact", "Contact"
    ADRESSE = "adresse", "Adresse"
    SERVICES = "services", "Services et publics"


class Means(LabelledEnum):
    """How it was verified."""

    TELEPHONE = "telephone", "Par téléphone"
    VISITE = "visite", "Par une visite"
    COURRIEL = "courriel", "Par courriel"
    GESTIONNAIRE = "gestionnaire", "Par le gestionnaire"
