"""One field for each kind of fact. Nothing chosen means unknown, which is never read as «no»."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import DateField, RadioField, SelectChoice, SelectField, TextAreaField, ValidationError
from wtforms.validators import Optional

from portal.domain.labels import LabelledEnum
from portal.domain.referentiel.words import NO_NETWORK
from portal.web.admin.forms.dossier_amounts import NumberField, read_euros, written_euros
from portal.web.admin.forms.typed_fields import Boxes
from portal.web.forms.filters import clean_text

YES, NO, NONE = "oui", "non", "aucun"
UNKNOWN = SelectChoice("", "Non renseigné")
_ANSWERS: Mapping[str, bool] = {YES: True, NO: False}
_WORDS = {True: YES, False: NO, None: ""}
_LONGEST, _MOST = 500, 40
_YEARS = range(1900, 2200)


class YesNoField(RadioField):  # type: ignore[misc]  # WTForms has no types
    """A question: yes, no, or nobody said."""

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        answers = [SelectChoice(YES, "Oui"), SelectChoice(NO, "Non"), UNKNOWN]
        super().__init__(label, choices=answers, default="", **options)

    @property
    def value(self) -> bool | None:
        """The answer, None where nobody said."""
        return _ANSWERS.get(self.data)

    @staticmethod
    def shown(value: Any) -> str:  # noqa: ANN401 - a fact
        """Return a fact as the data of the field."""
        return _WORDS[value]


class NetworkField(RadioField):  # type: ignore[misc]
    """Part taken in the local network, where there is one."""

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        nowhere = SelectChoice(NO_NETWORK, "Pas de réseau local")
        answers = [SelectChoice(YES, "Oui"), SelectChoice(NO, "Non"), nowhere, UNKNOWN]
        super().__init__(label, choices=answers, default="", **options)

    @property
    def value(self) -> bool | str | None:
        """The answer, None where nobody said."""
        return NO_NETWORK if self.data == NO_NETWORK else _ANSWERS.get(self.data)

    @staticmethod
    def shown(value: Any) -> str:  # noqa: ANN401 - a fact
        """Return a fact as the data of the field."""
        return NO_NETWORK if value == NO_NETWORK else _WORDS[value]


class WordField(SelectField):  # type: ignore[misc]
    """One word of a closed set."""

    def __init__(
        self,
        label: str,
        words: type[LabelledEnum],
        **options: Any,  # noqa: ANN401 - as in WTForms
    ) -> None:
        self._words = words
        pairs = [SelectChoice(each.value, each.label) for each in words]
        options.setdefault("default", "")
        super().__init__(label, choices=[UNKNOWN, *pairs], **options)

    @property
    def value(self) -> LabelledEnum | None:
        """The word, None where nobody said."""
        return self._words(self.data) if self.data else None

    @staticmethod
    def shown(value: Any) -> str:  # noqa: ANN401 - a fact
        """Return a fact as the data of the field."""
        return value or ""


class WordsField(Boxes):
    """Several words. What is stored and not offered stays; «Aucun» says that there is none."""

    before: tuple[str, ...] = ()

    def __init__(
        self,
        label: str,
        words: Mapping[str, str],
        **options: Any,  # noqa: ANN401 - as in WTForms
    ) -> None:
        super().__init__(label, **options)
        self._words = {**words, NONE: "Aucun"}

    def know(self, before: tuple[str, ...] | None) -> None:
        """Offer the words, given the fact as it was."""
        self.before = before or ()
        self.offer(self._words.items())

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Refuse «Aucun» beside something else."""
        del form
        if NONE in (self.data or ()) and len(self.data) > 1:
            raise ValidationError("choisissez «Aucun», ou bien les autres réponses")

    @property
    def value(self) -> tuple[str, ...] | None:
        """What is ticked; nothing ticked is unknown."""
        ticked = self.chosen(self.before)
        if ticked == (NONE,):
            return ()
        unseen = [slug for slug in self.before if slug not in self._words]
        return (*ticked, *unseen) or None

    @staticmethod
    def shown(value: Any) -> list[str]:  # noqa: ANN401 - a fact
        """Return a fact as the data of the field."""
        return [NONE] if value == () else [str(each) for each in value or ()]


class LinesField(TextAreaField):  # type: ignore[misc]
    """Several texts, one a line; «aucun» alone says that there is none."""

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        attributes = {"rows": 3, "maxlength": 4000}
        super().__init__(label, filters=[clean_text], render_kw=attributes, **options)

    @property
    def _lines(self) -> list[str]:
        return [" ".join(line.split()) for line in (self.data or "").splitlines() if line.strip()]

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401 - as in WTForms
        """Refuse what is too long to be kept."""
        del form
        if len(self._lines) > _MOST or any(len(line) > _LONGEST for line in self._lines):
            raise ValidationError(f"{_MOST} lignes au plus, de {_LONGEST} caractères au plus")

    @property
    def value(self) -> tuple[str, ...] | None:
        """The lines; none is unknown."""
        lines = self._lines
        return () if [line.casefold() for line in lines] == [NONE] else tuple(lines) or None

    @staticmethod
    def shown(value: Any) -> str:  # noqa: ANN401 - a fact
        """Return a fact as the data of the field."""
        return NONE if value == () else "\n".join(value or ())


class DayField(DateField):  # type: ignore[misc]
    """A day, as browsers send it or as people type it."""

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        formats = ["%Y-%m-%d", "%d/%m/%Y"]
        super().__init__(label, format=formats, validators=[Optional()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or refuse it with its reason."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("écrivez la date comme 24/12/2026") from None
        if self.data is not None and self.data.year not in _YEARS:
            raise ValueError("relisez l’année de cette date")

    @property
    def value(self) -> date | None:
        """The day, None where none was typed."""
        return self.data  # type: ignore[no-any-return]  # WTForms has no types

    @staticmethod
    def shown(value: Any) -> object:  # noqa: ANN401 - a fact
        """Return a fact as the data of the field."""
        return value


class EurosField(NumberField):
    """An amount in euros."""

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - as in WTForms
        super().__init__(label, read_euros, **options)

    @staticmethod
    def shown(value: Any) -> str:  # noqa: ANN401 - a fact
        """Return a fact as the data of the field."""
        return written_euros(value)
