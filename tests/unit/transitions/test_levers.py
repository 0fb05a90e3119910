"""Levers do what they say, from and until a year; scenario files with mistakes are refused by line; goals are found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from portcullis.model.transitions.errors import FilesError, ScenarioError
from portcullis.model.transitions.exact import Means, exact_means
from portcullis.model.transitions.levers import with_levers
from portcullis.model.transitions.modified import weights
from portcullis.model.transitions.plan import Plan, plan
from portcullis.model.transitions.quirks import COMPATIBLE, SOUND
from portcullis.model.transitions.reading import Inputs
from portcullis.model.transitions.scenario import read_scenario, scenario_of
from portcullis.model.transitions.seek import seek, template_of
from portcullis.model.transitions.simulate import simulate

YEARS = (2026, 2027, 2028)


def under(base: Plan, *levers: dict[str, Any]) -> tuple[Plan, Means]:
    changed = with_levers(base, scenario_of({"lever": list(levers)}, base.space).levers)
    return changed, exact_means(changed)


def of(base: Plan, means: Means, setting: str) -> np.ndarray:
    here = base.space.setting_of == base.space.settings.index(setting)
    return means.stock.sum(axis=2)[:, here].sum(axis=1)


@pytest.fixture(scope="module")
def base(small_plan: Plan) -> Means:
    assert small_plan.years == YEARS
    return exact_means(small_plan)


def test_more_joiners_from_and_until_a_year(small_plan: Plan, base: Means) -> None:
    _, means = under(small_plan, {"kind": "joiners", "times": 1.5, "from": 2027, "until": 2027})
    assert means.joiners == pytest.approx(base.joiners * np.array([1, 1.5, 1]))
    assert means.stock[0] == pytest.approx(base.stock[0])


def test_joiners_of_some_settings_change_number_and_mix_but_mix_alone_keeps_the_number(
    small_plan: Plan, base: Means
) -> None:
    choice = {"times": 3, "settings": ["INDEPENDENT"]}
    _, more = under(small_plan, {"kind": "joiners", **choice})
    _, mixed = under(small_plan, {"kind": "mix", **choice})
    assert (more.joiners > base.joiners).all()
    assert mixed.joiners == pytest.approx(base.joiners)
    for means in (more, mixed):
        assert (of(small_plan, means, "INDEPENDENT") > of(small_plan, base, "INDEPENDENT") * 1.05).all()


def test_refusals_take_joiners_and_some_win_back_a_year_later(small_plan: Plan, base: Means) -> None:
    _, means = under(small_plan, {"kind": "refusals", "share": 0.2, "won_back": 0.5, "from": 2027, "until": 2027})
    assert means.joiners == pytest.approx(base.joiners * np.array([1, 0.8, 1.1]))


def test_leaving_and_leaving_age(small_plan: Plan, base: Means) -> None:
    _, more = under(small_plan, {"kind": "leaving", "times": 2, "ages": [3, 4, 5]})
    assert (more.leavers > base.leavers).all()
    _, early = under(small_plan, {"kind": "leaving_age", "age": 14, "from": 2027})
    assert early.stock[1:, :, 14 + 5 :].sum() == 0
    assert early.stock[0] == pytest.approx(base.stock[0])


def test_movement_out_of_and_into(small_plan: Plan, base: Means) -> None:
    _, still = under(small_plan, {"kind": "movement", "times": 0, "from_settings": ["HOME"], "ages": [2, 3]})
    assert still.movers.sum() < base.movers.sum()
    _, towards = under(small_plan, {"kind": "movement", "times": 4, "to_settings": ["INDEPENDENT"]})
    assert (of(small_plan, towards, "INDEPENDENT") > of(small_plan, base, "INDEPENDENT")).all()


def test_a_setting_that_closes_sends_its_children_on_and_loses_none(small_plan: Plan, base: Means) -> None:
    changed, means = under(small_plan, {"kind": "close", "setting": "SPECIAL-A", "from": 2027, "until": 2027})
    assert of(small_plan, means, "SPECIAL-A")[1] == 0
    assert of(small_plan, means, "SPECIAL-A")[2] > 0
    futures = simulate(changed, 300, 1)
    assert (futures.setting[:, 1, small_plan.space.settings.index("SPECIAL-A")] == 0).all()
    before = np.concatenate([np.full((300, 1), changed.start.sum()), futures.total[:, :-1]], axis=1)
    assert (futures.total == before + futures.flows[:, :, 0] - futures.flows[:, :, 1]).all()
    assert means.stock.sum(axis=(1, 2)) == pytest.approx(base.stock.sum(axis=(1, 2)), rel=0.03)


def test_a_setting_that_opens_takes_its_share(small_plan: Plan, base: Means) -> None:
    lever = {"kind": "open", "setting": "SPECIAL-B", "share": 0.5, "from_settings": ["SPECIAL-A"], "from": 2027}
    _, means = under(small_plan, lever)
    assert of(small_plan, means, "SPECIAL-B")[0] == pytest.approx(of(small_plan, base, "SPECIAL-B")[0])
    assert of(small_plan, means, "SPECIAL-B")[1] > of(small_plan, base, "SPECIAL-B")[1] + 1


def test_a_cap_sends_on_and_is_approximate_in_means(small_plan: Plan) -> None:
    settings = small_plan.space.settings
    here = small_plan.space.setting_of == settings.index("SPECIAL-B")
    now = int(small_plan.start.reshape(-1, 32).sum(axis=1)[here].sum())
    changed, means = under(small_plan, {"kind": "cap", "setting": "SPECIAL-B", "places": now, "overflow": "SPECIAL-A"})
    futures = simulate(changed, 300, 1)
    assert not means.exact
    assert futures.setting[:, :, settings.index("SPECIAL-B")].max() <= now
    assert futures.flows[:, :, 3].sum() > 0
    assert (futures.setting.sum(axis=2) == futures.total).all()


def test_a_cap_below_the_present_stock_is_refused(small_plan: Plan) -> None:
    with pytest.raises(ScenarioError, match=r"is below the [\d,]+ children in MAINSTREAM in January 2025"):
        under(small_plan, {"kind": "cap", "setting": "MAINSTREAM", "places": 1, "overflow": "HOME"})


def test_costs_and_inflation(small_plan: Plan, base: Means) -> None:
    _, dearer = under(small_plan, {"kind": "inflation", "rate_pct": 10})
    assert dearer.cost_gbp == pytest.approx(base.cost_gbp * 1.1 ** np.arange(1, 4))
    _, fixed = under(small_plan, {"kind": "cost", "cost_gbp": 0, "from": 2028})
    assert fixed.cost_gbp == pytest.approx(base.cost_gbp * np.array([1, 1, 0]))


def test_levers_work_together_and_each_keeps_its_years(small_plan: Plan, base: Means) -> None:
    changed, means = under(
        small_plan, {"kind": "joiners", "times": 2, "until": 2026}, {"kind": "leaving", "times": 0, "from": 2028}
    )
    assert len(set(changed.variant)) == 3
    assert means.joiners == pytest.approx(base.joiners * np.array([2, 1, 1]))
    # Who does not leave may still reach the end of what is valid.
    assert means.leavers[2] < 0.5 * base.leavers[2]


def test_a_child_has_the_same_luck_in_every_scenario(small_plan: Plan) -> None:
    changed, _ = under(small_plan, {"kind": "refusals", "share": 0.05})
    one, two = simulate(small_plan, 500, 1).total, simulate(changed, 500, 1).total
    assert (two - one)[:, 1].std() < 0.6 * one[:, 1].std()


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('[[lever]]\nkind = "jioners"\ntimes = 1', 1, "kind must be one of joiners"),
        ('[[lever]]\nkind = "joiners"\ntime = 1', 1, "time is not a key of joiners"),
        ('[[lever]]\nkind = "joiners"', 1, "joiners needs times"),
        ('\n[[lever]]\nkind = "joiners"\ntimes = -1', 2, "times must be a number from 0 to 20"),
        ('[[lever]]\nkind = "joiners"\ntimes = 1\nfrom = 2028\nuntil = 2026', 1, "from 2028 is after until 2026"),
        ('[[lever]]\nkind = "close"\nsetting = "ATLANTIS"', 1, "which valid-states.csv does not have"),
        ('[[lever]]\nkind = "cap"\nplaces = 9\nsetting = "HOME"', 1, "cap must name its overflow"),
        ('[[lever]]\nkind = "cap"\nplaces = 9\nsetting = "HOME"\noverflow = "HOME"', 1, "cannot overflow into itself"),
        ('[[lever]]\nkind = "joiners"\ntimes = 1\nages = [99]', 1, "ages must be a list of school years"),
        ('[[lever]]\nkind = "cost"\ntimes = 1\ncost_gbp = 2', 1, "cost needs either times or cost_gbp"),
        ("levers = 3", 0, "levers is not a key of a scenario"),
        ("name = ", 1, "is not TOML"),
        (
            '[[lever]]\nkind = "open"\nsetting = "HOME"\nshare = 1\nfrom_settings = ["MAINSTREAM"]\n'
            '[[lever]]\nkind = "close"\nsetting = "HOME"', 6, "HOME is opened and closed in the same year; see line 1",
        ),
        (
            '[[lever]]\nkind = "leaving_age"\nage = 14\nuntil = 2027\n'
            '[[lever]]\nkind = "leaving_age"\nage = 18\nfrom = 2027',
            5, "two leaving ages hold in the same year; see line 1",
        ),
        (
            '[[lever]]\nkind = "cap"\nsetting = "HOME"\nplaces = 99\noverflow = "MAINSTREAM"\n'
            '[[lever]]\nkind = "close"\nsetting = "MAINSTREAM"', 6, "is to take the overflow but is closed",
        ),
    ],
)  # fmt: skip
def test_mistakes_in_a_scenario_are_named_by_line(
    small_inputs: Inputs, tmp_path: Path, text: str, line: int, why: str
) -> None:
    path = tmp_path / "what-if.toml"
    path.write_text(text)
    with pytest.raises(FilesError) as error:
        read_scenario(path, small_inputs.space)
    assert f"what-if.toml{f', line {line}' if line else ''}: " in str(error.value)
    assert why in str(error.value)


def test_levers_that_cannot_hold_are_refused(small_plan: Plan, small_inputs: Inputs) -> None:
    with pytest.raises(ScenarioError, match="holds in no projected year"):
        under(small_plan, {"kind": "joiners", "times": 2, "until": 2020})
    with pytest.raises(ScenarioError, match="levers work in sound mode"):
        under(plan(small_inputs, COMPATIBLE), {"kind": "joiners", "times": 2})


def test_a_goal_is_found_and_checked(small_plan: Plan, base: Means) -> None:
    target = float(base.stock[2].sum()) * 0.95
    template = template_of("joiners", small_plan.space, first=None, ages=(), settings=())
    found = seek(small_plan, (), template, "total", 2028, target, simulations=400)
    assert found.reached == pytest.approx(target, abs=0.01)
    assert 0 < found.number < 1
    assert found.low_95 < target < found.high_95
    assert found.simulated == pytest.approx(target, rel=0.02)
    rising = template_of("inflation", small_plan.space, first=None, ages=(), settings=())
    money = seek(small_plan, (), rising, "cost", 2028,
                 float(base.cost_gbp[2]) * 1.2, simulations=50)  # fmt: skip
    assert (1 + money.number / 100) ** 3 == pytest.approx(1.2, rel=1e-4)


def test_a_goal_out_of_reach_says_how_near_it_comes(small_plan: Plan) -> None:
    template = template_of("joiners", small_plan.space, first=None, ages=(), settings=())
    with pytest.raises(
        ScenarioError, match="no number does it: with times from 0 to 5, total in January 2028 goes from"
    ):
        seek(small_plan, (), template, "total", 2028, 1e7)
    with pytest.raises(ScenarioError, match="is no measure: use total, cost or a setting"):
        seek(small_plan, (), template, "happiness", 2028, 5)
    with pytest.raises(ScenarioError, match="January 2050 is not projected"):
        seek(small_plan, (), template, "total", 2050, 5)


def test_a_changed_history_alters_mix_and_rates_but_not_the_number_of_joiners(small_inputs: Inputs) -> None:
    scenario = scenario_of(
        {"history": [{"times": 0, "setting-2": "INDEPENDENT", "need-1": ["NONSEND"]}]}, small_inputs.space
    )
    for quirks in (SOUND, COMPATIBLE):
        one, two = plan(small_inputs, quirks), plan(small_inputs, quirks, changes=scenario.changes)
        a, b = exact_means(one), exact_means(two)
        assert b.joiners == pytest.approx(a.joiners)
        assert (of(two, b, "INDEPENDENT") < of(one, a, "INDEPENDENT")).all()
        assert (one.start == two.start).all()


def test_the_reference_rounds_cells_half_up(small_inputs: Inputs) -> None:
    h = small_inputs.history
    change = scenario_of({"history": [{"times": 0.4, "calendar-year": 2022}]}, small_inputs.space).changes
    free = weights(small_inputs.space, h, change, rounded=False)
    whole = weights(small_inputs.space, h, change, rounded=True)
    assert set(free) == {1.0, 0.4}
    assert set(whole[h.year != 2022]) == {1.0}
    assert (whole[h.year == 2022] == 0).any(), "0.4 of one child is none"
    assert whole[h.year == 2022].sum() == pytest.approx(round(whole[h.year == 2022].sum()))
    with pytest.raises(FilesError, match="history 1: colour is no field"):
        scenario_of({"history": [{"times": 1, "colour": "red"}]}, small_inputs.space)
