"""The parameters of a search for places, as an address carries them."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from portal.domain.listing import NATIONAL, Access
from portal.domain.vocabulary import Facet
from portal.services.directory import Directory

LONGEST = 200
LAST_PAGE = 10_000
MOST_PER_PAGE = 100
HALF_EARTH_KM = 20_038.0
SEVERAL = frozenset({"type", "theme", "public", "departement", "acces"})
"""The parameters that may be given several times: any of their values will do."""
_SINGLE = ("gratuit", "accessible", "anonyme", "finance")

Text = Annotated[str, Field(max_length=LONGEST)]
Yes = Annotated[str | None, Field(pattern="^oui$")]


class PlaceParameters(BaseModel):
    """What may be asked of ``/lieux`` and ``/api/v1/lieux``; validated against a directory.

    Pass ``context={"directory": …}`` to ``model_validate``: it knows the slugs that exist.
    """

    model_config = ConfigDict(frozen=True)

    q: Text = ""
    lieu: Text | None = None
    code_insee: Annotated[str | None, Field(pattern=r"^[0-9][0-9AB][0-9]{3}$")] = None
    lat: Annotated[float | None, Field(ge=-90, le=90, allow_inf_nan=False)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180, allow_inf_nan=False)] = None
    rayon_km: Annotated[float | None, Field(gt=0, le=HALF_EARTH_KM, allow_inf_nan=False)] = None
    type: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    departement: tuple[str, ...] = ()
    acces: tuple[str, ...] = ()
    gratuit: Yes = None
    accessible: Yes = None
    anonyme: Yes = None
    finance: Yes = None
    moment: Annotated[str | None, Field(max_length=20)] = None
    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1
    par_page: Annotated[int, Field(ge=1, le=MOST_PER_PAGE)] = 20

    @field_validator(*SEVERAL)
    @classmethod
    def _known(cls, values: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        context: dict[str, Directory] = info.context or {}
        allowed = _allowed(context["directory"], str(info.field_name)) if values else ()
        for value in values:
            if value not in allowed:
                raise PydanticCustomError("inconnu", f"valeur inconnue : «{value[:60]}»")
        return values

    @model_validator(mode="after")
    def _whole_position(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise PydanticCustomError("position", "lat et lon vont ensemble")
        return self

    @property
    def filters(self) -> dict[str, frozenset[str]]:
        """The filters under the names of the index's facets, empty ones left out."""
        several = {name: frozenset(getattr(self, name)) for name in sorted(SEVERAL)}
        single = {name: frozenset(filter(None, [getattr(self, name)])) for name in _SINGLE}
        return {name: values for name, values in (several | single).items() if values}


def _allowed(directory: Directory, name: str) -> frozenset[str] | tuple[str, ...]:
    if name == "acces":
        return tuple(Access)
    if name == "departement":
        return frozenset({*directory.territory.departements, NATIONAL})
    return directory.vocabulary.slugs(Facet(name))
