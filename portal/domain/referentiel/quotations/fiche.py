"""Sentences of [F], by rule; the one that usually decides comes first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.domain.referentiel.quotations.passage import Passage

_DEFINITION = "Définition"
_MISSIONS = "Missions - Objectifs"
_TERRITORY = "Territoire d’implantation"
_PREMISES = "Les locaux"
_REFERENT = "Le professionnel référent du lieu ressource"

QUOTED_F: Mapping[str, tuple[Passage, ...]] = MappingProxyType(
    {
        "G5": (
            Passage(
                "Précision complémentaire relative aux règles de financement branche famille :",
                "Dans le cas d'un projet de lieu ressource incluant dans son offre des services"
                " tels qu’un Laep, une activité Clas, etc. la règle budgétaire relative au plafond"
                " de financement fixé à 80% s’applique à l’échelle du budget du lieu ressources à"
                " l’exclusion du budget du Laep et du Clas.",
            ),
        ),
        "G6": (
            Passage(
                "Les dépenses éligibles :",
                "Les charges habituelles de fonctionnement de la structure ou du service ; - Les"
                " charges de personnel si celui-ci ne fait pas l’objet d’une prise en charge dans"
                " le cadre d’un autre financement Caf",
            ),
            Passage(
                "Les dépenses non-éligibles :",
                "Les dépenses d’investissement ; - Les contributions volontaires en nature ; - La"
                " valorisation du temps de bénévolat ou de mise à disposition gratuite de"
                " personnel.",
            ),
            Passage(
                "Les dépenses éligibles :",
                "Les charges de personnel ne peuvent pas être prises en compte dans le calcul des"
                " dépenses retenues sauf : si le projet parentalité génère une augmentation du"
                " temps de travail d’un.e salarié.e. Auquel cas, le porteur doit être en mesure de"
                " justifier de l’augmentation du temps de travail en cas de contrôle.",
            ),
        ),
        "L1": (
            Passage(
                _PREMISES,
                "Être identifiés facilement par les parents comme des structures spécifiquement"
                " dédiées à l’accompagnement et au soutien à la parentalité.",
            ),
        ),
        "L2": (
            Passage(
                f"{_REFERENT} › Référentiel de compétences pour l’animateur des lieux ressources"
                " parentalité :",
                "Etre à l’écoute et disponible, créer un climat de confiance, adapter son attitude"
                " et sa communication en fonction du public et des situations ;",
            ),
        ),
        "L3": (
            Passage(
                "Le partenariat",
                "Dès lors, les lieux ressources de soutien à la parentalité doivent s’inscrire dans"
                " le maillage territorial des autres dispositifs de soutien à la parentalité"
                " existants (Laep, médiation familiale, relais petite enfance (Rpe), actions"
                " parentalité financées dans le cadre du REAAP, etc.) afin de proposer une offre de"
                " service mobilisant l’ensemble des ressources du territoire.",
            ),
        ),
        "L5": (
            Passage(
                _MISSIONS,
                "Leur fonctionnement s’organise autour de quatre missions socles, à savoir :",
            ),
        ),
        "L6": (
            Passage(
                _DEFINITION,
                "Proposer à tout parent un accueil inconditionnel lui permettant d'exprimer une"
                " demande, de bénéficier d'une écoute attentionnée de la globalité de ses besoins"
                " et préoccupations en matière d'exercice du rôle parental et d'un soutien ou d'un"
                " accompagnement quel que soit sa demande.",
            ),
            Passage(
                _MISSIONS,
                "Les projets émergents centrés sur l’accompagnement des parents durant les 1000"
                " premiers jours de leur enfant sont également visés, dès lors qu’ils proposent une"
                " information et un accompagnement des parents s’appuyant sur les articulations"
                " entre les différents acteurs intervenants durant cette période et la mise en"
                " place de collectifs tels que les groupes naissances par exemple.",
            ),
        ),
        "L9": (
            Passage(
                _PREMISES,
                "A ce titre les lieux « ressources » ou les Maisons des 1000 jours doivent disposer"
                " d’un accès spécifique et répondre aux normes d’accessibilité universelle ;",
            ),
        ),
        "L10": (
            Passage(
                _PREMISES,
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
                "Afin de proposer un service de qualité, le lieu « ressources » ou la maison des"
                " 1000 jours doit garantir une ouverture de 2 jours et demi par semaine minimum"
                " pouvant s’organiser en demi-journées : une exigence de 5 demi-journées"
                " d’ouverture physique au public par semaine minimum est attendue afin d’assurer"
                " une permanence d’écoute et d’accueil des parents.",
            ),
        ),
        "L12": (
            Passage(
                "L’amplitude d’ouverture",
                "Afin de proposer une offre de qualité ; le lieu ressource parentalité doit"
                " garantir la présence sur ces temps d’ouverture d’au moins un accueillant"
                " répondant aux critères de compétence définis dans le référentiel parentalité de"
                " la branche Famille (Cf annexe 1) et permettant d’assurer une continuité dans le"
                " lien avec les parents.",
            ),
        ),
        "L13": (
            Passage(_REFERENT, "Il doit exercer a minima son activité à 0,5 Etp."),
            Passage(
                _REFERENT,
                "Selon la configuration et les situations locales, ces axes pourront être déclinés"
                " par un ou deux professionnels.",
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
                "L’échelle d’implantation préconisée est l’Epci en fonction des spécificités"
                " locales.",
            ),
        ),
        "L15": (
            Passage(
                _TERRITORY,
                "Le financement de lieux ressources dans le cadre du volet 3 doit être ciblé en"
                " priorité sur les territoires où il n’existe pas déjà un centre social, étant"
                " entendu que la mission du centre social est notamment d’assurer la cohérence et"
                " l’animation du projet parentalité de son territoire",
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
                " partenariat étroit avec les services petite enfance, la Protection Maternelle et"
                " infantile (PMI) et la ou les maternités et de son territoire.",
            ),
        ),
        "L18": (
            Passage(
                _MISSIONS,
                "Ces structures doivent veiller à intégrer l’accueil et la prise en compte des"
                " besoins spécifiques d’accompagnement à la parentalité en articulation avec les"
                " ressources et acteurs du territoire, notamment pour des parents en situation de"
                " handicap et/ou ayant un ou des enfant(s) en situation de handicap.",
            ),
        ),
        "L19": (
            Passage(
                _DEFINITION,
                "Cette structure s’inscrit dans le cadre d’un projet de territoire, développée en"
                " lien avec les Ctg et les SDSF.",
            ),
            Passage(
                _DEFINITION,
                "Permettre la coordination des actions de soutien à la parentalité au niveau"
                " local.",
            ),
        ),
    }
)
