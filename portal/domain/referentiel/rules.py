"""The 36 rules of volet 3, in the order in which people read them, and the two rulebooks."""

from __future__ import annotations

from functools import partial

from portal.domain.listing import ListingKind
from portal.domain.referentiel import general_rules as general
from portal.domain.referentiel import money_rules as money
from portal.domain.referentiel import premises_rules as premises
from portal.domain.referentiel import project_rules as project
from portal.domain.referentiel import service_rules as services
from portal.domain.referentiel import territory_rules as territory
from portal.domain.referentiel.rulebook import ALL_KINDS, BOTH, ONLY_F, PLACES, Rule, Rulebook
from portal.domain.referentiel.words import FundingText, Severity

_MUST, _FIRST, _SHOULD = Severity.OBLIGATOIRE, Severity.PRIORITE, Severity.RECOMMANDATION
_HOUSE = (ListingKind.MAISON_1000_JOURS,)
_REP = (ListingKind.REP,)
_LISTENING = (ListingKind.ECOUTE_DISTANCE,)
_PDN = (ListingKind.PDN_COORDINATION,)

_general = partial(Rule, severity=_MUST, kinds=ALL_KINDS, texts=BOTH)
_place = partial(Rule, severity=_MUST, kinds=PLACES, texts=BOTH)
_place_f = partial(Rule, severity=_MUST, kinds=PLACES, texts=ONLY_F)
_advice = partial(Rule, severity=_SHOULD, kinds=PLACES, texts=BOTH)
_priority = partial(Rule, severity=_FIRST, kinds=PLACES, texts=BOTH)
_house = partial(Rule, severity=_SHOULD, kinds=_HOUSE, texts=BOTH)
_rep = partial(Rule, severity=_MUST, kinds=_REP, texts=BOTH)
_rep_advice = partial(Rule, severity=_SHOULD, kinds=_REP, texts=BOTH)
_listening = partial(Rule, severity=_MUST, kinds=_LISTENING, texts=BOTH)
_listening_advice = partial(Rule, severity=_SHOULD, kinds=_LISTENING, texts=BOTH)
_pdn = partial(Rule, severity=_MUST, kinds=_PDN, texts=BOTH)
_pdn_advice = partial(Rule, severity=_SHOULD, kinds=_PDN, texts=BOTH)

