"""What a person writes into the register comes out of the store unchanged: every text, every value, every sign.

In: any text that is no control character, and any figure. Out: the same, from the store.
"""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from portcullis.register import load
from portcullis.store import build, open_store, queries
from portcullis.store.figures import Figures
from portcullis.vocabulary import Source, SourceKind
from tests.property.writing import STEADY, county_copy, read_rows, steady, write_rows

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=TURNING), min_size=1, max_size=40)
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>", '=HYPERLINK("http://x")', "{{ 7*7 }}", "'; drop table claim; --", "null", "NaN",
        " a ", "\\N", '"', "''", "a,b", "a|b", "a\nb", "\ufeff", "Ａ", "é", "👩‍👩‍👧", "\u2028", "-0", "x" * 3000,
    ]
)  # fmt: skip
TEXTS = st.lists(TEXT | HOSTILE, min_size=6, max_size=6)
POUNDS = st.lists(st.integers(-(10**15), 10**15), min_size=4, max_size=4)
AMOUNTS = st.lists(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False).map(lambda amount: f"{amount:f}"), min_size=5, max_size=5
)


@steady(12)
@given(texts=TEXTS, pounds=POUNDS, amounts=AMOUNTS)
def test_texts_values_and_signs(texts: list[str], pounds: list[int], amounts: list[str]) -> None:
    note, title, remark, what, name, why = texts
    with county_copy() as root:
        owed = root / "observations" / "dsg_cumulative_deficit.csv"
        rows = read_rows(owed)
        for row, amount in zip(rows[:5], amounts, strict=True):
            row[2] = amount
        rows[0][8] = note
        write_rows(owed, rows)
        sources = read_rows(root / "sources.csv")
        sources[0][1] = title
        write_rows(root / "sources.csv", sources)
        claims = read_rows(root / "claims.csv")
        for row, value in zip(claims, pounds, strict=True):
            row[2] = str(value)
        claims[0][7] = remark
        write_rows(root / "claims.csv", claims)
        events = root / "events.toml"
        events.write_text(
            events.read_text(encoding="utf-8").replace('"Plans replace statements."', _toml(what)), encoding="utf-8"
        )
        fixes = root / "corrections.toml"
        fixed = fixes.read_text(encoding="utf-8").replace('"The county then adds up to its own row."', _toml(why))
        fixes.write_text(fixed, encoding="utf-8")
        site = root / "site.toml"
        rest = 'operator = "x"\nstrapline = "x"\ndata_to = "2025"\nchecked_on = "2025"\n'
        site.write_text(f"name = {_toml(name)}\n{rest}", encoding="utf-8")
        register = load(root)
        build(register, root.parent / "store")
        with open_store(root.parent / "store") as store:
            stored = [store.one("select * from observation where id = ?", [_id(row)]) for row in rows[:5]]
            assert [row and row["value"] for row in stored] == [float(amount) for amount in amounts]
            assert stored[0] is not None
            assert stored[0]["note"] == note
            said = queries.claims(store)
            assert sorted(row["value_gbp"] for row in said) == sorted(pounds)
            assert remark in [row["note"] for row in said]
            source = queries.source(store, sources[0][0])
            assert source is not None
            assert source["title"] == title
            assert what in [row["summary"] for row in queries.events(store)]
            assert why in [row["evidence"] for row in queries.corrections(store)]
        assert register.site is not None
        assert register.site.name == name


@STEADY
@given(st.lists(st.sampled_from(["claim:a:2025:x", "claim:a:2025:y", "event:b", "total"]), max_size=12))
def test_no_two_figures_have_one_id_and_the_first_keeps_its_name(names: list[str]) -> None:
    ours = Source(source="ours", publisher="us", kind=SourceKind.OURS, retrieved="2025-09-01")
    figures = Figures({"ours": ours})
    ids = [figures.add("claim", name, "x", value=1, unit="gbp", period="2025", sources=("ours",)) for name in names]
    assert len(set(ids)) == len(ids)
    assert set(names) <= set(ids)
    assert [row[0] for row in figures.rows] == ids
    assert Counter(name.partition("~")[0] for name in ids) == Counter(names)


def _toml(text: str) -> str:
    """A basic string of TOML: as JSON writes it, but for one character that only TOML forbids."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _id(row: list[str]) -> str:
    return f"dsg_cumulative_deficit:{row[0]}:{row[1]}:{row[5]}"
