"""Serves a build on this machine until it is stopped.

In: a build folder, and where to listen. Out: nothing; `on_ready` is told the address. Nothing is logged but
failures, and those without addresses of readers and without what they typed.
"""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from .app import create_app

FIRST_PORT = 8000
TRIED = 20
#: A long search term gets a page that says so, not a broken connection.
LONGEST_REQUEST = 2_000_000


class PortTaken(OSError):
    """Nothing can listen there; the message says what to do."""


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(
    build_dir: Path,
    host: str = "127.0.0.1",
    port: int | None = None,
    *,
    forecasts: Path | None = None,
    on_ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve until interrupted. Raises PortTaken, and FileNotFoundError when nothing has been built.

    Without `port`, the first free one from 8000 on is taken. `forecasts` is the folder of frozen forecasts.
    """
    listener = listen(host, port)
    try:
        config = uvicorn.Config(
            create_app(build_dir, forecasts=forecasts), log_config=None, log_level="warning", access_log=False,
            server_header=False, proxy_headers=False, h11_max_incomplete_event_size=LONGEST_REQUEST,
            timeout_graceful_shutdown=5, backlog=512,
        )  # fmt: skip
        address = _address(host, listener.getsockname()[1])
        with contextlib.suppress(KeyboardInterrupt):
            _Server(config, lambda: on_ready(address)).run([listener])
    finally:
        listener.close()


def listen(host: str, port: int | None) -> socket.socket:
    """A socket bound to the port, or to the first free one. Raises PortTaken."""
    wanted = range(FIRST_PORT, FIRST_PORT + TRIED) if port is None else (port,)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in wanted:
        # The protocol is named so that asyncio turns Nagle off: otherwise every answer waits 40 ms for an ACK.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen(512)
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise PortTaken(f"cannot listen on {_address(host, number)}: {error.strerror}") from None
        except OverflowError:
            listener.close()
            raise PortTaken(f"{number} is not a port: choose one from 1024 to 65535") from None
        else:
            listener.set_inheritable(True)
            return listener
    if port is None:
        raise PortTaken(f"ports {FIRST_PORT} to {FIRST_PORT + TRIED - 1} are all taken: choose another with --port")
    raise PortTaken(f"port {port} is taken: stop what runs there, or choose another with --port")


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
