"""A chart as a picture that stands alone when it is passed on.

In: an `Offer` and gathered facts. Out: SVG (the drawing with its colours) and PNG (with message, sentence, source,
period and date on it).
"""

from __future__ import annotations

from portcullis.vocabulary import date_text

from ..charts import standalone
from ..gathered import Gathered
from ..paper.facts import LABELS, clipped
from ..paper.picture import print_chart, ratio
from ..paper.press import breakable, print_png
from .offer import Offer, source_words

TEMPLATE = "chart.typ"
_MOST_SOURCES = 4


def picture_svg(offer: Offer) -> bytes:
    """The drawing as a file of its own; its title names subject and message."""
    return standalone(offer.block.svg, f"{offer.subject}. {offer.message}").encode()


def picture_png(offer: Offer, g: Gathered) -> bytes:
    """1200 pixels wide, as high as it needs; the same bytes for the same register."""
    svg = print_chart(offer.block.svg, offer.message)
    named = source_words(offer)
    more = f" and {len(named) - _MOST_SOURCES} more" if len(named) > _MOST_SOURCES else ""
    shown = {
        "subject": clipped(offer.subject, 90), "message": offer.message, "told": offer.block.told,
        "source": f"{'; '.join(named[:_MOST_SOURCES])}{more}", "period": offer.period,
        "definition": clipped(offer.indicator["definition"], 240), "site": clipped(g.site.name, 40),
        "shown": f"{str(g.site.address).rstrip('/')}/{offer.page}".partition("://")[2] if g.site.address else "",
    }  # fmt: skip
    days = {"data_to": date_text(g.site.data_to)}
    kind = LABELS["projected"] if offer.projected else ""
    return print_png(TEMPLATE, breakable(shown) | days | {"svg": svg, "ratio": ratio(svg), "kind": kind})
