"""The record of the money model in the docs is what the backtest gives on the register that ships.

`python -m tests.data.test_money_record` writes it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portcullis.model.money.backtest import GROUPS, LABELS, Record, money_backtest
from portcullis.store import Store

DOC = Path(__file__).parents[2] / "docs" / "money.md"
BETWEEN = re.compile(r"(<!-- record: [^>]*-->\n).*?(<!-- /record -->)", re.DOTALL)


def written(records: list[Record]) -> str:
    """The tables, as the docs print them."""
    lines = []
    for record in records:
        low, _, middle, _, high = (value / 1e6 for value in record.england_levels_gbp)
        lines += [
            "", f"**{record.question.title}.** All together £{middle:,.0f}m in the middle, 95 in 100 between "
            f"£{low:,.0f}m and £{high:,.0f}m; it came to £{record.england_gbp / 1e6:,.0f}m.", "",
            "| | councils | half within, £m | mean miss, £m | half within, % of funding | together, £m | inside 80% "
            "| inside 95% |", "|---|---|---|---|---|---|---|---|",
        ]  # fmt: skip
        for row in record.summaries():
            cells = (
                f"{LABELS[row.who]} ({GROUPS[row.group].lower()})", str(row.councils), f"{row.median_gbp / 1e6:.1f}",
                f"{row.mean_gbp / 1e6:.1f}", f"{row.median_pct:.1f}", f"{row.together_gbp / 1e6:+,.0f}",
                "" if row.in_80_pct is None else f"{row.in_80_pct:.0f}%",
                "" if row.in_95_pct is None else f"{row.in_95_pct:.0f}%",
            )  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n\n"


@pytest.fixture(scope="module")
def records(open_real: Store) -> list[Record]:
    return money_backtest(open_real)


def test_the_docs_print_what_the_backtest_gives(records: list[Record]) -> None:
    found = BETWEEN.search(DOC.read_text(encoding="utf-8"))
    assert found, "the docs have no place for the record"
    assert found[0] == found[1] + written(records) + found[2]


def test_every_council_with_a_balance_is_in_the_question_of_the_issue(records: list[Record]) -> None:
    by_2022 = records[0]
    assert len(by_2022.past) == 146
    assert {one.question.target for one in records} == {2024, 2025}


if __name__ == "__main__":
    import tempfile

    from portcullis.register import load
    from portcullis.store import build, open_store

    with tempfile.TemporaryDirectory() as place:
        build(load(Path(__file__).parents[2] / "register"), Path(place) / "store")
        with open_store(Path(place) / "store") as store:
            text = DOC.read_text(encoding="utf-8")
            made = written(money_backtest(store))
            DOC.write_text(BETWEEN.sub(lambda m: m[1] + made + m[2], text), encoding="utf-8")
