"""The closed sets of words of the référentiel: those of files, and those that rules answer."""

from __future__ import annotations

from portal.domain.labels import LabelledEnum
from portal.domain.listing import ListingKind


class FundingText(LabelledEnum):
    """The two texts that files are read under."""

    R = (
        "R",
        "Référentiel national de financement, volet 3 du Fonds national parentalité",
    )
    F = (
        "F",
        "Fiche thématique axe 3, volet 1 : couverture territoriale des lieux ressources",
    )


class Finding(LabelledEnum):
    """What a rule found."""

    CONFORME = "conforme", "Conforme"
    NON_CONFORME = "non_conforme", "Non conforme"
    INDETERMINE = "indetermine", "À compléter"
    SANS_OBJET = "sans_objet", "Sans objet"


class Severity(LabelledEnum):
    """What follows from a rule that is not met: a refusal, a later turn, or nothing."""

    OBLIGATOIRE = "obligatoire", "Obligatoire"
    PRIORITE = "priorite", "Priorité"
    RECOMMANDATION = "recommandation", "Recommandation"


class ChargeNature(LabelledEnum):
    """What a charge pays for."""

    FONCTIONNEMENT = "fonctionnement", "Charge habituelle de fonctionnement"
    PERSONNEL = "personnel", "Charge de personnel"
    INVESTISSEMENT = "investissement", "Dépense d’investissement"
    CONTRIBUTION_VOLONTAIRE = "contribution_volontaire", "Contribution volontaire en nature"
    BENEVOLAT = "benevolat", "Valorisation du temps de bénévolat"
    MISE_A_DISPOSITION = "mise_a_disposition", "Mise à disposition gratuite de personnel"


class BudgetPart(LabelledEnum):
    """Which budget a line belongs to: that of the place, or of a service inside it."""

    LIEU = "lieu", "Lieu"
    LAEP = "laep", "Laep"
    CLAS = "clas", "Clas"


class Funder(LabelledEnum):
    """Who brings a product."""

    CAF_VOLET3 = "caf_volet3", "Caf, volet 3"
    CAF_AUTRE = "caf_autre", "Caf, autre financement"
    SPIP = "spip", "Spip"
    COLLECTIVITE = "collectivite", "Collectivité"
    ETAT = "etat", "État"
    MSA = "msa", "Msa"
    USAGERS = "usagers", "Participation des usagers"
    AUTRE = "autre", "Autre financeur"


class Mission(LabelledEnum):
    """The missions that a lieu ressource may take on; the first four are the *missions socles*."""

    INFORMATION = "information", "l’information"
    ACCUEIL_INCONDITIONNEL = "accueil_inconditionnel", "l’accueil inconditionnel"
    APPUI_COLLECTIFS_PARENTS = "appui_collectifs_parents", "l’appui aux collectifs de parents"
    SERVICES_SOUTIEN_PARENTALITE = (
        "services_soutien_parentalite",
        "les services de soutien à la parentalité",
    )
    RENCONTRE_PROFESSIONNELS = "rencontre_professionnels", "la rencontre entre professionnels"
    DIFFUSION_INFORMATION_ACTEURS = (
        "diffusion_information_acteurs",
        "la diffusion d’information entre acteurs",
    )
    DIAGNOSTIC_BESOINS = "diagnostic_besoins", "le diagnostic des besoins"
    APPUI_METHODOLOGIQUE = "appui_methodologique", "l’appui méthodologique"


class AgeBand(LabelledEnum):
    """The ages of children that a place receives parents for."""

    AGE_0_3 = "0_3", "0-3 ans"
    AGE_3_6 = "3_6", "3-6 ans"
    AGE_6_11 = "6_11", "6-11 ans"
    ADOLESCENCE = "adolescence", "adolescence"


class Reach(LabelledEnum):
    """The territory that a place is set up for."""

    EPCI = "epci", "Epci"
    COMMUNE = "commune", "commune"
    AUTRE = "autre", "autre échelle"


class EarlyPartner(LabelledEnum):
    """The partners that a Maison des 1000 premiers jours is asked to have."""

    PETITE_ENFANCE = "petite_enfance", "les services petite enfance"
    MATERNITE = "maternite", "la ou les maternités"
    PMI = "pmi", "la Protection maternelle et infantile"


CORE_MISSIONS = tuple(Mission)[:4]

FUNDED_KINDS = tuple(ListingKind)[:5]
"""The five kinds of volet 3, in the order of the texts."""

NO_NETWORK = "aucun_reseau"
"""Said of the local network where there is none to take part in."""
