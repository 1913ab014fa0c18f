"""The facts of a funding file, as the contract names them. Every one of them may be unknown: None.

Amounts are exact decimals; the texts of JSON become them, numbers are refused.
"""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from portal.domain.listing import Cost, LegalStatus
from portal.domain.referentiel.values import (
    Account,
    Amount,
    CommuneCode,
    Day,
    FundedKind,
    Hours,
    NetworkPart,
    Share,
    Slug,
    Text,
    YesNo,
)
from portal.domain.referentiel.words import (
    AgeBand,
    BudgetPart,
    ChargeNature,
    EarlyPartner,
    Funder,
    FundingText,
    Mission,
    Reach,
)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Partnership(_Entry):
    """A partner, and what is done together."""

    partenaire: Text | None = None
    nature: Text | None = None


class Charge(_Entry):
    """A line of expenses."""

    compte: Account | None = None
    libelle: Text | None = None
    montant: Amount | None = None
    nature: ChargeNature | None = None
    rattachement: BudgetPart | None = None
    finance_par_autre_caf: YesNo | None = None
    temps_supplementaire_justifie: YesNo | None = None


class Product(_Entry):
    """A line of income."""

    financeur: Funder | None = None
    montant: Amount | None = None
    rattachement: BudgetPart | None = None


class Budget(_Entry):
    """What the project costs and who pays for it."""

    charges: tuple[Charge, ...] | None = None
    produits: tuple[Product, ...] | None = None


class StaffMember(_Entry):
    """Someone who receives parents. ``presence`` is when, as OSM hours."""

    poste: Text | None = None
    forme: YesNo | None = None
    referent: YesNo | None = None
    etp: Share | None = None
    presence: Hours | None = None


class Closure(_Entry):
    """A declared closure, both days included."""

    du: Day | None = None
    au: Day | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.du and self.au and self.au < self.du:
            raise PydanticCustomError("ordre", "la fermeture finit avant de commencer")
        return self


class Stop(_Entry):
    """A place where parents are physically received, and when. No ``fermetures``: none declared."""

    code_insee: CommuneCode | None = None
    horaires: Hours | None = None
    fermetures: tuple[Closure, ...] | None = None


