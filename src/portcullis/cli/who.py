"""Whom a person means: an authority, an agreement or a measure by name, old name or code.

In: what was typed. Out: the row of the store; `Misuse` with suggestions where it is not known or could be several.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .errors import Misuse

if TYPE_CHECKING:
    from portcullis.store import Store

Row = dict[str, Any]
SHOWN = 8
#: Councils that are gone, regions, combined areas and England have figures of their own too.
ANYBODY = ("current", "abolished", "aggregate", "combined")


def authority(store: Store, text: str, *, statuses: tuple[str, ...] = ("current",)) -> Row:
    """The authority. `statuses`: kinds that may be named (a council that is gone has figures of its own)."""
    from portcullis.store import queries

    by_code = queries.area(store, text.strip().upper()) or queries.area(store, text.strip())
    if by_code and by_code["status"] in statuses:
        return by_code | {"through": None}
    for status in statuses:
        if same := [row for row in queries.areas(store, status) if _is_named(row, text)]:
            return same[0] | {"through": None}
    if by_code:  # known, but gone or a sum of others: those that followed it are meant
        followed = [row | {"through": by_code["name"]} for row in queries.successors(store, by_code["code"])]
        return _only(store, text, followed)
    return _only(store, text, queries.find_areas(store, text))


def _only(store: Store, text: str, found: list[Row]) -> Row:
    if len(found) == 1:
        return found[0]
    if not found:
        raise Misuse(f"no council here is called {text!r}. {_near(text, _names(store))}".rstrip())
    lines = [
        f"  {row['name']} ({row['code']})" + (f", which followed {row['through']}" if row["through"] else "")
        for row in found[:SHOWN]
    ]
    more = f"\n  and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    raise Misuse(f"{text!r} could be any of these; name one, or give its code:\n" + "\n".join(lines) + more)


def _is_named(row: Row, text: str) -> bool:
    names = [row["name"], *filter(None, row["other_names"].split("|"))]
    return _bare(text) in {_bare(name) for name in names}


def _bare(name: str) -> str:
    """A name without 'City of', 'London Borough of' and the like, where anything is left without them."""
    from portcullis.store.queries import NOISE
    from portcullis.vocabulary import slugify

    words = slugify(name).split("-")
    return "-".join([word for word in words if word not in NOISE] or words)


def _names(store: Store) -> list[str]:
    rows = store.rows("select name, other_names from authority where status in ('current', 'abolished') order by name")
    return [name for row in rows for name in (row["name"], *filter(None, row["other_names"].split("|")))]


def _near(text: str, known: Iterable[str]) -> str:
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(text.casefold(), folded, n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(folded[name] for name in close)}?" if close else ""


def agreement_slug(store: Store, text: str) -> str:
    """The agreement of the council that is meant."""
    from portcullis.store import queries

    rows = queries.agreements(store)
    for row in rows:
        if text.strip().lower() == row["slug"]:
            return row["slug"]
    council = authority(store, text)
    if slug := queries.agreement_of(store, council["code"]):
        return slug
    raise Misuse(
        f"{council['name']} signed no Safety Valve agreement that is known here. "
        f"`portcullis council {council['slug']}` says what is known about it"
    )


def indicator(store: Store, text: str) -> Row:
    """The measure with this id."""
    from portcullis.store import queries

    known = {row["id"]: row for row in queries.indicators(store)}
    if text in known:
        return known[text]
    wanted = text.casefold().replace("-", "_").replace(" ", "_")
    inside = [name for name in known if wanted in name]
    hint = _near(wanted, known) or (f"Those with it inside: {', '.join(inside[:SHOWN])}" if inside else "")
    raise Misuse(f"no measure has the id {text!r}. {hint}".rstrip())


def day(text: str) -> Any:
    """The last day that a partial date can mean: 2025 is 31 December 2025."""
    from portcullis.vocabulary import span

    try:
        return span(text)[1]
    except ValueError as error:
        raise Misuse(f"--as-of: {error}") from None
