"""Sentences of [R] on every file and on places, by rule; what usually decides comes first.

Two are cut where the source breaks a word at the end of a line (L11, and R4 among the services).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.domain.referentiel.quotations.passage import Passage

_PRINCIPLES = "Référentiel national de financement : principes généraux"
_CRITERIA = (
    f"{_PRINCIPLES} › 2. Prérequis et critères d’éligibilité aux financements du volet 3 du Fonds"
    " national parentalité"
)
_REQUIRED = "Les pré requis"
_MISSIONS = "Les missions des lieux « ressources » parentalité"
_CORE = f"{_MISSIONS} › Les missions « socles » en direction des parents"
_WELCOME = f"{_CORE} › L’accueil « inconditionnel »"
_TERRITORY = "Territoire d’implantation"

QUOTED_R_PLACES: Mapping[str, tuple[Passage, ...]] = MappingProxyType(
    {
        "G1": (
            Passage(
                f"{_PRINCIPLES} › 1. Objectif du référentiel et public visé",
                "Sont éligibles à un financement par la Caf dans le cadre du volet 3"
                " « Fonctionnement » du Fonds national parentalité : - les associations issues de"
                " la loi de 1901 et les fondations reconnues d’utilité publique à caractère social"
                " ou sanitaire ; - les collectivités territoriales ; - les acteurs du secteur privé"
                " lucratif, sous réserve qu’ils mettent en place une gestion désintéressée.",
            ),
        ),
        "G2": (
            Passage(
                f"{_CRITERIA} › Respect de la charte de la laïcité",
                "Les gestionnaires de ces structures et services d’accompagnement à la parentalité"
                " soutenus par les Caf doivent répondre aux principes énoncés dans la charte"
                " nationale du soutien à la parentalité et respecter les principes de la charte de"
                " la laïcité de la branche Famille et de ses partenaires.",
            ),
        ),
        "G3": (
            Passage(
                f"{_CRITERIA} › Inscription dans le partenariat local",
                "Il est également demandé que les porteurs de projets participent aux réseaux"
                " locaux parentalité s’ils existent afin de contribuer à la dynamique de"
                " coordination des actions parentalité, au renforcement des synergies entre acteurs"
                " et à la capitalisation des savoir-faire sur les territoires.",
            ),
            Passage(
                f"{_CRITERIA} › Inscription dans le partenariat local",
                "La mise en place de partenariats avec d’autres acteurs ou réseaux d’acteurs en"
                " contact avec des parents et leurs enfants doit également être recherchée.",
            ),
        ),
        "G4": (
            Passage(
                f"{_CRITERIA} › Co financement",
                "La Caf mobilise le volet 3 du fonds national parentalité en complément de"
                " l’intervention d’autres financeurs.",
            ),
            Passage(
                f"{_CRITERIA} › Co financement",
                "En outre, le principe du co-financement est une règle afin d’inscrire les projets"
                " dans une dynamique partenariale.",
            ),
        ),
        "L1": (
            Passage(
                _REQUIRED,
                "Être identifié comme un lieu spécifiquement dédié au soutien à la parentalité ;",
            ),
            Passage(
                "Les locaux",
                "Être identifiés facilement par les parents comme des structures spécifiquement"
                " dédiés à l’accompagnement et au soutien à la parentalité.",
            ),
        ),
        "L2": (
            Passage(
                _REQUIRED,
                "Disposer d’intervenant(s)/accueillant (s) formé(s) à l’écoute et à l’accueil des"
                " parents et ayant des compétences avérées en termes d’accompagnement de ce public"
                " (une fiche de poste des intervenants en soutien à la parentalité est disponible"
                " en annexe 1) ;",
            ),
        ),
        "L3": (
            Passage(
                _REQUIRED,
                "S’inscrire dans un partenariat local large afin de garantir une bonne articulation"
                " et complémentarité avec les structures existantes sur le territoire"
                " d’intervention envisagé.",
            ),
        ),
        "L4": (
            Passage(
                _REQUIRED,
                "Le volet 3 « aide au fonctionnement » du Fnp a vocation à financer des structures"
                " relevant exclusivement du soutien à la parentalité.",
            ),
            Passage(
                _REQUIRED,
                "Les structures qui relèvent uniquement des dispositifs de la protection de"
                " l’enfance ne sont pas éligibles à ce fonds.",
            ),
        ),
        "L5": (
            Passage(
                _CORE,
                "Les lieux ressources proposent nécessairement un projet de soutien à la"
                " parentalité qui doit investir différentes offres de service à l’attention des"
                " parents :",
            ),
        ),
        "L6": (
            Passage(_WELCOME, "Être ouverts à tous les parents ou futurs parents ;"),
            Passage(
                _WELCOME,
                "Les « lieux ressources » proposant une offre de service principalement centrée sur"
                " les « 1 000 premiers jours » pourront également être éligibles dès lors qu’ils"
                " proposent une information et un accompagnement des parents s’appuyant sur les"
                " articulations entre les différents acteurs intervenants durant cette période et"
                " la mise en place de collectifs de parents tels que les groupes naissances par"
                " exemple",
            ),
            Passage(
                "Le public-cible",
                "Ces lieux n’ont pas vocation, hormis les maisons des 1000 premiers jours, à"
                " s’adresser à un public spécifique mais d’apporter une réponse globale à"
                " l’ensemble des parents, quelle que soit leur particularité et quel que soit l’âge"
                " de leurs enfants.",
            ),
        ),
        "L7": (
            Passage(
                _WELCOME,
                "Apporter une continuité de services aux parents d’enfants de différentes tranches"
                " d’âge de la petite enfance à l’adolescence et accompagner les parents lors"
                " d’événements ou de moments clés pouvant fragiliser la vie familiale.",
            ),
        ),
        "L8": (
            Passage(
                _WELCOME, "Être gratuits ou demander une participation symbolique aux parents."
            ),
        ),
        "L9": (
            Passage(
                "Les locaux",
                "A ce titre le lieux « ressources » ou les Maisons des 1000 jours doivent disposer"
                " d’un accès spécifique et répondre aux normes d’accessibilité universelle ;",
            ),
        ),
        "L10": (
            Passage(
                "Les locaux",
                "Disposer de manière concomitante d’espaces garantissant la confidentialité des"
                " échanges individuels, d’espaces d’accueil et d’activités conviviaux permettant"
                " des mises en œuvre de projets collectifs.",
            ),
            Passage(
                "Les lieux ressources itinérants",
                "L’obligation de disposer d’espaces dédiés aux échanges individuels et aux"
                " activités collectives s’applique également aux lieux ressources en itinérance.",
            ),
        ),
        "L11": (
            Passage(
                "L’amplitude d’ouverture",
                "une exigence de 5 demi-journées par semaine minimum est attendue afin d’assurer"
                " une permanence d’écoute et d’accueil des parents.",
            ),
            Passage(
                "L’amplitude d’ouverture",
                "Afin de proposer un service de qualité, le lieu « ressources » ou la maison des"
                " 1000 jours doit garantir une ouverture de 2 jours et demi par semaine minimum",
            ),
        ),
        "L12": (
            Passage(
                "Coordination et accueil des familles",
                "La présence sur ces temps d’ouverture d’au moins un accueillant répondant aux"
                " critères de compétence définis dans la fiche de poste (Cf annexe 1) 5 et"
                " permettant d’assurer une continuité dans le lien avec les parents est exigée.",
            ),
        ),
        "L14": (
            Passage(
                _TERRITORY,
                "Le lieu « ressources » doit être implanté sur un territoire cohérent avec le"
                " portage politique du soutien à la parentalité à l’échelle de ce territoire.",
            ),
            Passage(
                _TERRITORY,
                "L’échelle d’implantation préconisée est la commune ou l’Epci en fonction des"
                " spécificités locales.",
            ),
        ),
        "L15": (
            Passage(
                _TERRITORY,
                "Le financement de lieux ressources dans le cadre du volet 3 doit être ciblée en"
                " priorité sur les territoires où il n’existe pas déjà un centre social, étant"
                " entendu que la mission du centre social est d’assurer la cohérence et l’animation"
                " du projet parentalité de son territoire",
            ),
        ),
        "L16a": (
            Passage(
                _TERRITORY,
                "La proximité avec d’autres services fréquentés par les familles (établissement"
                " d’accueil du jeune enfant, relais petite enfance, établissement scolaire, centres"
                " de loisirs, maisons France services, etc.) doit être recherchée.",
            ),
        ),
        "L16b": (
            Passage(
                _TERRITORY,
                "La personne référente du lieu « ressources » devra en revanche travailler en"
                " collaboration et en complémentarité avec les référents parentalité des"
                " équipements de l’animation de la vie sociale.",
            ),
        ),
        "L17": (
            Passage(
                "Le partenariat",
                "Il est également recommandé que chaque Maison des 1 000 premiers jours tisse un"
                " partenariat étroit avec les services petite enfance et la ou les maternités et de"
                " son territoire.",
            ),
            Passage(
                "Les missions des Maisons des 1000 Jours",
                "Il est ainsi recommandé que chaque Maison des 1 000 premiers jours tisse un"
                " partenariat étroit avec la ou les maternités de son territoire ainsi qu’avec les"
                " services petite enfance et parentalité de son territoire.",
            ),
        ),
        "L18": (
            Passage(
                f"{_CORE} › L’information",
                "La parentalité des personnes en situation de handicap ou ayant un enfant en"
                " situation de handicap doit faire l’objet d’une attention spécifique notamment"
                " lors des premières années de l’enfant en lien avec la politique des 1 000"
                " premiers jours.",
            ),
        ),
    }
)
