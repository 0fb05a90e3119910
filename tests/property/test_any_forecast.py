"""A forecast of any invented councils: accounts balance in every draw, and nothing depends on how it is worked out.

In: panels from any seed, with holes and odd values; any dials. Out: the promises of `model.demand`.
"""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from portcullis.model.demand import AGES, DIALS, SETTINGS, Fitted, Switch, fit_panels
from portcullis.model.panel import FIRST, Panel
from tests.property.writing import steady
from tests.unit.model.invented import panel, put

YEARS, DRAWS = 6, 200
NAMES = ("stock", "new", "requests", "refused", "issued", "timely_pct", "mainstream", "age_5_10", "population")
HOLES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(0, 7),
        st.integers(2018, 2025),
        st.sampled_from([np.nan, 0.0, 1.0, 7.0, 1e5]),
        st.booleans(),
    ),
    max_size=8,
)
SWITCHES = st.lists(
    st.builds(Switch, st.sampled_from(DIALS), st.integers(2024, 2031), st.sampled_from([0.05, 0.5, 1.0, 3.0, 40.0])),
    max_size=4,
)


def odd(holes: list[tuple[str, int, int, float, bool]]) -> Panel:
    """The invented councils with some values gone, absurd or in doubt."""
    found = panel(8)
    for name, row, year, value, suspect in holes:
        put(found, name, row, year, value, suspect=suspect)
    return found


def fitted(holes: list[tuple[str, int, int, float, bool]]) -> Fitted:
    return fit_panels(panel(8), odd(holes))


@steady(25)
@given(holes=HOLES, switches=SWITCHES, seed=st.integers(0, 2**40))
@example(holes=[("timely_pct", 0, 2024, 1e5, False)], switches=[Switch("requests", 2024, 40.0)] * 2, seed=0)
def test_accounts_balance_in_every_draw(
    holes: list[tuple[str, int, int, float, bool]], switches: list[Switch], seed: int
) -> None:
    model = fitted(holes)
    assert set(model.codes) | set(model.courses.refused) == set(panel(8).codes)
    for code in model.codes[:3]:
        d = model.draw(code, years=YEARS, draws=DRAWS, seed=seed, switches=switches)
        for name, values in d.items():
            assert np.isfinite(values).all(), name
            assert (values >= 0).all(), name
            assert (values == np.rint(values)).all(), name
        assert (d["plans"][1:] == d["plans"][:-1] + d["issued"] - d["exits"]).all()
        assert (d["requests"] == d["refused"] + d["accepted"]).all()
        assert (d["assessed"] == d["issued"] + d["not_issued"]).all()
        passed = d["accepted"] - d["assessed"] - d["withdrawn"]
        assert (np.diff(d["waiting"], axis=0) == passed[1:]).all()
        for parts in (SETTINGS, AGES):
            assert (np.sum([d[name] for name in parts], axis=0) == d["plans"][1:]).all()
        people = odd(holes).series["population"][odd(holes).codes.index(code)]
        if (people := people[~np.isnan(people)])[-1] > 0:
            assert d["plans"].max() <= max(people[-1] / 4, d["plans"][0].max())


@steady(10)
@given(order=st.permutations(range(8)), threads=st.integers(1, 4), seed=st.integers(0, 2**40), cut=st.integers(1, 7))
def test_order_threads_and_company_change_nothing(order: list[int], threads: int, seed: int, cut: int) -> None:
    model = fitted([])
    told = model.forecast(years=3, draws=DRAWS, seed=seed, threads=1)
    codes = [model.codes[place] for place in order]
    again = model.forecast([*codes, "E92000001"], years=3, draws=DRAWS, seed=seed, threads=threads)
    for code in (*codes, "E92000001"):
        assert told.ranges(code) == again.ranges(code)
    for chunk in (codes[:cut], codes[cut:]):
        part = model.forecast(chunk, years=3, draws=DRAWS, seed=seed, threads=threads)
        for code in chunk:
            assert part.ranges(code) == told.ranges(code)
    shuffled = fit_panels(panel(8), panel(8).of(order))
    assert shuffled.forecast(codes, years=3, draws=DRAWS, seed=seed).ranges(codes[0]) == told.ranges(codes[0])


@steady(5)
@given(seed=st.integers(0, 2**40), longer=st.integers(4, 15))
def test_a_longer_forecast_begins_with_the_shorter_one(seed: int, longer: int) -> None:
    model = fitted([("stock", 2, 2025, np.nan, False)])
    for code in model.codes[:4]:
        short = model.draw(code, years=3, draws=DRAWS, seed=seed)
        long = model.draw(code, years=longer, draws=DRAWS, seed=seed)
        for name, values in short.items():
            assert (long[name][: len(values)] == values).all(), name


@steady(5)
@given(seed=st.integers(0, 2**40))
def test_england_is_the_sum_of_its_councils_in_every_draw(seed: int) -> None:
    model = fitted([])
    told = model.forecast(years=4, draws=DRAWS, seed=seed)
    each = [model.draw(code, years=4, draws=DRAWS, seed=seed)["plans"].astype(float) for code in model.codes]
    total = np.sum(each, axis=0)
    for row, one in enumerate(told.ranges("E92000001", "plans")):
        assert one.median == np.float32(np.quantile(total[row], 0.5))


def test_the_first_column_is_where_the_docs_say() -> None:
    assert panel(8).first == FIRST
