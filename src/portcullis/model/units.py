"""The areas that can be followed for years: councils as they are, and the areas that were reorganised, joined.

In: the store's code table. Out: `Unit`s. 150 of them carry the backtest: where a council was abolished, split or
merged, all that came before and after stand together under the register's combined area.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portcullis.vocabulary import ENGLAND

if TYPE_CHECKING:
    from portcullis.store import Store

__all__ = ["ENGLAND", "Unit", "councils", "joined_of", "units"]


@dataclass(frozen=True, slots=True)
class Unit:
    """An area with one long series: its code, name, and every code whose figures add up to it in some year."""

    code: str
    name: str
    members: tuple[str, ...]


def units(store: Store) -> list[Unit]:
    """The areas of the backtest, by code: present councils, with those of a combined area replaced by it."""
    members = _members(store)
    taken = {code for codes in members.values() for code in codes}
    names = {row["code"]: row["name"] for row in store.rows("select code, name from authority")}
    alone = [Unit(code, names[code], (code,)) for code in councils(store) if code not in taken]
    joined = [Unit(code, names[code], tuple(sorted(codes))) for code, codes in members.items()]
    return sorted(alone + joined, key=lambda unit: unit.code)


def councils(store: Store) -> list[str]:
    """Codes of the present councils, sorted."""
    rows = store.rows("select code from authority where status = 'current' order by code")
    return [row["code"] for row in rows]


def joined_of(store: Store) -> dict[str, str]:
    """Each council of a combined area, present or gone, with the code of that area."""
    return {code: joined for joined, codes in _members(store).items() for code in codes}


def _members(store: Store) -> dict[str, list[str]]:
    rows = store.rows(
        """select c.any_code, c.code from authority_code c join authority a on a.code = c.code
           where c.relation = 'member' and a.status = 'combined' order by c.code, c.any_code"""
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["code"], []).append(row["any_code"])
    return found
