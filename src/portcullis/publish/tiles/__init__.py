"""The equal-area tile map of the authorities: the layout, the picture, its key and the sentences that say the same."""

from .classes import class_of, classes, describe_map, finest_of
from .data import Spot, Tile, layout
from .draw import tile_key, tile_map

__all__ = ["Spot", "Tile", "class_of", "classes", "describe_map", "finest_of", "layout", "tile_key", "tile_map"]
