"""A chart to take away: its figures as rows, a Vega-Lite spec, and pictures that stand alone.

In: gathered facts and an address. Out: rows, a spec, SVG and PNG; the server makes each when it is asked for.
"""

from .compare import compare_offer
from .forecast import forecast_offer
from .offer import Offer, offer_of
from .picture import picture_png, picture_svg
from .rows import COLUMNS
from .spec import SCHEMA, spec_of

__all__ = [
    "COLUMNS",
    "SCHEMA",
    "Offer",
    "compare_offer",
    "forecast_offer",
    "offer_of",
    "picture_png",
    "picture_svg",
    "spec_of",
]
