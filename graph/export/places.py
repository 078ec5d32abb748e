"""Network with communities -> a place in the plane for each thing: communities as discs, on a larger disc.

Own arithmetic instead of a force layout: it needs no numpy and gives the same numbers on every machine.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

_TURN = math.pi * (3 - math.sqrt(5))
"""The golden angle: things on a sunflower keep their distance."""
_DISTANCE = 20.0


def place_communities(communities: Sequence[int]) -> list[tuple[float, float]]:
    """(x, y) for each thing, in their order, in pixels around (0, 0); two things are never at one place."""
    members: dict[int, list[int]] = defaultdict(list)
    for place, community in enumerate(communities):
        members[community].append(place)
    found = [(0.0, 0.0)] * len(communities)
    area = 0.0
    for number, community in enumerate(sorted(members)):
        radius = _DISTANCE * (1 + math.sqrt(len(members[community])))
        area += (2 * radius) ** 2 / math.pi
        middle = (math.sqrt(area) if number else 0.0, number * _TURN)
        x, y = middle[0] * math.cos(middle[1]), middle[0] * math.sin(middle[1])
        for rank, place in enumerate(members[community]):
            far, angle = _DISTANCE * math.sqrt(rank), rank * _TURN
            found[place] = (round(x + far * math.cos(angle), 2), round(y + far * math.sin(angle), 2))
    return found
