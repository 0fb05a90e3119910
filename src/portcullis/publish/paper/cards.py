"""Cards: the picture that stands for a page when somebody shares it, 1200 by 630.

In: gathered facts. Out: PNG bytes, and the words that say the same for `og:image:alt`. One figure with its period,
label, source and date; never a rank, and no figure that we doubt.
"""

from __future__ import annotations

from typing import Any

from portcullis.vocabulary import ENGLAND, date_text

from ..charts.format import number, show
from ..gathered import Gathered
from ..pages.area import DEFICIT
from ..pages.figures import short_publisher, tag_of, when
from .facts import LABELS, clipped
from .press import breakable, print_png

Row = dict[str, Any]
TEMPLATE = "card.typ"
HOME_PATH = "cards/home.png"


def card(g: Gathered, code: str) -> bytes:
    """The card of a council's page."""
    return print_png(TEMPLATE, card_data(g, code))


def agreement_card(g: Gathered, slug: str) -> bytes:
    """The card of the page of an agreement or a refused bid. Raises KeyError for a slug that is not there."""
    return print_png(TEMPLATE, agreement_card_data(g, slug))


def home_card(g: Gathered) -> bytes:
    """The card of the home page, and of any page that has none of its own."""
    return print_png(TEMPLATE, home_card_data(g))


def card_path(code: str) -> str:
    """Where the card of a council stands in the site."""
    return f"cards/{code}.png"


def agreement_card_path(slug: str) -> str:
    """Where the card of an agreement stands in the site."""
    return f"cards/agreements/{slug}.png"


def card_words(data: Row) -> str:
    """What the card says, for those who do not see it."""
    figure = f": {data['value']} {data['what']}".rstrip() if data["value"] else f": {data['what']}"
    return f"{data['name']}{figure}. {data['source']}".strip().replace("\u200b", "")


def card_data(g: Gathered, code: str) -> Row:
    """The balance of the schools grant if there is a sound one, else the number of plans, else no figure."""
    area = g.areas[code]
    balance, plans = g.latest(DEFICIT, code), g.latest("ehc_plans", code)
    if balance and balance["status"] != "suspect":
        side = "deficit" if balance["value"] > 0 else "surplus" if balance["value"] < 0 else "balance"
        what = f"schools grant {side} on {when(balance, g)}"
        return _data(g, area["name"], show(abs(balance["value"]), "gbp"), what, _source(g, balance), tag_of(balance))
    return _plans(g, area["name"], plans, "children and young people with an EHC plan")


def agreement_card_data(g: Gathered, slug: str) -> Row:
    """The money promised, where a source gives it; a refused bid says that it was one."""
    agreement = g.agreement_by_slug[slug]
    name = g.areas[agreement["authority"]]["name"]
    if agreement["kind"] == "refused_bid":
        what = "asked for a Safety Valve agreement, and the government refused"
        return _data(g, name, "Refused", what, "", "")
    known = [v for v in agreement["versions"] if v["total_gbp"] is not None]
    if not known:
        return _data(g, name, "", "Safety Valve agreement: how much was promised is not known yet", "", "")
    version = known[-1]
    source = g.sources[version["sources"].split("|")[0]]
    day = date_text(source["published"]) if source["published"] else "date not known"
    until = f" to {version['end_year']}" if version["end_year"] else ""
    what = f"promised{until} if it met the terms of its Safety Valve agreement"
    words = f"{short_publisher(source['publisher'])}, {day}"
    return _data(g, name, show(version["total_gbp"], "gbp"), what, words, "reported")


def home_card_data(g: Gathered) -> Row:
    """The number of plans in England."""
    what = "children and young people in England with an EHC plan"
    return _plans(g, g.site.name, g.latest("ehc_plans", ENGLAND), what)


def _plans(g: Gathered, name: str, row: Row | None, what: str) -> Row:
    if row is None or row["status"] == "suspect":
        return _data(g, name, "", "What was signed, what is owed, and what became of it", "", "")
    return _data(g, name, number(row["value"]), f"{what} in {when(row, g)}", _source(g, row), tag_of(row))


def _source(g: Gathered, row: Row) -> str:
    source = g.sources[row["source"]]
    day = row["published"] or source["published"]
    return f"{short_publisher(source['publisher'])}, {date_text(day) if day else 'date not known'}"


def _data(g: Gathered, name: str, value: str, what: str, source: str, tag: str) -> Row:
    words = {"name": clipped(name, 90), "value": value, "what": what, "source": clipped(source, 80)}
    return breakable(words) | {
        "tag": LABELS.get(tag, tag), "projected": tag == "projected", "site": clipped(g.site.name, 40),
    }  # fmt: skip
