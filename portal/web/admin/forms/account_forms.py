"""The forms of sign-in and of one's own account."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from portal.web.forms.filters import clean_line

LONGEST_MAIL = 254
_SHORT = Length(max=60, message="Code : celui-ci est trop long.")


class AccountForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """A form whose first wrong field takes what the service refused."""

    def problems(self) -> list[tuple[str, str]]:
        """Return what is wrong: the anchor of each field, and its first message."""
        return [(entry.id, str(entry.errors[0])) for entry in self if entry.errors]

    def refuse(self, name: str, message: str) -> None:
        """Say beside a field why the form was not taken."""
        self[name].errors = [message]


def _mail_field() -> EmailField:
    return EmailField(
        "Courriel",
        filters=[clean_line],
        validators=[
            InputRequired("Courriel : écrivez votre adresse professionnelle."),
            Length(max=LONGEST_MAIL, message="Courriel : cette adresse est trop longue."),
        ],
        render_kw={"required": True, "autocomplete": "username", "maxlength": LONGEST_MAIL},
    )


def _password_field(label: str, *, new: bool, help_text: str = "") -> PasswordField:
    return PasswordField(
        label,
        description=help_text,
        validators=[InputRequired(f"{label} : écrivez-le.")],
        render_kw={
            "required": True,
            "autocomplete": "new-password" if new else "current-password",
        },
    )


def _code_field(label: str, help_text: str) -> StringField:
    return StringField(
        label,
        description=help_text,
        filters=[clean_line],
        validators=[
            InputRequired("Code : écrivez-le."),
            Length(max=60, message="Code : trop long."),
        ],
        render_kw={"required": True, "autocomplete": "one-time-code", "inputmode": "numeric"},
    )


_GOOD = (
    "12 caractères ou plus, lettres, chiffres, signes ou espaces. "
    "Quatre mots sans rapport entre eux font un bon mot de passe."
)


class SignInForm(AccountForm):
    """Mail and password; ``suite`` is where to go then."""

    courriel = _mail_field()
    mot_de_passe = _password_field("Mot de passe", new=False)
    suite = HiddenField()


class CodeForm(AccountForm):
    """The code of the second step."""

    code = _code_field("Code", "Les six chiffres que votre application affiche en ce moment.")


class RecoveryCodeForm(AccountForm):
    """A recovery code, in the place of the code of an application."""

    code = StringField(
        "Code de secours",
        description="Un des dix codes que vous avez gardés. Chacun ne sert qu’une fois.",
        filters=[clean_line],
        validators=[
            InputRequired("Code : écrivez-le."),
            Length(max=60, message="Code : trop long."),
        ],
        render_kw={
            "required": True,
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


class ForgottenForm(AccountForm):
    """Whose password is forgotten."""

    courriel = _mail_field()


class NewPasswordForm(AccountForm):
    """A password chosen by whoever was sent a link."""

    mot_de_passe = _password_field("Nouveau mot de passe", new=True, help_text=_GOOD)


class ChangePasswordForm(AccountForm):
    """The password in use, and the next."""

    actuel = _password_field("Mot de passe actuel", new=False)
    nouveau = _password_field("Nouveau mot de passe", new=True, help_text=_GOOD)


class ConfirmPasswordForm(AccountForm):
    """One's password once more, before what is sensitive."""

    mot_de_passe = _password_field("Mot de passe", new=False)
    suite = HiddenField()


class ConfirmCodeForm(AccountForm):
    """One's code once more, before what is sensitive."""

    code = _code_field("Code de votre application", "Ou un code de secours.")
    suite = HiddenField()
