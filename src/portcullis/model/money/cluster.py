"""The same work on a Dask cluster: councils in parts, each on whichever worker is free.

In: the address of a scheduler (extra `cluster`). Out: a `spread` for `project`. Numbers are those of one machine: draws
are named by council and purpose, and whole pounds are added.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .errors import MoneyError
from .fitted import Fitted
from .policy import Policy
from .project import Part, Progress, work

if TYPE_CHECKING:
    from distributed import Client

Spread = Callable[[Fitted, list[list[str]], list[Policy], dict[str, Any], Progress | None], list[Part]]
#: How long to wait for a scheduler, in seconds.
PATIENCE_S = 10


@contextmanager
def cluster(address: str) -> Generator[Client]:
    """A client of the scheduler at `address`. Raises MoneyError where the extra is missing or nobody answers."""
    try:
        from distributed import Client
    except ImportError:
        raise MoneyError("a cluster needs the extra `cluster`: pip install 'portcullis-send[cluster]'") from None
    try:
        client = Client(address, timeout=PATIENCE_S)
    except (OSError, ValueError) as error:
        raise MoneyError(f"no scheduler answers at {address}: {error}") from None
    try:
        yield client
    finally:
        client.close()


def pieces(client: Client) -> int:
    """In how many parts to cut the work: a few for each worker, so that none waits long for the last."""
    return max(4 * len(client.scheduler_info()["workers"]), 1)


def spread_over(client: Client) -> Spread:
    """A `spread` that sends parts to the workers of `client`."""

    def spread(
        fitted: Fitted, lists: list[list[str]], policies: list[Policy], options: dict[str, Any],
        progress: Progress | None,
    ) -> list[Part]:  # fmt: skip
        from distributed import as_completed

        held = client.scatter(fitted, broadcast=True)
        places = {
            client.submit(_work, held, codes, policies, options, pure=False): place for place, codes in enumerate(lists)
        }
        found: list[Part | None] = [None] * len(lists)
        done, total = 0, sum(map(len, lists))
        for future, part in as_completed(places, with_results=True):
            found[places[future]] = part
            done += len(lists[places[future]])
            if progress:
                progress(done, total)
        return [part for part in found if part is not None]

    return spread


def _work(fitted: Fitted, codes: list[str], policies: list[Policy], options: dict[str, Any]) -> Part:
    return work(fitted, codes, policies, options, lambda: None)
