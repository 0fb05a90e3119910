"""The small server: pages, search and the API of one build (floor 5).

In: a build folder. Out: `create_app` for any ASGI server, and `serve` for this machine.
"""

from .app import create_app
from .serve import PortTaken, serve

__all__ = ["PortTaken", "create_app", "serve"]
