"""``flask --app portal coverage``: who lives near an open place, by EPCI, and where nobody does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import click

from portal.cli.context import now, projection, settings
from portal.domain.coverage import RADII_KM, Measure
from portal.domain.days import day_in_paris
from portal.domain.french import NBSP
from portal.domain.territory import Territory
from portal.services.coverage import (
    Question,
    Scope,
    Survey,
    UnknownScopeError,
    caf_scope,
    country,
    departement_scope,
    report,
    survey,
)
from portal.services.coverage.roads import by_road, nearest_by_road
from portal.services.coverage.routing import Router, RoutingFailureError
from portal.services.dossiers.funded import funded_on
from portal.services.dossiers.rule_figures import rule_figures
from portal.store.db import db

_LEAST_KM, _MOST_KM = 1, 200


@click.command("coverage")
@click.option("--departement", metavar="CODE", help="Un département (par défaut : le pays).")
@click.option("--caf", metavar="CODE", help="Les départements d’une Caf.")
@click.option(
    "--rayon",
    "radii",
    type=float,
    multiple=True,
    metavar="KM",
    help="Distance, de 1 à 200 km ; plusieurs possibles (par défaut : 15 et 30).",
)
@click.option(
    "--distance",
    metavar="route|vol",
    help="Par la route (par défaut où ROUTING_URL désigne un serveur) ou à vol d’oiseau.",
)
@click.option("--json", "as_json", is_flag=True, help="Écrit le résultat en JSON.")
def coverage_command(
    departement: str | None,
    caf: str | None,
    radii: tuple[float, ...],
    distance: str | None,
    as_json: bool,
) -> None:
    """Montrer, par Epci, la population, les lieux, et qui habite près d’un lieu ouvert."""
    for radius in radii:
        if not _LEAST_KM <= radius <= _MOST_KM:
            _stop(f"Rayon{NBSP}: écrivez de {_LEAST_KM} à {_MOST_KM}{NBSP}km.")
    if departement is not None and caf is not None:
        _stop("Choisissez un département ou une Caf, pas les deux.")
    measure = _measure(distance)
    territory, today = projection().territory, day_in_paris(now())
    question = Question(
        scope=_scope(territory, departement, caf),
        start=today,
        radii_km=tuple(dict.fromkeys(radii)) or RADII_KM,
        funded=funded_on(db.session(), today),
        demonstration=settings().demo,
        rules=rule_figures(settings()),
    )
    found = survey(db.session(), territory, question)
    if measure is Measure.ROAD:
        found = _along_roads(found, territory)
    content = report(found, territory)
    if as_json:
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(content)))


def _measure(asked: str | None) -> Measure:
    """Return what distances are measured along: roads, where they are known and nobody declines."""
    known = bool(settings().routing_url)
    if asked is None:
        return Measure.ROAD if known else Measure.STRAIGHT
    if asked not in set(Measure):
        _stop(f"Distance{NBSP}: écrivez «{'» ou «'.join(Measure)}».")
    if asked == Measure.ROAD and not known:
        _stop(f"Distance{NBSP}: ROUTING_URL ne désigne aucun serveur, choisissez «vol».")
    return Measure(asked)


def _along_roads(straight: Survey, territory: Territory) -> Survey:
    """Return the survey by road, or as it is where the server fails: that is told."""
    router = Router(settings().routing_url)
    try:
        return by_road(straight, nearest_by_road(straight, territory, router, _untold))
    except RoutingFailureError:
        click.echo(
            f"Les distances par la route ne sont pas connues{NBSP}: le serveur de calcul n’a pas"
            " répondu. Tout est dit à vol d’oiseau.",
            err=True,
        )
        return straight
    finally:
        router.close()


def _untold(_done: int, _total: int) -> None:
    """Tell nobody how far it is: there is nothing else to do meanwhile."""


def _scope(territory: Territory, departement: str | None, caf: str | None) -> Scope:
    try:
        if departement is not None:
            return departement_scope(territory, departement)
        return country() if caf is None else caf_scope(db.session(), caf)
    except UnknownScopeError as error:
        _stop(str(error))


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)


def _lines(content: dict[str, Any]) -> Iterator[str]:
    """Yield the survey as people read it."""
    radii = [f"{radius:g}{NBSP}km" for radius in content["methode"]["rayons_km"]]
    yield f"Couverture{NBSP}: {content['territoire']['nom']}, {content['methode']['distance']}"
    heads = ("Population", "Lieux", "Ouverts", "Financés", "½ j./sem.", "Arrêts", *radii)
    yield f"{'Epci':<44}{''.join(f'{head:>11}' for head in heads)}  Centre social"
    for line in content["epci"]:
        social = "oui" if line["centre_social"] else "aucun connu"
        yield f"{_short(line['nom']):<44}{_cells(line)}  {social}"
    yield f"{'Ensemble':<44}{_cells(content['total'])}"
    names = {line["code"]: line["nom"] for line in content["epci"]}
    blank = [names[code] for code in content["zones_blanches"]]
    yield f"Zones blanches, par priorité{NBSP}: {f'{NBSP}; '.join(blank) or 'aucune'}"
    best = content["meilleur_emplacement"]
    if best:
        yield (
            f"Un lieu de plus servirait le plus d’habitants à {best['commune']}"
            f" ({best['code_insee']}){NBSP}: {best['population_gagnee']} de plus"
            f" à {best['rayon_km']:g}{NBSP}km, {best['distance']}"
        )


def _cells(line: dict[str, Any]) -> str:
    """Return the figures of a line; what is unknown is a question mark, never zero."""
    told = line["demi_journees"]
    known = f"≥{NBSP}{line['demi_journees_connues']}" if line["demi_journees_connues"] else "?"
    cells = [
        line["population"],
        line["lieux"],
        line["lieux_ouverts"],
        line["lieux_finances"],
        known if told is None else told,
        line["arrets_itinerants"],
        *(_percent(each["part"]) for each in line["couverture"]),
    ]
    return "".join(f"{cell!s:>11}" for cell in cells)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}".replace(".", ",").replace("%", f"{NBSP}%")


def _short(name: str) -> str:
    return name if len(name) <= 43 else f"{name[:42]}…"
