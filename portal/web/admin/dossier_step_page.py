"""What may be done next with a funding file: a form for each step that the role allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.domain.access import OF_A_CAF, PERMISSIONS, Actor, Permission, Role
from portal.domain.dossiers.content import DossierContent, lacks
from portal.domain.dossiers.convention import Convention, Money
from portal.domain.dossiers.states import DECISIONS, NEEDED, PAYING, TRANSITIONS, DossierState
from portal.domain.french import NBSP, enumeration
from portal.domain.referentiel import Evaluation, Facts, RuleSettings, ceiling
from portal.domain.referentiel.figures import euros
from portal.services.dossiers.findings import ShownFinding, shown_findings
from portal.store.dossiers import Dossier
from portal.web.admin.forms.dossier_amounts import NumberError, read_euros
from portal.web.admin.forms.dossier_step_forms import (
    GrantForm,
    PaymentForm,
    StepForm,
    grant_form,
)

_S = DossierState
CLOSING = frozenset({_S.REFUSEE, _S.ABANDONNEE, _S.RESILIEE})
"""The steps that end a file before its time."""

_WORDS: Mapping[DossierState, tuple[str, str]] = {
    _S.DEPOSEE: ("Déposer le dossier", "Le dossier suit ensuite son parcours, étape par étape."),
    _S.EN_INSTRUCTION: ("Mettre en instruction", "Le dossier peut être complété et corrigé."),
    _S.PIECES_DEMANDEES: ("Demander des pièces", "Vous pourrez ensuite écrire au gestionnaire."),
    _S.AVIS_RENDU: ("Rendre un avis", "Le dossier n’est plus modifiable : il attend sa décision."),
    _S.ACCORDEE: ("Accorder", "Les constats d’aujourd’hui sont gardés avec la décision."),
    _S.REFUSEE: ("Refuser", "Le dossier est clos. Les constats sont gardés avec la décision."),
    _S.CONVENTIONNEE: ("Noter la convention signée", "Ses dates sont celles de l’accord."),
    _S.ACOMPTE_VERSE: ("Noter l’acompte versé", "Le paiement lui-même se fait ailleurs."),
    _S.BILAN_RECU: ("Noter le bilan reçu", "Il ouvre le versement du solde."),
    _S.SOLDEE: ("Noter le solde et clore", "Ce qui n’est pas versé est abandonné."),
    _S.ABANDONNEE: ("Abandonner le dossier", "Le dossier est clos."),
    _S.RESILIEE: ("Résilier la convention", "Le dossier est clos : plus rien n’est versé."),
}
_AGAIN = "Reprendre l’instruction"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file with what its steps depend on.

    ``facts`` are those that the rules read; ``already`` is what other files of the listing obtained
    for the same years; ``granting`` is what the rules find if an amount is granted.
    """

    dossier: Dossier
    content: DossierContent
    money: Money
    facts: Facts
    already: Decimal
    evaluation: Evaluation
    settings: RuleSettings
    granting: Callable[[Decimal], Evaluation]


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that may be taken: its words and form, and what keeps it from being taken.

    ``warnings`` are the rules that would keep the file from being granted, told before an opinion;
    ``edit`` is where the file can be put right.
    """

    state: DossierState
    words: str
    told: str
    form: StepForm
    address: str
    lacks: Sequence[str] = ()
    blockers: Sequence[ShownFinding] = ()
    warnings: Sequence[ShownFinding] = ()
    edit: str = ""

    @property
    def closing(self) -> bool:
        """Whether it ends the file before its time."""
        return self.state in CLOSING

    @property
    def opened(self) -> bool:
        """Whether there is something to correct in its form."""
        return bool(self.form.errors or self.form.refused)


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What may be done next, and the steps that others may take, with who they are."""

    mine: Sequence[NextStep]
    others: Sequence[tuple[str, str]]


