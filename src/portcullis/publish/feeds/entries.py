"""What happened, as entries of a feed: events, posts, corrections.

In: gathered facts, and the address of the feed (links are relative to it where the copy has no address of its own).
Out: `Entry`s. Each says where it comes from, and says so when its day is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from portcullis.vocabulary import PeriodKind, date_text, period_text
from portcullis.vocabulary.news import Post

from ..charts.format import show
from ..gathered import Gathered
from ..pages.area import area_path
from .atom import Entry
from .names import address, doubt, first_day, tag

Row = dict[str, Any]
#: A correction may touch a whole region: so many of its values are told.
VALUES_TOLD = 12


def sourced(g: Gathered, *said: str, sources: Iterable[str]) -> str:
    """Sentences, and then the sources with their days."""
    names = [source_words(g, identity) for identity in sources if identity]
    if names:
        said = (*said, f"{'Source' if len(names) == 1 else 'Sources'}: {'; '.join(names)}.")
    return " ".join(filter(None, said))


def source_words(g: Gathered, identity: str) -> str:
    """Publisher, title and day of a source."""
    source = g.sources[identity]
    parts = [source["publisher"], source["title"], date_text(source["published"]) if source["published"] else ""]
    return ", ".join(filter(None, parts))


def event_entries(g: Gathered, events: Iterable[Row], origin: str) -> Iterator[Entry]:
    """The national timeline, or a part of it."""
    for event in events:
        unsure = "" if event["confidence"] == "high" else "We are not sure of every detail."
        yield Entry(
            id=tag(g.site, "event", event["id"]),
            title=event["title"],
            day=first_day(event["date"]),
            summary=sourced(g, event["summary"], doubt(event["date"]), unsure, sources=event["sources"].split("|")),
            link=address(g.site, f"timeline/#event-{event['id']}", origin=origin),
            categories=(event["kind"],),
        )


def news_entries(g: Gathered, posts: Sequence[Post], origin: str) -> Iterator[Entry]:
    """Posts by whoever runs this copy."""
    for post in posts:
        yield Entry(
            id=tag(g.site, "news", f"{post.date.isoformat()}-{post.slug}"),
            title=post.title,
            day=post.date,
            summary=post.summary,
            link=address(g.site, post.path, origin=origin),
            categories=("news",),
            author=post.author,
        )


def correction_entries(g: Gathered, origin: str, touching: str = "") -> Iterator[Entry]:
    """One entry for each correction; with `touching`, only those that touch this authority, and its values alone."""
    groups: dict[str, list[Row]] = {}
    for row in g.corrections.values():
        if not touching or row["observation"].split(":")[1] == touching:
            groups.setdefault(row["id"], []).append(row)
    for identity, rows in groups.items():
        head = rows[0]
        told = [_value(g, row) for row in rows[:VALUES_TOLD]]
        more = f"And {len(rows) - VALUES_TOLD} more." if len(rows) > VALUES_TOLD else ""
        said = (head["what"], head["why"], *told, more, doubt(head["made"]))
        yield Entry(
            # What is told of one council is another entry than the whole.
            id=tag(g.site, "correction", f"{identity}:{touching}" if touching else identity),
            title=f"Correction: {head['what']}",
            day=first_day(head["made"]),
            summary=sourced(g, *said, sources=[head["source"]]),
            link=address(g.site, f"corrections/#{identity}", origin=origin),
            categories=("correction",),
        )


def _value(g: Gathered, row: Row) -> str:
    """'Barnsley, new EHC plans, 2022: published 6,078, we show 319.'"""
    identity, code, period, _ = row["observation"].split(":", 3)
    indicator = g.indicators[identity]
    when = period_text(period, PeriodKind(indicator["period_kind"]))
    place = g.areas[code]["name"] if code in g.areas else code
    before = show(row["value_published"], indicator["unit"], indicator["decimals"])
    if row["action"] == "flag":
        return f"{place}, {indicator['label']}, {when}: {before} is marked as in doubt."
    after = show(row["value_shown"], indicator["unit"], indicator["decimals"])
    return f"{place}, {indicator['label']}, {when}: published {before}, we show {after}."


def agreement_entries(g: Gathered, agreement: Row, origin: str) -> Iterator[Entry]:
    """What happened to one agreement, and each state that it was last known to be in."""
    path = f"agreements/{agreement['slug']}/"
    area = g.areas[agreement["authority"]]
    link = address(g.site, f"{path}#timeline", origin=origin)
    seen: dict[str, int] = {}
    for event in agreement["events"]:
        known = event["date"] or event["not_before"] or event["not_after"] or agreement["compiled"]
        name = f"{agreement['slug']}:{known}:{event['kind']}"
        seen[name] = seen.get(name, 0) + 1
        unsure = doubt(known) if event["date"] else f"The day is not known: {event['date_note'] or _window(event)}."
        yield Entry(
            id=tag(g.site, "agreement-event", name if seen[name] == 1 else f"{name}:{seen[name]}"),
            title=f"{area['name']}: {event['what']}",
            day=first_day(known),
            summary=sourced(g, _ended(event["what"]), unsure, sources=event["sources"].split("|")),
            link=link,
            categories=(event["kind"],),
        )
    for state in filter(lambda row: row["as_of"], agreement["states"]):
        word = state["value"].replace("_", " ")
        yield Entry(
            id=tag(g.site, "agreement-state", ":".join([agreement["slug"], *(state[part] for part in _STATE)])),
            title=f"{area['name']}: {state['question']}, {word}",
            day=first_day(state["as_of"]),
            summary=sourced(g, state["why"], doubt(state["as_of"]), sources=state["sources"].split("|")),
            link=address(g.site, f"{path}#states", origin=origin),
            categories=("state", state["question"]),
        )


_STATE = ("question", "value", "as_of")


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _window(event: Row) -> str:
    after = f"not before {date_text(event['not_before'])}" if event["not_before"] else ""
    before = f"not after {date_text(event['not_after'])}" if event["not_after"] else ""
    return ", ".join(filter(None, (after, before))) or "no source dates it"


def area_link(g: Gathered, code: str, anchor: str, origin: str) -> str:
    """The address of a part of a council's page."""
    return address(g.site, f"{area_path(g.areas[code])}#{anchor}", origin=origin)