class Facts(_Entry):
    """All that the rules read. The titles are what people read; see ``label``."""

    texte: FundingText | None = Field(None, title="Texte de référence")
    type: FundedKind | None = Field(None, title="Type de lieu ou de service")
    statut_juridique: LegalStatus | None = Field(None, title="Statut juridique du gestionnaire")
    fondation_sociale_ou_sanitaire: YesNo | None = Field(
        None, title="Fondation à caractère social ou sanitaire"
    )
    charte_parentalite_le: Day | None = Field(
        None, title="Engagement sur la charte nationale du soutien à la parentalité"
    )
    charte_laicite_le: Day | None = Field(None, title="Engagement sur la charte de la laïcité")
    participe_reseau_local: NetworkPart | None = Field(
        None, title="Participation au réseau local parentalité"
    )
    partenariats: tuple[Partnership, ...] | None = Field(None, title="Partenariats")
    partenariat_large: YesNo | None = Field(None, title="Partenariat local large")
    budget: Budget | None = Field(None, title="Budget")
    lieu_dedie: YesNo | None = Field(None, title="Lieu spécifiquement dédié à la parentalité")
    identifiable: YesNo | None = Field(None, title="Lieu facile à identifier par les parents")
    accueillants: tuple[StaffMember, ...] | None = Field(None, title="Accueillants")
    protection_enfance_exclusive: YesNo | None = Field(
        None, title="Relève uniquement de la protection de l’enfance"
    )
    soutien_parentalite_exclusif: YesNo | None = Field(
        None, title="Relève exclusivement du soutien à la parentalité"
    )
    missions: tuple[Mission, ...] | None = Field(None, title="Missions")
    ouvert_a_tous: YesNo | None = Field(None, title="Ouvert à tous les parents et futurs parents")
    centre_1000_jours: YesNo | None = Field(
        None, title="Offre principalement centrée sur les 1000 premiers jours"
    )
    articulation_acteurs_1000_jours: YesNo | None = Field(
        None, title="Appui sur l’articulation des acteurs des 1000 premiers jours"
    )
    collectifs_parents: YesNo | None = Field(
        None, title="Collectifs de parents, comme les groupes naissance"
    )
    tranches_age: tuple[AgeBand, ...] | None = Field(None, title="Tranches d’âge des enfants")
    accompagne_moments_cles: YesNo | None = Field(
        None, title="Accompagnement lors des moments clés de la vie familiale"
    )
    frais: Cost | None = Field(None, title="Coût pour les parents")
    participation_montant: Amount | None = Field(None, title="Montant de la participation")
    acces_specifique: YesNo | None = Field(None, title="Accès spécifique")
    accessibilite_universelle: YesNo | None = Field(None, title="Accessibilité universelle")
    espace_confidentiel: YesNo | None = Field(None, title="Espace confidentiel")
    espace_collectif: YesNo | None = Field(None, title="Espace collectif convivial")
    espaces_simultanes: YesNo | None = Field(None, title="Les deux espaces en même temps")
    sites: tuple[Stop, ...] | None = Field(None, title="Sites et horaires")
    a_partir_du: Day | None = Field(None, title="Premier jour des douze mois comptés")
    echelle: Reach | None = Field(None, title="Échelle d’implantation")
    territoire_coherent: YesNo | None = Field(
        None, title="Territoire cohérent avec le portage politique"
    )
    centre_social_sur_territoire: YesNo | None = Field(
        None, title="Centre social sur le territoire"
    )
    collabore_referents_avs: YesNo | None = Field(
        None, title="Travail avec les référents parentalité de l’animation de la vie sociale"
    )
    services_familles_proches: tuple[Text, ...] | None = Field(
        None, title="Services proches fréquentés par les familles"
    )
    partenaires_1000_jours: tuple[EarlyPartner, ...] | None = Field(
        None, title="Partenaires des 1000 premiers jours"
    )
    prise_en_compte_handicap: YesNo | None = Field(None, title="Prise en compte du handicap")
    projet_ctg: YesNo | None = Field(None, title="Lien avec la Ctg")
    projet_sdsf: YesNo | None = Field(None, title="Lien avec le Sdsf")
    coordination_locale: YesNo | None = Field(
        None, title="Coordination locale des actions de soutien à la parentalité"
    )
    offres: tuple[Slug, ...] | None = Field(None, title="Offres")
    est_espace_rencontre: YesNo | None = Field(
        None, title="Espace de rencontre qui accompagne des enfants en prison"
    )
    partenariat_espaces_rencontre: YesNo | None = Field(
        None, title="Travail avec les espaces de rencontre"
    )
    anonymat: YesNo | None = Field(None, title="Service anonyme")
    aide_psychologique_urgence: YesNo | None = Field(None, title="Aide psychologique « d’urgence »")
    reseau_departemental: YesNo | None = Field(
        None, title="Place dans le réseau départemental de la parentalité"
    )
    professionnels_orientent: YesNo | None = Field(
        None, title="Professionnels en capacité d’accompagner et de réorienter"
    )
    deploiement_engage: YesNo | None = Field(
        None, title="Déploiement des Promeneurs du Net parentalité engagé"
    )
    perspective_reelle: YesNo | None = Field(None, title="Réelle perspective de développement")
    projet_coordination_partage: YesNo | None = Field(
        None, title="Projet de coordination partagé entre la Caf et le partenaire"
    )
    coordinateurs_distincts: YesNo | None = Field(
        None, title="Deux coordinateurs, un pour chaque réseau"
    )
    projet_commun_et_echanges: YesNo | None = Field(
        None, title="Projet commun et temps d’échange conjoints"
    )


def label(fact: str) -> str:
    """Return the French words for a fact; KeyError for a name that is not one."""
    return str(Facts.model_fields[fact].title)
