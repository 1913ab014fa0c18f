"""Samples of the pages to browse by: themes, départements, communes."""

from __future__ import annotations

from collections.abc import Iterator

from portal.services.browsing import communes_by_epci
from portal.web.public.browse_page import EpciView
from portal.web.public.languages import language
from portal.web.public.samples.sample import Family, Sample
from portal.web.public.samples.world import World

_CREUSE = "23"
_SHOWN = 3


def _browse_epcis(world: World) -> Iterator[Sample]:
    territory = world.directory.territory
    epcis = tuple(
        EpciView(epci, territory.epcis[epci].name, communes[:_SHOWN])
        for epci, communes in communes_by_epci(territory, _CREUSE).items()
        if epci is not None
    )
    yield Sample("deux intercommunalités", (epcis[:2], language().root))


def _browse_near(_world: World) -> Iterator[Sample]:
    yield Sample("pour un thème", (language().root, "repit", "Voir les lieux"))
    yield Sample("pour tous", (language().root, "", "Voir les lieux près de chez moi"))


def _browse_trail(_world: World) -> Iterator[Sample]:
    root = language().root
    steps = [(f"{root}/", "Accueil"), (f"{root}/departements", "Départements")]
    yield Sample("trois marches", (steps, "Creuse"))


BROWSE = Family(
    "Parcourir",
    {
        "browse_trail": _browse_trail,
        "browse_near": _browse_near,
        "browse_epcis": _browse_epcis,
    },
    right_to_left=frozenset({"browse_trail", "browse_epcis"}),
)
