"""What was settled by eye, and why: kept as data, so that a reader can tell it from what was computed.

In: nothing. Out: `PINS`, cells held during the search, and `MOVED`, cells changed after it. Column and row from 0.
"""

from __future__ import annotations

Spots = dict[str, tuple[int, int, str]]

_SOUTH_EAST = "the South East stays one piece round the foot of London"

#: Held during the search, or it leaves Kent beside Essex, where London pushes it.
PINS: Spots = {
    "E10000016": (12, 18, "Kent lies south of the Thames"),
    "E06000035": (12, 17, "Medway goes with Kent"),
    "E10000011": (11, 18, "East Sussex joins Kent to the rest of the South East"),
}

#: Changed after the search, all at once.
MOVED: Spots = {
    "E06000044": (6, 17, f"Portsmouth: {_SOUTH_EAST}"),
    "E06000046": (5, 16, "Isle of Wight: between Southampton and Portsmouth"),
    "E10000030": (7, 17, f"Surrey, below Richmond and beside Kingston: {_SOUTH_EAST}"),
    "E10000032": (7, 18, f"West Sussex, below Surrey: {_SOUTH_EAST}"),
    "E06000043": (8, 18, f"Brighton and Hove: {_SOUTH_EAST}"),
    "E10000011": (9, 18, f"East Sussex: {_SOUTH_EAST}"),
    "E10000016": (10, 18, f"Kent: {_SOUTH_EAST}"),
    "E06000035": (11, 18, f"Medway: {_SOUTH_EAST}"),
    "E09000026": (12, 13, "Redbridge: between Waltham Forest and Havering, not outside Essex"),
    "E06000034": (12, 12, "Thurrock: beside Essex, above the boroughs that it adjoins"),
    "E06000033": (13, 12, "Southend-on-Sea: east of Thurrock, on the coast"),
    "E09000030": (11, 15, "Tower Hamlets: beside the City, north of the river"),
    "E09000011": (12, 15, "Greenwich: beside Bexley"),
    "E09000028": (11, 16, "Southwark: south of the river, beside Lambeth"),
    "E09000023": (12, 16, "Lewisham: below Greenwich, above Bromley"),
}
