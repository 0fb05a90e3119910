"""Markdown from anybody: no raw HTML, no pictures, no link that runs or leads astray; what is cited is numbered."""

from __future__ import annotations

import html.parser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portcullis.publish.pages.prose import References, prose

HOSTILE = [
    "<script>alert(1)</script>", "<div onclick=alert(1)>x</div>", "<img src=x onerror=alert(1)>", "<!-- c -->",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#x0A;script:alert(1))", "[x](data:text/html,x)",
    "[x](vbscript:x)", "[x](file:///etc/passwd)", "[x](//evil.example/)", "[x](/\\evil.example)", "[x](../../../etc/)",
    "![x](https://evil.example/pixel.png)", "![x][r]\n\n[r]: https://evil.example/p.png", "<javascript:alert(1)>",
    '[x](https://a.example/ "onmouseover=alert(1)")', '[x](https://a.example/"onmouseover="alert(1))',
    "[x](<javascript:alert(1)>)", "<svg/onload=alert(1)>", "<iframe src=//evil.example>", "&lt;script&gt;",
    "`</code><script>alert(1)</script>`", "```\"><script>\nx\n```", "# <b onclick=x>h</b>", "[x](figure:nothing)",
    "[^nothing]", "[^<script>]", "| <b> | [x](javascript:1) |\n|---|---|\n| <i> | 2 |", "[x](mailto:a@b.example?bcc=c)",
    "[x]: javascript:alert(1)\n\n[x]", "[<img src=x>](areas/)", "a\u202eb",
    "x" * 5000, "[" * 2000, "*" * 3000, "> " * 200 + "x",
]  # fmt: skip
TAGS = {
    "p", "a", "span", "data", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "h2", "h3",
    "h4", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class Read(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1]))

    def handle_comment(self, data):
        self.tags.add("comment")


def read(text: str, refs: References | None = None) -> Read:
    parser = Read()
    parser.feed(str(prose(text, refs or References(lambda path: "../" + path)).html))
    return parser


def harmless(parser: Read) -> None:
    assert parser.tags <= TAGS
    assert parser.attributes <= {"href", "rel", "class", "id", "value", "data-figure", "start", "style"}
    for link in parser.links:
        assert link.startswith(("https://", "http://", "mailto:", "../", "#source-")), link
    steps = [b - a for a, b in zip([1, *parser.headings], parser.headings, strict=False)]
    assert max(steps, default=0) <= 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text):
    harmless(read(text))
    harmless(read(f"- {text}\n\n> {text}\n"))


@given(st.text(alphabet=st.sampled_from(list("[]()<>!^:#`*_|-=\"'&;/\\ \nabcjhtps.javascript")), max_size=120))
@settings(max_examples=300, deadline=None)
def test_no_text_at_all_gets_through(text):
    harmless(read(text))


def test_headings_begin_below_the_title_and_never_skip():
    assert read("###### a\n\n# b\n\n##### c\n\n###### d\n").headings == [2, 2, 3, 4]


def test_two_headings_with_one_name_have_two_anchors():
    assert [anchor for anchor, _ in prose("## A\n\n## A\n", References(str)).headings] == ["part-a", "part-a-2"]


def test_sources_are_numbered_in_the_order_in_which_they_are_cited():
    refs = References(str, sources={"b_1": {}, "a_1": {}})
    html = prose("One. [^b_1] Two. [^a_1] Three. [^b_1]", refs).html
    assert list(refs.cited) == ["b_1", "a_1"]
    assert html.count('<a href="#source-b_1">source 1</a>') == 2
    assert '<a href="#source-a_1">source 2</a>' in html


def test_a_source_that_is_not_there_is_said_so():
    refs = References(str)
    assert "source not in this copy" in prose("One. [^b_1]", refs).html
    assert refs.missing == ["b_1"]


def test_a_figure_carries_its_value_and_id_and_a_forecast_is_marked():
    row = {"value": 90.0, "claim_class": "confirmed"}
    refs = References(str, figures={"event:x:y": row, "event:x:z": row | {"claim_class": "projected"}})
    assert '<data value="90" data-figure="event:x:y">90%</data>' in prose("[90%](figure:event:x:y)", refs).html
    for text in ("[90%](forecast:event:x:y)", "[90%](figure:event:x:z)"):
        assert '<span class="fig-projected"><data value="90"' in prose(text, refs).html


def test_a_verb_is_no_term_and_a_capital_begins_a_sentence():
    refs = References(str, terms={"SEND": "send", "deficit": "deficit"})
    html = prose("Deficit: send it. SEND is here. SEND again, deficit again.", refs).html
    assert html.count("<a ") == 2
    assert ">Deficit</a>" in html
    assert ">SEND</a> is here" in html


def test_no_term_is_linked_inside_a_link_or_a_heading():
    refs = References(str, terms={"DSG": "dsg"})
    html = prose("## DSG\n\n[the DSG](areas/)", refs).html
    assert "glossary" not in html
