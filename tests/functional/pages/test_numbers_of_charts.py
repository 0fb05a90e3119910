"""Every number of a chart traces to its figure: in the drawing, in its heading, and in the sentences beside it.

A number stands bare only where it is nobody's figure. What may, and why, is the list `BARE`; what it is not on fails.
"""

from __future__ import annotations

import html.parser
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portcullis.publish.charts.format import MINUS
from portcullis.publish.pages.charts import TOLD

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "rect"}
#: Numbers that are no figures. Axis labels are the fifth exception: they stand in a group of class "ax".
BARE = (
    r"\b(?:19|20)\d\d(?:-\d\d)?\b",  # years
    r"\b(?:31 March|1 April|30 June)\b",  # days
    r"\b\d+ (?:of \d+ )?(?:councils?|others|of the years)\b",  # how many councils or years stand on the page
    r"\b(?:80|95) of 100\b",  # how wide a range is meant to be
    # How many figures by others stand on the page, and on which side.
    r"\b\d+ (?:figures? by others|agrees? with our range|lies? (?:above|below) it)\b",
    # The same, in the words of a comparison.
    r"\b\d+ (?:(?:is|are) clearly above|clearly below|cannot be told apart)\b",
)
NUMBER = re.compile(rf"{MINUS}?£?\d[\d,]*(?:\.\d+)?(?:%|bn|m)?")


class Charts(html.parser.HTMLParser):
    """Texts of charts and maps, each with the id that it names ("" for none) and whether it is an axis label."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.stack.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A stroke: it says nothing."""

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.stack]
        classes = {word for _, found in self.stack for word in found.get("class", "").split()}
        told = "chartdesc" in classes or ("mapblock" in classes and tags[-1:] in (["p"], ["data"]))
        heading = "chartblock" in classes and any(re.fullmatch("h[1-6]", tag) for tag in tags)
        if ("svg" in tags or told or heading) and "ax" not in classes and data.strip():
            named = [found.get("data-figure") or found.get("data-from") for _, found in reversed(self.stack)]
            self.texts.append((data, next(filter(None, named), ""), "svg" if "svg" in tags else "told"))


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, list[tuple[str, str, str]]]:
    out = {}
    for path in sorted(site.rglob("*.html")):
        if path.parent.name == "components":
            continue  # its numbers are invented, and it says so
        text = path.read_text(encoding="utf-8")
        if 'class="chart"' in text or 'class="tm"' in text:
            seen = Charts()
            seen.feed(text)
            out[path.relative_to(site).as_posix()] = seen.texts
    return out


@pytest.fixture(scope="module")
def names(open_real) -> re.Pattern[str]:
    """Names of measures and reasons of breaks: "New plans made within 20 weeks" holds a number that is part of it."""
    rows = open_real.rows("select label, breaks from indicator")
    words = {told.title for told in TOLD.values()}
    for row in rows:
        label = row["label"].partition(" (positive")[0]
        words |= {
            row["label"],
            label,
            label.removesuffix(" (%)"),
            *(part for change in json.loads(row["breaks"] or "[]") for part in (change["why"], *_parts(change["why"]))),
        }
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True) if re.search(r"\d", w)))


def _parts(why: str) -> list[str]:
    """A long reason is told in sentences of its own, each with a capital."""
    return [f"{part[:1].upper()}{part[1:]}" for part in why.split("; ")]


def bare_numbers(text: str, names: re.Pattern[str]) -> Iterator[str]:
    """Numbers that are left when what may stand bare is taken away."""
    for pattern in (names, *map(re.compile, BARE)):
        text = pattern.sub(" ", text)
    yield from NUMBER.findall(text)


def test_no_number_of_a_chart_stands_bare(texts, names) -> None:
    bare = [
        f"{page}: {number} in {text!r}"
        for page, found in texts.items()
        for text, figure, _ in found
        if not figure
        for number in bare_numbers(text, names)
    ]
    assert bare[:10] == []
    assert len(texts) > 900


def test_a_label_in_a_drawing_says_the_value_of_its_figure(texts, open_real) -> None:
    rows = open_real.rows("select id, value, unit from figure where value is not null")
    values = {row["id"]: row["value"] * (1e6 if row["unit"] == "GBP million" else 1) for row in rows}
    wrong, count = [], 0
    for page, found in texts.items():
        for text, figure, where in found:
            said = NUMBER.findall(text.rpartition(":")[2])
            if where == "svg" and figure in values and said:
                count += 1
                if not agrees(said[-1], values[figure]):
                    wrong.append(f"{page}: {text!r} for {values[figure]}")
    assert wrong[:10] == []
    assert count > 2_000


def agrees(text: str, value: float) -> bool:
    """Whether a printed number is the value, rounded to the last place that is printed."""
    scale = 1e9 if text.endswith("bn") else 1e6 if text.endswith("m") else 1
    digits = re.sub(r"[^\d.]", "", text)
    places = len(digits.partition(".")[2])
    printed = float(digits) * (-1 if text.startswith(MINUS) else 1)
    return abs(printed - value / scale) <= 0.5 * 10**-places + 1e-6


def test_the_tests_own_eye_sees_a_bare_number() -> None:
    nothing = re.compile(r"(?!x)x")
    assert list(bare_numbers("up from £3.5m in 2019-20 to 47.9% in 2024", nothing)) == ["£3.5m", "47.9%"]
    assert list(bare_numbers("151 of 153 councils have a figure on 31 March 2024", nothing)) == []
    seen = Charts()
    seen.feed('<section class="chartblock"><h3>A: <data value="5" data-figure="x">5</data> of 6</h3>'
              '<svg><g class="ax"><text>10</text></g><text data-from="a b">7</text></svg></section>')  # fmt: skip
    assert seen.texts == [("A: ", "", "told"), ("5", "x", "told"), (" of 6", "", "told"), ("7", "a b", "svg")]
    assert agrees("£67.2m", 67_210_000)
    assert not agrees("£67.3m", 67_210_000)
