"""Populations that the source lacks: Mayotte had its own census, in 2017."""

from __future__ import annotations

POPULATIONS_2017 = {
    "97601": 5192,  # Acoua
    "97602": 13989,  # Bandraboua
    "97603": 10282,  # Bandrele
    "97604": 6189,  # Bouéni
    "97605": 8295,  # Chiconi
    "97606": 8920,  # Chirongui
    "97607": 15848,  # Dembeni
    "97608": 17831,  # Dzaoudzi
    "97609": 5507,  # Kani-Kéli
    "97610": 32156,  # Koungou
    "97611": 71437,  # Mamoudzou
    "97612": 7705,  # Mtsamboro
    "97613": 6432,  # M'Tsangamouji
    "97614": 10203,  # Ouangani
    "97615": 11442,  # Pamandzi
    "97616": 11156,  # Sada
    "97617": 13934,  # Tsingoni
}
"""Municipal populations, INSEE, census of 2017 authenticated by decree n° 2017-1688."""

TOTAL_2017 = 256518
"""The total that the same publication gives."""
