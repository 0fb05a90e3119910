"""The rules and the functions hold each other: a formula has a function, a function a rule and a story."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import numpy as np
import pytest

from portcullis.model import mechanism
from portcullis.model.mechanism import CERTAINTIES, RULES, RULES_OF, Rule, rests_on
from portcullis.register import load

#: Helpers on amounts, not rules of the money.
NOT_RULES = {"deficit_part_gbp", "last_day", "rests_on"}
FUNCTIONS = {
    name: getattr(mechanism, name)
    for name in mechanism.__all__
    if inspect.isfunction(getattr(mechanism, name)) and name not in NOT_RULES
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_one_or_two_short_sentences_with_a_source(rule: Rule) -> None:
    assert rule.certainty in CERTAINTIES
    sentences = re.split(r"(?<=[a-z0-9)])[.:] (?=[A-Z0-9])", rule.says)
    assert 1 <= len(sentences) <= 3  # two as a rule
    assert all(len(sentence.split()) <= 25 for sentence in sentences)
    assert rule.says.endswith(".")
    assert all(re.fullmatch(r"https?://\S+", source) for source in rule.sources)
    assert rule.sources or rule.certainty in {"inferred", "unknown"}
    assert re.fullmatch(r"[0-8](\.\d+)?", rule.section)
    assert rule.since is None or rule.until is None or rule.since <= rule.until


def test_every_formula_has_a_function_and_every_function_a_rule() -> None:
    used = {key for keys in RULES_OF.values() for key in keys}
    assert [key for key, rule in RULES.items() if rule.formula and key not in used] == []
    assert sorted(FUNCTIONS) == sorted(RULES_OF)
    assert all(function.rests_on == RULES_OF[name] for name, function in FUNCTIONS.items())
    assert all(any(RULES[key].formula for key in keys) for keys in RULES_OF.values())


def test_every_function_has_a_story() -> None:
    called: set[str] = set()
    for page in Path(__file__).parent.glob("test_mechanism_*.py"):
        for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                called.add(node.func.id)
    assert [name for name in RULES_OF if name not in called] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.certainty == "unknown"], ids=lambda r: r.key)
def test_what_nobody_knows_is_a_switch_that_exists(rule: Rule) -> None:
    name, _, argument = rule.switch.partition(".")
    assert argument in inspect.signature(FUNCTIONS[name]).parameters
    assert rule.key in RULES_OF[name]


def test_a_rule_that_nobody_wrote_cannot_be_named() -> None:
    with pytest.raises(KeyError, match="no rule is called 'half_a_pound'"):
        rests_on("half_a_pound")


def test_every_section_of_the_notes_on_money_is_there() -> None:
    sections = {rule.section for rule in RULES.values()}
    expected = {
        "0", *(f"1.{n}" for n in range(1, 11)), *(f"2.{n}" for n in range(1, 7)), *(f"3.{n}" for n in range(1, 13)),
        *(f"4.{n}" for n in range(1, 7)), *(f"5.{n}" for n in range(1, 5)), *(f"6.{n}" for n in range(1, 5)),
        *(f"7.{n}" for n in range(1, 6)), "8",
    }  # fmt: skip
    assert sections == expected


def test_most_sources_are_those_of_the_register(real_register: Path) -> None:
    """A page can then link the register's own record of a source. The few others are named in docs/mechanism.md."""

    def bare(address: str) -> str:
        return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")

    known = {bare(source.url) for source in load(real_register).sources.values() if source.url}
    cited = {bare(source) for rule in RULES.values() for source in rule.sources}
    assert len(cited & known) / len(cited) > 0.75


def test_no_rule_makes_something_out_of_a_balance_that_is_not_known() -> None:
    unknown = np.array([np.nan])
    for told in (
        mechanism.closing_gbp(unknown, 1.0),
        mechanism.exposure_gbp(unknown, covered=False),
        mechanism.stability_grant([unknown], explained=True).residual_gbp,
        mechanism.held_at_override_end_gbp(unknown, 1.0, 0.0),
        mechanism.interest_gbp(unknown, 0.05),
        mechanism.headroom_gbp(1.0, unknown, covered=False),
    ):
        assert np.isnan(told).all()