RULES: tuple[Rule, ...] = (
    _general(
        "G1",
        "Le gestionnaire est une association loi 1901, une fondation reconnue d’utilité publique à"
        " caractère social ou sanitaire, une collectivité territoriale, ou un acteur privé à"
        " gestion désintéressée.",
        general.managing_body,
        choice="Les Epci et les CCAS sont comptés parmi les collectivités territoriales.",
    ),
    _general(
        "G2",
        "Le gestionnaire répond à la charte nationale du soutien à la parentalité et respecte la"
        " charte de la laïcité de la branche Famille.",
        general.charters,
        choice="Chaque engagement est noté avec sa date.",
    ),
    _general(
        "G3",
        "Le porteur participe aux réseaux locaux de la parentalité s’ils existent, et cherche des"
        " partenariats.",
        general.local_network,
        choice="La recherche de partenariats est montrée par au moins un partenariat nommé.",
    ),
    _general(
        "G4",
        "D’autres financeurs que la Caf financent le projet.",
        general.co_funded,
        choice="Un seul autre financeur suffit ; les participations des usagers n’en sont pas un.",
    ),
    _place_f(
        "G5",
        "La branche Famille finance au plus 80 % du budget du lieu, sans les budgets de son Laep"
        " et de son Clas.",
        money.within_ceiling,
        choice="Seules les charges éligibles entrent dans le budget du lieu. Ce qu’un autre dossier"
        " a déjà obtenu pour les mêmes années compte dans la part.",
    ),
    _place_f(
        "G6",
        "Les dépenses retenues sont des charges habituelles de fonctionnement, et du personnel que"
        " la Caf ne finance pas déjà.",
        money.eligible_spending,
        choice="Les lignes du Laep et du Clas ne sont pas examinées.",
    ),
    _place(
        "L1",
        "Le lieu est spécifiquement dédié au soutien à la parentalité, et les parents"
        " l’identifient facilement.",
        project.dedicated_place,
    ),
    _place(
        "L2",
        "Le lieu dispose de personnes formées à l’écoute et à l’accueil des parents, avec les"
        " compétences du référentiel.",
        project.trained_staff,
        choice="Une personne formée suffit.",
    ),
    _place(
        "L3",
        "Le lieu s’inscrit dans un partenariat local large.",
        project.broad_partnership,
    ),
    _place(
        "L4",
        "Le lieu relève exclusivement du soutien à la parentalité, et jamais de la seule"
        " protection de l’enfance.",
        project.parenting_only,
    ),
    _place(
        "L5",
        "Le lieu remplit les quatre missions socles.",
        project.core_missions,
    ),
    _place(
        "L6",
        "Le lieu est ouvert à tous les parents et futurs parents ; centré sur les 1000 premiers"
        " jours, il s’appuie sur l’articulation de leurs acteurs et met en place des collectifs"
        " de parents.",
        project.open_to_all,
    ),
    _place(
        "L7",
        "Le lieu assure une continuité de la petite enfance à l’adolescence, et accompagne les"
        " parents lors des moments qui peuvent fragiliser la vie familiale.",
        project.continuity,
        choice="Un lieu centré sur les 1000 premiers jours en est dispensé.",
    ),
    _place(
        "L8",
        "Le lieu est gratuit, ou demande une participation symbolique.",
        project.symbolic_cost,
        choice="Les textes ne donnent pas de montant : le seuil est un réglage.",
    ),
    _place(
        "L9",
        "Le lieu a un accès spécifique et répond aux normes d’accessibilité universelle.",
        premises.own_entrance,
    ),
    _place(
        "L10",
        "Le lieu, même itinérant, dispose en même temps d’un espace confidentiel et d’un espace"
        " collectif convivial.",
        premises.two_spaces,
    ),
    _place(
        "L11",
        "Le lieu est ouvert au public au moins cinq demi-journées par semaine.",
        premises.opening_hours,
        choice="La journée est coupée à 13 h ; chaque moitié compte à partir d’une durée réglable."
        " La semaine ordinaire la moins ouverte des douze mois est retenue. Les"
        " demi-journées des arrêts d’un lieu itinérant s’ajoutent. Des horaires à confirmer"
        " n’empêchent de conclure que s’ils décident.",
    ),
    _place(
        "L12",
        "Au moins un accueillant compétent est présent pendant ces ouvertures.",
        premises.attendance,
        choice="Sont regardées toutes les demi-journées qui comptent ou peuvent compter, les jours"
        " ordinaires. Deux arrêts ouverts à la même heure peuvent avoir le même accueillant : sa"
        " présence n’est pas liée à un arrêt.",
    ),
    _place_f(
        "L13",
        "Le professionnel référent exerce au moins 0,5 Etp.",
        premises.referent_time,
        choice="Les parts d’une ou de deux personnes s’ajoutent ; au-delà, les deux plus grandes"
        " comptent.",
    ),
    _advice(
        "L14",
        "Le lieu est implanté sur un territoire cohérent avec le portage politique du soutien à la"
        " parentalité, à l’échelle préconisée.",
        territory.fitting_territory,
        choice="L’agent le déclare.",
    ),
    _priority(
        "L15",
        "Il n’y a pas de centre social sur le territoire : le dossier est prioritaire.",
        territory.no_social_centre,
    ),
    _advice(
        "L16a",
        "Le lieu est proche d’autres services fréquentés par les familles.",
        territory.near_family_services,
    ),
    _place(
        "L16b",
        "La personne référente travaille avec les référents parentalité de l’animation de la vie"
        " sociale, là où il y a un centre social.",
        territory.works_with_social_centre,
    ),
    _house(
        "L17",
        "La Maison des 1000 premiers jours a un partenariat étroit avec les services petite"
        " enfance et la ou les maternités ; sous la fiche, avec la PMI aussi.",
        territory.early_partners,
    ),
    _place(
        "L18",
        "Le lieu prend en compte les besoins des parents en situation de handicap et des parents"
        " d’enfants en situation de handicap.",
        territory.disability,
    ),
    _place_f(
        "L19",
        "Le lieu s’inscrit dans un projet de territoire lié à la Ctg et au Sdsf, et permet la"
        " coordination locale des actions de soutien à la parentalité.",
        territory.territorial_project,
    ),
    _rep(
        "R1",
        "La structure est cofinancée par le Spip.",
        services.funded_by_spip,
    ),
    _rep(
        "R2",
        "La structure propose au moins des entretiens avec le parent en charge de l’enfant, des"
        " entretiens avec le parent incarcéré, et le transport des enfants jusqu’au parloir.",
        services.three_services,
    ),
    _rep(
        "R3",
        "La structure n’est pas un espace de rencontre qui accompagne des enfants en prison.",
        services.no_meeting_place,
    ),
    _rep_advice(
        "R4",
        "La structure travaille avec les espaces de rencontre.",
        services.works_with_meeting_places,
    ),
    _listening(
        "E1",
        "Le service est anonyme, et capable d’apporter une aide psychologique « d’urgence ».",
        services.anonymous_listening,
    ),
    _listening(
        "E2",
        "Le service a sa place dans le réseau départemental de la parentalité, et ses"
        " professionnels savent accompagner et réorienter.",
        services.listening_network,
    ),
    _listening_advice(
        "E3",
        "Le temps des professionnels et leur coordination peuvent notamment être financés.",
        services.payable_listening,
    ),
    _pdn(
        "P1",
        "Le déploiement des Promeneurs du Net parentalité est engagé dans le département, avec une"
        " réelle perspective de développement.",
        services.deployment,
    ),
    _pdn(
        "P2",
        "La Caf et le partenaire partagent un projet de coordination ; deux coordinateurs ont un"
        " projet commun et des échanges conjoints.",
        services.shared_project,
    ),
    _pdn_advice(
        "P3",
        "Un seul professionnel coordonne les réseaux Jeunesse et Parentalité.",
        services.one_coordinator,
    ),
)

_DATED = {FundingText.R: "Cog 2018-2022", FundingText.F: "non datée"}
_VERSION = "2026-11-23"


def rulebook(text: FundingText) -> Rulebook:
    """Return the rules that hold under a text."""
    held = tuple(rule for rule in RULES if text in rule.texts)
    return Rulebook(text, _DATED[text], f"{text}/{_VERSION}", held)
