"""Seed words of the generated corpus: what family-support places say of themselves.

Each is a text of words separated by spaces.
"""

from __future__ import annotations

NOUNS = """
famille parent enfant maison accueil écoute soutien lieu atelier service groupe parole jeu
rencontre information espace parentalité professionnel naissance adolescent accompagnement
conseil psychologue bébé mère père couple séparation médiation permanence animation activité
matin mercredi samedi association partage échange question difficulté besoin
relation lien école scolarité collège lycée devoir éducation santé grossesse allaitement sommeil
alimentation langage motricité éveil lecture conte musique peinture cuisine jardin sortie
vacances quartier village ville commune territoire réseau partenaire équipe animatrice
éducatrice puéricultrice infirmière médecin juriste avocat médiatrice bénévole
conférence débat café forum fête spectacle bibliothèque ludothèque médiathèque crèche
relais assistante maternelle poussette salle bureau
entrée cour terrasse parking ascenseur handicap trouble autisme inclusion différence deuil
maladie hospitalisation violence conflit rupture divorce garde pension droit visite parloir
détention prison incarcération isolement solitude monoparentalité
fratrie jumeau adoption fécondité contraception maternité accouchement dépression
fatigue stress épuisement répit colère émotion confiance estime autorité limite règle
cadre bienveillance respect dialogue communication parcours projet démarche dossier aide
allocation budget dette logement emploi formation insertion transport mobilité itinérance
camion bus stand numérique écran téléphone internet harcèlement cyberharcèlement
sexualité puberté addiction tabac alcool cannabis scarification décrochage orientation
apprentissage stage bourse cantine périscolaire colonie sport piscine danse théâtre
cirque photographie dessin couture bricolage tricot jardinage promenade randonnée balade
goûter repas convivialité solidarité entraide collectif comité adhésion
cotisation gratuité anonymat confidentialité secret neutralité laïcité charte pédiatre
orthophoniste ostéopathe diététicienne sophrologue thérapeute consultant coordinatrice
directrice secrétaire stagiaire volontaire interprète traduction langue signe français arabe
turc anglais portugais espagnol culture origine migration exil asile papier préfecture mairie
département région caisse mutualité hôpital clinique dispensaire tribunal notaire gendarmerie
"""
"""Common nouns, the most frequent first."""

ADJECTIVES = """
parental familial gratuit ouvert anonyme collectif individuel convivial confidentiel social
jeune petit grand local départemental intercommunal maternel paternel éducatif scolaire
culturel artistique ludique sensoriel corporel psychologique juridique médical paramédical
préventif précoce tardif difficile facile quotidien hebdomadaire mensuel annuel ponctuel
régulier accessible adapté chaleureux bienveillant attentif disponible mobile itinérant rural
urbain central périphérique isolé vulnérable fragile précaire solidaire citoyen bénévole
associatif municipal public privé mutualiste hospitalier pénitentiaire judiciaire amiable
monoparental recomposé homoparental adoptif biologique linguistique interculturel bilingue
"""
"""Adjectives, in the order of their frequency."""

VERB_STEMS = """
accompagn écout aid parl jou échang partag rencontr propos organis anim inform orient
conseill soulag rassur encourag valoris favoris facilit développ renforc prépar particip
rassembl invit chant dessin racont découvr observ explor expériment appren éduqu élev protég
soign allait port berc consol calm apais dialogu discut débatt négoci médiat arbitr concili
repér évalu analys diagnostiqu suiv régul coordonn mobilis associ adhér cotis financ héberg
log transport conduis visit détach attach sépar retrouv reconstrui révél exprim
questionn interrog confront dépass surmont affront trouv cherch demand sollicit contact appel
téléphon connect navigu form perfectionn exerc pratiqu répét mémoris intégr insér inclu
adapt ajust aménag équip install déplac circul march promen jardin cuisin bricol cous peign
sculpt photograph film enregistr diffus publi édit imprim affich signal témoign garant
assur respect honor célébr fêt dans tourn gliss nag plong grimp saut cour lanc
"""
"""Stems that take the endings of French verbs and of the nouns made from them."""

ENDINGS = """
er e es ent ons ez ait aient ais ions iez ant ante ants antes era eras erai erons eront erait
eraient ement ements eur eurs euse euses age ages able ables ation ations atif ative atifs
atives ateur atrice ateurs atrices oir oire ure ures ance ances ier ière iers ières isme iste
"""
"""Endings put on every stem, common in French whether or not this word exists."""

PREFIXES = ("", "ré", "co", "pré", "inter", "sur", "auto", "contre")
"""Beginnings put before stem and ending, the bare word first."""
