"""A page of the pieces that all pages are made of: the scale of type, colours, spaces, the mark, and each macro.

In: gathered facts (for the one piece that draws real councils, the map). Out: `Page`. Every piece is printed by the
macro that the site uses, from the very words that are shown as its call, and sizes and colours are read from the style
sheet: the page cannot say other than what is. The council in it, Wexmoor, is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..gathered import Gathered
from .environment import Page, environment, relative
from .figures import Shown
from .home import MAPPED
from .look import colours, spaces, type_scale
from .maps import measure_map
from .measures import newest_table
from .samples import SOURCE, samples

PATH = "about/components/"
_IMPORTS = '{% import "macros.html" as m %}{% import "parts.html" as parts %}'


@dataclass(frozen=True, slots=True)
class Component:
    """One piece: name, when to use it, and its call. `once`: a page may have it once only, and this page's own is the
    example."""

    name: str
    use: str
    call: str
    once: bool = False

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return "piece-" + self.name.lower().replace(" ", "-")


COMPONENTS = (
    Component(
        "Label", "Beside every figure that is not plain: how sure a reader may be. Word, border and sign differ, not "
        "colour alone.", "{% for name in labels %}{{ m.tag(name) }} {% endfor %}",
    ),
    Component("Meaning of the labels", "Once on a page that has labels, at its end.", "{{ m.tag_key() }}"),
    Component(
        "Figure", "Every number that stands alone. Never without its source; the bare value and the id go with it.",
        "{{ m.figure('£67.2m', 'confirmed', 'Wexmoor Council, May 2025', '#source-wexmoor', value=67200000) }}",
    ),
    Component(
        "Figure as headline", "The one number that a section is about.",
        "{{ m.figure('£67.2m', 'confirmed', 'Wexmoor Council, May 2025', '#source-wexmoor', "
        "value=67200000, big=true) }}",
    ),
    Component(
        "Projected figure", "Anything that has not happened yet: slanted, with a dashed line, so that it never looks "
        "like a fact.",
        "{{ m.figure('£81m', 'projected', 'Wexmoor Council, May 2025', '#source-wexmoor', value=81000000) }}",
    ),
    Component(
        "Figure in doubt", "A published value that we doubt. It stays as published; the note says why.",
        "{{ m.figure('12', 'suspect', 'Wexmoor Council, May 2025', '#source-wexmoor', value=12, "
        "note='The return looks incomplete.') }}",
    ),
    Component(
        "Facts", "A few figures side by side, each under its label.",
        "{{ parts.fact_list(facts) }}",
    ),
    Component(
        "Facts in words", "The same where the answer is a sentence.",
        "{% call m.facts() %}{% call m.fact('Payments') %}Stopped in 2024.{% endcall %}{% endcall %}",
    ),
    Component(
        "Answer", "First on a page, before any chart: what this means, in short sentences made from the data.",
        "{% call m.answer('What this means in Wexmoor') %}{{ parts.groups(groups) }}{% endcall %}",
    ),
    Component(
        "Sentences", "Sentences of at most 25 words, one to a paragraph. Each number keeps its id.",
        "{{ parts.sentences(sentences) }}",
    ),
    Component(
        "Table", "Figures to look up. The caption says what they are; numbers stand on the right; what is missing has "
        "its reason. A wide one scrolls in its own box.",
        "{{ parts.table(table) }}",
    ),
    Component(
        "Table that stacks", "A table whose last columns are words. On a phone each row becomes a block, and screen "
        "readers still hear a table.",
        "{{ parts.table(stacked) }}",
    ),
    Component(
        "Line chart", "A measure over years. The heading is the message; words at the line end take the place of a "
        "key; a line of dots marks a change of method. Then a sentence, the table, the file.",
        "{{ m.chart(line, 4) }}",
    ),
    Component("Bar chart", "A few amounts side by side.", "{{ m.chart(bars, 4) }}"),
    Component(
        "Dots with intervals", "Councils beside each other: by name, never a rank, with what chance alone may explain.",
        "{{ parts.charts([dots], 4) }}",
    ),
    Component("Sparkline", "A trend inside a line of text; the value stands beside it.", "Plans: {{ spark }} 2,900"),
    Component(
        "Map of tiles", "One share for all councils, each of one size. Only with a table of the same figures beside "
        "it. This one is not invented: it is the map of the front page.",
        "{% if map %}{{ parts.tile_map(map, 4) }}<details><summary>The same as a table, by name</summary>"
        "{{ parts.table(map_table) }}</details>{% endif %}",
    ),
    Component(
        "Notice", "A finding of our checks on a figure of this page. It asks, and says why it may be innocent.",
        "{{ m.notice(error, '../../audit/') }}{{ m.notice(warning) }}",
    ),
    Component(
        "Findings of a page", "All of them, the smaller ones folded away.",
        "{{ parts.findings([note], url, 'What our checks found in Wexmoor') }}",
    ),
    Component(
        "Gap", "What we looked for and did not find, said as such, with a way to help.",
        "{{ m.gap('How much Wexmoor was promised.', '../../report/') }}",
    ),
    Component("Time line", "Dated events, oldest first.", "{{ m.timeline(events) }}"),
    Component(
        "Details", "What some readers need and most do not. Never the answer itself. It opens in print.",
        "<details><summary>How we worked this out</summary><p>The deficit, divided by the grant.</p></details>",
    ),
    Component(
        "Search", "Once on every page: in the head, or large where finding a council is the task.",
        "<div class=\"search-big\">{{ m.search_box(url('search/')) }}</div>",
    ),
    Component(
        "Figures as of a day", "On the page of a council or a measure: the same as it was known on a day. A plain "
        "form, which needs no script.", "{{ parts.as_of_form('#', '2022-06-30') }}",
    ),
    Component(
        "Figures as of a day, of anything", "Where the page is about neither.", "{{ parts.as_of_any('#') }}",
    ),
    Component(
        "Dial", "In the simulator: one assumption, with what it means, where it usually stands and how sure that is. "
        "A mistake stands beside its field, and what was typed is kept.",
        "{{ parts.dial(dial) }}{{ parts.dial(wrong_dial) }}",
    ),
    Component("Mark", "A gate raised half-way. Ours: not the crowned portcullis of Parliament.", "{{ m.mark() }}"),
    Component(
        "Breadcrumbs", "At the top of every page but the first. This page’s own are the example.",
        "{{ m.breadcrumbs([('Home', url('')), ('About', url('about/')), ('Components', '')]) }}", once=True,
    ),
    Component(
        "List of sources", "Last on every page with figures. This page’s own is the example.",
        "{{ m.source_list(sources) }}", once=True,
    ),
)  # fmt: skip


def components_page(g: Gathered) -> Page:
    """Everything above, printed."""
    url = relative(PATH)
    shown = Shown(g, url)
    mapped = measure_map(shown, MAPPED) if MAPPED in g.indicators else None
    given = samples() | {
        "url": url, "map": mapped, "map_table": newest_table(shown, MAPPED) if mapped else None,
        "labels": ["confirmed", "reported", "disputed", "derived", "projected", "suspect"],
    }  # fmt: skip
    printed = {c.name: environment().from_string(_IMPORTS + c.call).render(**given).strip() for c in COMPONENTS}
    context: dict[str, Any] = {
        "title": "Components", "description": "The type, colours and pieces that these pages are made of.",
        "pieces": [(c, "" if c.once else Markup(printed[c.name])) for c in COMPONENTS],  # noqa: S704 - our templates
        "crumbs": Markup(printed["Breadcrumbs"]),  # noqa: S704
        "sizes": type_scale(), "spaces": spaces(), "colours": colours(), "mapped": mapped is not None,
        "least": min(min(c.light_contrast, c.dark_contrast) for c in colours() if c.ground),
        "sources": [SOURCE, *shown.sources()],
    }  # fmt: skip
    return Page(PATH, "components.html", context, active="about/")
