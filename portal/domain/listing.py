"""The closed sets of words that describe a listing. Source: référentiel national, volet 3."""

from __future__ import annotations

from portal.domain.labels import LabelledEnum


class ListingKind(LabelledEnum):
    """What a listing is: the five kinds of volet 3, then the partners that places orient to."""

    LIEU_RESSOURCE = "lieu_ressource", "Lieu ressource parentalité"
    MAISON_1000_JOURS = "maison_1000_jours", "Maison des 1000 premiers jours"
    REP = "rep", "Relais enfants-parents"
    ECOUTE_DISTANCE = "ecoute_distance", "Service d’écoute à distance"
    PDN_COORDINATION = "pdn_coordination", "Promeneurs du Net parentalité"
    LAEP = "laep", "Lieu d’accueil enfants-parents (Laep)"
    MEDIATION_FAMILIALE = "mediation_familiale", "Service de médiation familiale"
    ESPACE_RENCONTRE = "espace_rencontre", "Espace de rencontre"
    CENTRE_SOCIAL = "centre_social", "Centre social"
    AUTRE_PARTENAIRE = "autre_partenaire", "Autre partenaire"


class LegalStatus(LabelledEnum):
    """The legal status of a managing body."""

    ASSOCIATION = "association", "Association (loi 1901)"
    FONDATION_RUP = "fondation_rup", "Fondation reconnue d’utilité publique"
    FONDATION = "fondation", "Fondation"
    COLLECTIVITE = "collectivite", "Collectivité territoriale"
    PRIVE_GESTION_DESINTERESSEE = (
        "prive_gestion_desinteressee",
        "Acteur privé à gestion désintéressée",
    )
    PRIVE = "prive", "Acteur privé"
    AUTRE_PUBLIC = "autre_public", "Autre organisme public"


class Cost(LabelledEnum):
    """What a visit costs."""

    GRATUIT = "gratuit", "Gratuit"
    PARTICIPATION = "participation", "Participation symbolique"
    PAYANT = "payant", "Payant"


class Mode(LabelledEnum):
    """How people are received."""

    SUR_PLACE = "sur_place", "Sur place"
    TELEPHONE = "telephone", "Par téléphone"
    TCHAT = "tchat", "Par tchat"
    VISIO = "visio", "En visio"
    COURRIEL = "courriel", "Par courriel"
    DOMICILE = "domicile", "À domicile"
    SANS_RENDEZ_VOUS = "sans_rendez_vous", "Sans rendez-vous"
    SUR_RENDEZ_VOUS = "sur_rendez_vous", "Sur rendez-vous"
    ANONYME = "anonyme", "Anonyme"


class Access(LabelledEnum):
    """How a site is reached, as people filter it."""

    SUR_PLACE = "sur_place", "Sur place"
    A_DISTANCE = "a_distance", "À distance"
    ITINERANT = "itinerant", "Itinérant"


REMOTE_KINDS = frozenset({ListingKind.ECOUTE_DISTANCE, ListingKind.PDN_COORDINATION})
"""The kinds that are services at a distance by their nature."""

REMOTE_MODES = frozenset({Mode.TELEPHONE, Mode.TCHAT, Mode.VISIO, Mode.COURRIEL})
"""The modes that need no travel."""


class ListingStatus(LabelledEnum):
    """Where a listing stands; only a published one is seen by the public."""

    BROUILLON = "brouillon", "Brouillon"
    PUBLIEE = "publiee", "Publiée"
    SUSPENDUE = "suspendue", "Suspendue"
    ARCHIVEE = "archivee", "Archivée"


class Precision(LabelledEnum):
    """How exactly a site is placed on the map."""

    ADRESSE = "adresse", "À l’adresse"
    COMMUNE = "commune", "Au centre de la commune"


class ContactKind(LabelledEnum):
    """A way to reach a place."""

    TELEPHONE = "telephone", "Téléphone"
    COURRIEL = "courriel", "Courriel"
    SITE_WEB = "site_web", "Site web"
    RESEAU_SOCIAL = "reseau_social", "Réseau social"


class Premises(LabelledEnum):
    """What the premises have. Source: référentiel national and fiche thématique, «locaux»."""

    ACCES_SPECIFIQUE = "acces_specifique", "Une entrée à soi"
    ACCESSIBILITE_UNIVERSELLE = "accessibilite_universelle", "Accessible à tous"
    ESPACE_CONFIDENTIEL = "espace_confidentiel", "Un espace confidentiel"
    ESPACE_COLLECTIF = "espace_collectif", "Un espace collectif et convivial"
    ESPACES_SIMULTANES = "espaces_simultanes", "Les deux espaces en même temps"


class NearbyService(LabelledEnum):
    """Services that families use and that are near. Source: référentiel national, «territoire»."""

    EAJE = "eaje", "Crèche ou autre accueil du jeune enfant"
    RPE = "rpe", "Relais petite enfance"
    ECOLE = "ecole", "École"
    ACCUEIL_LOISIRS = "accueil_loisirs", "Accueil de loisirs"
    FRANCE_SERVICES = "france_services", "France services"


NATIONAL = "france"
"""Stands for every département where a listing says which ones it serves."""


def is_placed(kind: ListingKind, modes: tuple[str, ...], code_insee: str | None) -> bool:
    """Tell whether people can go there, so that the site has a position on the map.

    It needs a commune; a listening service has a place only where it says that it receives people.
    """
    return code_insee is not None and receives_people(kind, modes)


def receives_people(kind: ListingKind, modes: tuple[str, ...]) -> bool:
    """Tell whether people are received somewhere; if not, no address is shown to anyone."""
    return kind is not ListingKind.ECOUTE_DISTANCE or Mode.SUR_PLACE in modes


def access(
    kind: ListingKind, modes: tuple[str, ...], code_insee: str | None, *, itinerant: bool
) -> tuple[Access, ...]:
    """Return the ways of access under which a site is found."""
    found = {
        Access.SUR_PLACE: is_placed(kind, modes, code_insee) or Mode.SUR_PLACE in modes,
        Access.A_DISTANCE: kind in REMOTE_KINDS or bool(REMOTE_MODES.intersection(modes)),
        Access.ITINERANT: itinerant,
    }
    return tuple(way for way, holds in found.items() if holds)