def next_steps(file: OpenFile, by: Actor, today: date, posted: StepForm | None = None) -> NextSteps:
    """Return the steps that follow; ``posted`` stands in its place with what was typed."""
    further = TRANSITIONS[file.dossier.state]
    mine = [_step(state, file, by, today, posted) for state in further if by.may(NEEDED[state])]
    others = [(_words(state, file), _who(NEEDED[state])) for state in further]
    allowed = {step.words for step in mine}
    return NextSteps(mine, [other for other in others if other[0] not in allowed])


def form_for(
    wanted: DossierState, file: OpenFile, by: Actor, posted: Mapping[str, str] | None = None
) -> StepForm:
    """Return the form of a step; in that of a grant, the rules that the actor may set aside."""
    if wanted is _S.ACCORDEE:
        blockers = _blockers(file, (posted or {}).get(f"{wanted}-montant", ""))
        rules = [each.rule for each in blockers] if by.may(Permission.OVERRIDE_RULES) else []
        form: StepForm = grant_form(rules)(wanted, posted)
        form.montant.description = _highest(file)[1]
        return form
    if wanted in PAYING:
        paying = PaymentForm(wanted, posted)
        paying.montant.description = f"Au plus {euros(file.money.to_pay)}, ce qui reste à verser."
        return paying
    return StepForm(wanted, posted)


def _step(
    state: DossierState, file: OpenFile, by: Actor, today: date, posted: StepForm | None
) -> NextStep:
    form = posted if posted is not None and posted.wanted is state else None
    words = _words(state, file)
    return NextStep(
        state,
        words,
        _WORDS[state][1],
        form or _begun(form_for(state, file, by), file, today),
        f"/gestion/dossiers/{file.dossier.id}/{_route(state)}",
        lacks=lacks(file.content) if state is _S.DEPOSEE else (),
        blockers=_blockers(file, _typed(form)) if state is _S.ACCORDEE else (),
        warnings=_blockers(file, "") if state is _S.AVIS_RENDU else (),
        edit=f"/gestion/dossiers/{file.dossier.id}/modifier",
    )


def _begun(form: StepForm, file: OpenFile, today: date) -> StepForm:
    form.begin(today)
    if isinstance(form, GrantForm):
        dossier = file.dossier
        year = Convention(date(dossier.first_year, 1, 1), date(dossier.last_year, 12, 31))
        form.propose(_highest(file)[0], year)
    elif isinstance(form, PaymentForm) and form.wanted is _S.SOLDEE:
        form.propose(file.money.to_pay)
    return form


def _highest(file: OpenFile) -> tuple[Decimal, str]:
    """Return the highest amount that may be granted, and why in French."""
    asked = file.money.asked
    told = f"Au plus {euros(asked)}, le montant demandé."
    found = ceiling(file.facts.budget, file.settings.ceiling)
    if file.evaluation.plafond is None or found is None or found.maximum_volet3 is None:
        return asked, told
    if found.maximum_volet3 >= asked:
        return asked, f"{told} Le plafond le permet."
    return found.maximum_volet3, (
        f"Au plus {euros(found.maximum_volet3)}{NBSP}: le plafond est sous le montant demandé,"
        f" {euros(asked)}."
    )


def _blockers(file: OpenFile, typed: str) -> list[ShownFinding]:
    """Return what keeps the amount that was typed from being granted, else the highest one."""
    try:
        amount = read_euros(typed)
    except NumberError:
        amount = _highest(file)[0]
    return [each for each in shown_findings(file.granting(amount)) if each.blocks]


def _typed(form: StepForm | None) -> str:
    return form.montant.data or "" if isinstance(form, GrantForm) else ""


def _words(state: DossierState, file: OpenFile) -> str:
    again = state is _S.EN_INSTRUCTION and file.dossier.state is not _S.DEPOSEE
    return _AGAIN if again else _WORDS[state][0]


def _route(state: DossierState) -> str:
    if state in DECISIONS:
        return "accord" if state is _S.ACCORDEE else "refus"
    return "versement" if state in PAYING else "etape"


def _who(permission: Permission) -> str:
    """Return the roles of a Caf that a permission belongs to, in French."""
    roles = [role for role in Role if role in OF_A_CAF and permission in PERMISSIONS[role]]
    return enumeration([role.label.lower() for role in roles])
