"""Notes which facts each piece of work reads, so that a later build makes again only what a change touches.

In: look-ups. Out: look-ups that note every key asked for, and a digest of each fact. A fact is named by the field of
`Gathered` and the key in it; `*` stands for all keys of a field, for whoever goes through them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

T = TypeVar("T")
#: A fact: "areas|E10000016", "series|ehc_plans|E10000016", "events|*".
Fact = str
ALL = "*"


class Reads:
    """The facts that the piece of work at hand has read; nothing is noted between pieces."""

    def __init__(self) -> None:
        self._noted: set[Fact] | None = None

    def note(self, field: str, key: object = ALL) -> None:
        """One fact was read."""
        if self._noted is not None:
            self._noted.add(fact(field, key))

    def during(self, work: Callable[[], T]) -> tuple[T, set[Fact]]:
        """What `work` returns, and the facts that it read."""
        self._noted = noted = set()
        try:
            return work(), noted
        finally:
            self._noted = None


def fact(field: str, key: object = ALL) -> Fact:
    """The name of a fact."""
    return f"{field}|{'|'.join(map(str, key))}" if isinstance(key, tuple) else f"{field}|{key}"


class Watched(dict[Any, Any]):
    """A dict that notes what is asked of it. A key that is not there is an answer too."""

    def __init__(self, reads: Reads, field: str, content: Mapping[Any, Any]) -> None:
        super().__init__(content)
        self._reads, self._field = reads, field

    def __getitem__(self, key: Any) -> Any:
        self._reads.note(self._field, key)
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """As of a dict; the key is noted."""
        self._reads.note(self._field, key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._reads.note(self._field, key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[Any]:
        self._reads.note(self._field)
        return super().__iter__()

    def __len__(self) -> int:
        self._reads.note(self._field)
        return super().__len__()

    def keys(self) -> Any:
        """As of a dict; all keys are noted."""
        self._reads.note(self._field)
        return super().keys()

    def values(self) -> Any:
        """As of a dict; all keys are noted."""
        self._reads.note(self._field)
        return super().values()

    def items(self) -> Any:
        """As of a dict; all keys are noted."""
        self._reads.note(self._field)
        return super().items()


def digests(field: str, content: Mapping[Any, Any]) -> Iterator[tuple[Fact, str]]:
    """A digest of each fact of a field, and of all of them together, in the order in which they stand."""
    whole = hashlib.blake2b(digest_size=8)
    for key, value in content.items():
        name, digest = fact(field, key), digest_of(value)
        whole.update(f"{name}\n{digest}\n".encode())
        yield name, digest
    yield fact(field), whole.hexdigest()


def digest_of(value: object) -> str:
    """A digest of what is written of a value; rows, findings and dates are written in full."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def differing(before: Mapping[Fact, str], now: Mapping[Fact, str]) -> set[Fact]:
    """The facts that are not what they were."""
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
