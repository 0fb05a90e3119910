"""The texts about the forecast on the site are those of the docs and of the worked stories, with the site's links.

In: docs/ and tests/spec/. Out: the copies that the site prints. `python -m tests.unit.publish.test_forecast_texts`
writes them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SITE = ROOT / "src" / "portcullis" / "publish" / "forecasts"
TEXTS = {
    "method": "docs/demand.md",
    "model-card": "docs/model-card.md",
    "implied": "docs/implied.md",
    "tried": "docs/demand-tried.md",
    "money": "docs/money.md",
    "broken-series": "tests/spec/broken-series.md",
}
LINKS = {
    "](model-card.md)": "](forecast/model-card/)",
    "](demand-tried.md)": "](forecast/tried/)",
    "](demand.md)": "](forecast/method/)",
    "[each with its certainty](mechanism.md)": "each with its certainty",
    "](implied.md)": "](forecast/implied/)",
    "](register.md#what-a-target-counts)": "](agreements/implied/)",
    "](demand.md#how-wrong-it-was)": "](forecast/method/#part-how-wrong-it-was)",
    "](../tests/spec/broken-series.md)": "](forecast/broken-series/)",
    "[forecasts/](../forecasts/README.md)": "[how it stands](forecast/)",
    "[benchmarks](../benchmarks/README.md)": "the project's benchmarks",
}


def site_copy(text: str) -> str:
    """A text without its title, which the page has, and with links of the site."""
    body = text.split("\n", 1)[1].lstrip("\n")
    for old, new in LINKS.items():
        body = body.replace(old, new)
    return body


@pytest.mark.parametrize("name", TEXTS)
def test_the_site_prints_what_the_docs_say(name: str) -> None:
    written = site_copy((ROOT / TEXTS[name]).read_text(encoding="utf-8"))
    assert (SITE / f"{name}.md").read_text(encoding="utf-8") == written
    assert "](../" not in written


if __name__ == "__main__":
    for name, origin in TEXTS.items():
        (SITE / f"{name}.md").write_text(site_copy((ROOT / origin).read_text(encoding="utf-8")), encoding="utf-8")
