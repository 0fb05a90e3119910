"""Sentences that are made from data, on every page of every kind: short, and as easy to read as the guides.

What the register says in its own words (a condition, a case, an event) is not judged here: it is a fact as entered.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portcullis.publish.pages.glossary import terms
from portcullis.publish.words.sentence import MAX_WORDS
from tests.unit.reading.readability import grade, plain, sentences, without

ANSWER = r'<section class="answer".*?</section>'
CHART = r'<section class="chartblock".*?<p class="chartdesc">.*?</p>'
MAP = r'<section class="mapblock">.*?</p>'
ACT = r'<section aria-labelledby="act">.*?</section>'
#: What targets would have asked; headings, numbers and sources in it are as the register has them.
TARGETS = r'(?<=<div class="told">).*?(?=</div>)'
OUTLOOK = r'<section aria-labelledby="outlook">.*?<p class="src">'
AHEAD = r'<section aria-labelledby="ahead">.*?<div class="scroll"'
WHY = r'<section aria-labelledby="why">.*?</section>'
FAIR = r'<section aria-labelledby="fair">.*?<ul>'
RESULT = r"<h3>What it gives for England</h3>\s*<p>.*?</p>"
#: Pages, what is made from data on them, and the highest school grade (grade + 5 is the age) of all of it together.
MADE = {
    "council": ("areas/*/*/index.html", ANSWER, 4.5),
    "council, charts": ("areas/*/*/index.html", CHART, 6.5),
    "council, what to do": ("areas/*/*/index.html", ACT, 4.5),
    "council beside others": ("areas/*/*/neighbours/index.html", CHART, 8.0),
    "chart for other sites": ("embed/areas/*/*/index.html", CHART, 6.5),
    "council, money ahead": ("areas/*/*/index.html", OUTLOOK, 6.0),
    "agreement, money ahead": ("agreements/*/index.html", AHEAD, 6.5),
    "money": ("money/index.html", ANSWER, 6.5),
    "England beside others": ("money/england/index.html", f"{ANSWER}|{CHART}|{WHY}", 6.5),
    "stability grant": ("money/grant/index.html", f"{ANSWER}|{FAIR}", 6.5),
    "scenarios": ("money/scenarios/index.html", RESULT, 6.5),
    "agreement": ("agreements/*/index.html", ANSWER, 6.5),
    "agreements": ("agreements/index.html", ANSWER, 5.5),
    "agreement, targets": ("agreements/*/index.html", TARGETS, 6.5),
    "measure": ("measures/*/index.html", CHART, 6.5),
    "measure, map": ("measures/*/index.html", MAP, 6.5),
    "home": ("index.html", ANSWER, 5.0),
    "home, chart and map": ("index.html", f"{CHART}|{MAP}", 7.0),
    "duty": ("duties/*/index.html", r'<div class="notice.*?</div>|<dl class="facts">.*?</dl>', 6.5),
}  # fmt: skip
#: Pages written by us, without data: all of their paragraphs.
WRITTEN = ["about/index.html", "report/index.html", "guides/index.html", "about/components/index.html"]


def told(text: str, pattern: str) -> list[str]:
    """Sentences of the parts of a page; drawings, tables and folded words are not sentences."""
    out = []
    for part in re.findall(pattern, text, re.DOTALL):
        part = part.replace("</summary>", "</p>")
        part = re.sub(r"<(svg|table|pre|code)\b.*?</\1>", "", part, flags=re.DOTALL)
        out += sentences(re.sub(r"[^\S\n]+", " ", plain(part)))
    return [" ".join(s.split()) for s in out]


@pytest.mark.parametrize("kind", sorted(MADE))
def test_sentences_are_short_and_easy(site: Path, kind: str) -> None:
    pages, pattern, hardest = MADE[kind]
    found: list[str] = []
    for path in sorted(site.glob(pages)):
        found += told(path.read_text(encoding="utf-8"), pattern)
    assert len(found) >= 3
    assert [s for s in dict.fromkeys(found) if len(s.split()) > MAX_WORDS][:5] == []
    assert grade(without(" ".join(dict.fromkeys(found)), terms())) <= hardest


@pytest.mark.parametrize("page", WRITTEN)
def test_what_we_wrote_ourselves_is_short_and_easy(site: Path, page: str) -> None:
    found = told((site / page).read_text(encoding="utf-8"), r"<main.*?</main>")
    assert [s for s in found if len(s.split()) > MAX_WORDS][:5] == []
    assert grade(without(" ".join(found), terms())) <= 6.5
