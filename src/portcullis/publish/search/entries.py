"""What can be found: one entry for each page, or part of a page, that answers a question.

In: gathered facts, the store, posts. Out: `Entry`s, in an order that does not change between runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt

from portcullis.store import Store, queries
from portcullis.vocabulary.news import Post

from ..gathered import Gathered
from ..pages.agreement import FAMILY
from ..pages.area import area_path
from ..pages.duties import GROUPS
from ..pages.forecast import PATH as FORECAST
from ..pages.forecast import TEXTS
from ..pages.glossary import PATH, glossary
from ..pages.guides import guides
from ..pages.implied import PATH as IMPLIED
from ..pages.implied import SUMMARY, TITLE
from ..pages.money import ENGLAND_PATH, GRANT_PATH, SCENARIOS_PATH
from ..pages.money import PATH as MONEY
from ..pages.prose import CITE

Row = dict[str, Any]
#: Kinds of entries and their headings, in the order in which they are shown.
KINDS = {
    "council": "Councils", "agreement": "Agreements", "measure": "Measures", "guide": "Guides",
    "term": "Words explained", "duty": "Duties", "case": "Judgments", "condition": "Conditions of agreements",
    "event": "Timeline", "news": "News",
}  # fmt: skip


class Entry(NamedTuple):
    """Something to find. `also` holds words that lead here and are not shown."""

    kind: str
    title: str
    also: str
    text: str
    address: str
    date: str = ""


def entries(g: Gathered, store: Store, posts: Sequence[Post]) -> list[Entry]:
    """Everything, by kind, each with the words that lead to it."""
    found = [
        *_councils(g), *_agreements(g), *_targets(g), *_measures(g), *_reading(posts), *_forecast(g), *_money(g),
        *_law(store), *_events(g),
    ]  # fmt: skip
    order = list(KINDS)
    return [_clean(entry) for entry in sorted(found, key=lambda e: (order.index(e.kind), e.title, e.address, e.text))]


def _councils(g: Gathered) -> Iterator[Entry]:
    for code, area in g.areas.items():
        if area["status"] != "current":
            continue
        before = g.predecessors.get(code, [])
        text = f"{area['type']} in {area['region']}." if area["region"] else f"{area['type']}."
        if before:
            text += f" It followed {' and '.join(before)}."
        also = [*area["other_names"].split("|"), *before, code, area["dfe_code"] or ""]
        yield Entry("council", area["name"], " ".join(also), text, area_path(area))


def _agreements(g: Gathered) -> Iterator[Entry]:
    for a in g.agreements:
        home = f"agreements/{a['slug']}/"
        what = "the refused Safety Valve bid" if a["kind"] == "refused_bid" else "the Safety Valve agreement"
        gaps = " ".join(f"Not known yet: {gap['what']}" for gap in a["gaps"])
        text = " ".join(filter(None, (a["summary"], a["latest"], gaps)))
        yield Entry("agreement", f"{a['name']}: {what}", a["round"], text, home, a["signed"] or a["published"])
        for row in a["conditions"]:
            title = f"{a['name']}: {_small(FAMILY[row['family']])}"
            text = f"{row['text']}. {row['target_text']}" if row["target_text"] else row["text"]
            yield Entry("condition", title, "condition target undertaking", text, f"{home}#conditions")


def _targets(g: Gathered) -> Iterator[Entry]:
    if g.agreements:
        also = "targets implied cuts agreements numbers conditions safety valve"
        yield Entry("guide", TITLE, also, SUMMARY, IMPLIED)


def _measures(g: Gathered) -> Iterator[Entry]:
    for identity, row in g.indicators.items():
        also = f"measure indicator {row['topic']} {identity.replace('_', ' ')}"
        text = " ".join(filter(None, (row["definition"], row["note"])))
        yield Entry("measure", row["label"], also, text, f"measures/{identity}/")


def _reading(posts: Sequence[Post]) -> Iterator[Entry]:
    for guide in guides():
        text = f"{guide.summary} {plain(guide.body)}"
        yield Entry("guide", guide.title, f"guide {guide.slug}", text, guide.path)
    for section in glossary()[1]:
        for entry in section.entries:
            also = f"glossary {' '.join(entry.words)}"
            yield Entry("term", entry.term, also, plain(entry.text), f"{PATH}#{entry.anchor}")
    for post in posts:
        text = f"{post.summary} {plain(post.body)}"
        yield Entry("news", post.title, f"news {post.author}", text, post.path, post.date.isoformat())


def _forecast(g: Gathered) -> Iterator[Entry]:
    if g.forecast_about:
        text = "A projection of EHC plans for England and each council, with its range and how wrong it was before."
        yield Entry(
            "guide", "How many children will need plans", "forecast projection future demand model", text, FORECAST
        )
        for below, title, summary in TEXTS.values():
            yield Entry("guide", title, "forecast model method", summary, FORECAST + below)


def _money(g: Gathered) -> Iterator[Entry]:
    text = "What councils may owe, what the stability grant may cover, and what if: projections with their ranges."
    also = "projection future deficit model simulator cliff override"
    yield Entry("guide", "Money: what may come", also, text, MONEY)
    if not g.outlooks:
        return
    for title, also, text, address in (
        ("What England may owe, beside what others say", "OBR CCN IFS NAO national deficit forecast",
         "Our sums beside those of the OBR, the County Councils Network, the IFS and government.", ENGLAND_PATH),
        ("The stability grant: who gains, and who paid before", "HNSG write-off 90% per pupil share of each council",
         "What each council may get, beside what it paid in, had received or had cleared before.", GRANT_PATH),
    ):  # fmt: skip
        yield Entry("guide", title, also, text, address)
    for slug, scenario in g.scenarios.items():
        yield Entry("guide", f"Scenario: {_small(scenario['title'])}", "what if policy dial assumption",
                    f"{scenario['explains']} {scenario['caution']}", f"{SCENARIOS_PATH}#{slug}")  # fmt: skip


def _law(store: Store) -> Iterator[Entry]:
    home: dict[str, str] = {}
    for duty in queries.duties(store):
        address = f"duties/{duty['id']}/"
        law = " ".join(f"{part['instrument']} {part['provision']}" for part in json.loads(duty["law"]))
        text = " ".join(duty[name] for name in ("duty", "why_it_matters", "trigger", "lawful_counterpart"))
        group = GROUPS.get(duty["group_name"], duty["group_name"])
        yield Entry("duty", duty["title"], f"duty law {group} {law}", text, address)
        for key in filter(None, duty["cases"].split("|")):
            home.setdefault(key, f"{address}#case-{key}")
    for case in store.rows("select * from legal_case order by key"):
        also = f"case judgment {case['citation']} {case['court']} {case['year'] or ''}"
        text = " ".join(filter(None, (case["holding"], case["note"])))
        yield Entry("case", case["name"], also, text, home.get(case["key"], "duties/"), str(case["year"] or ""))


def _events(g: Gathered) -> Iterator[Entry]:
    for row in g.events:
        codes = [code for code in row["authorities"].split("|") if code in g.areas]
        also = f"event timeline {row['kind'].replace('_', ' ')} {' '.join(g.areas[c]['name'] for c in codes)}"
        yield Entry("event", row["title"], also, row["summary"], f"timeline/#event-{row['id']}", row["date"])


def plain(markdown: str) -> str:
    """The words of a Markdown text, without marks, addresses and numbers of sources."""
    words = []
    for token in MarkdownIt("commonmark", {"html": False}).enable("table").parse(CITE.sub("", markdown)):
        if token.type == "inline":
            words += [child.content or " " for child in token.children or ()] + [" "]
    return " ".join("".join(words).split())


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _clean(entry: Entry) -> Entry:
    """No control characters, and the title once more without apostrophes: readers leave them out."""
    kind, title, also, text, address, date = (" ".join(_printable(part).split()) for part in entry)
    joined = " ".join(word.replace("'", "").replace("’", "") for word in title.split() if "'" in word or "’" in word)
    return Entry(kind, title, f"{also} {joined}".strip(), text, address, date)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
