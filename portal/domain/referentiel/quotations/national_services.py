"""Sentences of [R] on the services, by rule; the one that usually decides comes first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.domain.referentiel.quotations.passage import Passage

_PRISON = (
    "LE SOUTIEN AUX STRUCTURES ET SERVICES OEUVRANT POUR LE MAINTIEN DES LIENS-PARENTS-ENFANTS"
    " INCARCERES (hors espaces de rencontre)."
)
_MEETING_PLACES = f"{_PRISON} › Le partenariat avec les espaces de rencontre"
_REMOTE = "AXE 2 : L’écoute et l’accompagnement des parents à distance"
_LISTENING = f"{_REMOTE} › LES ACTIONS D’ECOUTE PERSONALISEES ET DE PROXIMITE"
_PDN = f"{_REMOTE} › LA FONCTION DE COORDINATION DES PROMENEURS DU NET (PdN) PARENTALITE"

QUOTED_R_SERVICES: Mapping[str, tuple[Passage, ...]] = MappingProxyType(
    {
        "R1": (
            Passage(
                f"{_PRISON} › Missions",
                "Seules les structures cofinancées par les Services Pénitentiaires d’Insertion et"
                " de Probation (SPIP) sont éligibles à un financement dans le cadre du Fnp"
                " (volet 3) afin d’encourager la recherche de cofinancements.",
            ),
        ),
        "R2": (
            Passage(
                f"{_PRISON} › Missions",
                "Pour pouvoir prétendre au financement dans le cadre du volet 3, les Rep doivent au"
                " moins proposer : - Des temps d’entretiens individuels auprès des parents en"
                " charge des enfants et les coûts associés ; - Des temps d’entretiens avec les"
                " parents incarcérés en amont et en aval des visites ; - Le transport des enfants"
                " jusqu’au parloir.",
            ),
        ),
        "R3": (
            Passage(
                _MEETING_PLACES,
                "Les espaces de rencontre proposant un accompagnement des enfants en milieu"
                " carcéral ne sont pas finançables via le Fnp (volet 3).",
            ),
        ),
        "R4": (
            Passage(
                _MEETING_PLACES,
                "Néanmoins, les relais enfants-parents sont invités à travailler en partenariat"
                " avec les espaces de rencontre pour envisager, le cas échéant et conjointement"
                " avec le parent détenu, un maintien des droits de visite lorsque la situation"
                " matérielle ne permet pas un accueil de son enfant",
            ),
        ),
        "E1": (
            Passage(
                _LISTENING,
                "Ce service doit être basé sur l’anonymat puisqu’il doit être en mesure d’apporter"
                " une aide psychologique « d’urgence », permettant au parent de s’exprimer"
                " librement et sans crainte de jugement.",
            ),
        ),
        "E2": (
            Passage(
                _LISTENING,
                "Elles peuvent notamment s’incarner par la mise en place d’un service d’écoute"
                " personnalisée de proximité pour des parents dans le cadre du réseau des acteurs"
                " départementaux de la parentalité.",
            ),
            Passage(
                _LISTENING,
                "Les professionnels de ce champ doivent être en capacité d’accompagner et de"
                " réorienter les parents vers d’autres structures et partenaires selon leurs"
                " besoins.",
            ),
        ),
        "E3": (
            Passage(
                _LISTENING,
                "Le volet 3 peut apporter une aide au fonctionnement en finançant notamment les"
                " temps d’intervention des professionnels et leur coordination.",
            ),
        ),
        "P1": (
            Passage(
                _PDN,
                "Dès lors que la dynamique de déploiement des PdN Parentalité est enclenchée avec"
                " une réelle perspective de développement dans un département, le volet 3 du Fnp"
                " peut être mobilisé pour accompagner ou compléter le financement du poste de"
                " coordinateur des PdN.",
            ),
        ),
        "P2": (
            Passage(
                _PDN,
                "Ces actions sont formalisées au sein d’un projet de coordination partagé entre la"
                " Caf et le partenaire en charge de la coordination.",
            ),
            Passage(
                _PDN,
                "Cela passe notamment par l’élaboration d’un projet de coordination commun et"
                " l’organisation de temps d’échange conjoints aux deux réseaux.",
            ),
        ),
        "P3": (
            Passage(
                _PDN,
                "Pour garantir une bonne articulation entre les PdN « Jeunesse » et « Parentalité »"
                " et afin d’encourager la transversalité des approches, il est préconisé que la"
                " coordination des deux réseaux soit portée par le même professionnel.",
            ),
        ),
    }
)
