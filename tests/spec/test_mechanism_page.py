"""docs/mechanism.md says what the rules and the functions say.

In: the page and the register. Out: every table is the one that the code makes; the figures of the text hold.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portcullis.model.mechanism import RULES_OF, stability_grant
from tests.spec.mechanism_page import PAGE, block_of, blocks


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(real_register: Path) -> dict[str, str]:
    return blocks(real_register)


@pytest.mark.parametrize("name", ["certainties", "states", "rules", "unknown", "functions", "examples"])
def test_a_table_is_that_of_the_code(page: str, made: dict[str, str], name: str) -> None:
    """After a change: `python -m tests.spec.mechanism_page`, and read what it changed."""
    assert block_of(page, name) == made[name]


def test_every_formula_of_the_text_names_a_function_that_is_there(page: str) -> None:
    """In the block of formulas each line begins with the name of a function."""
    (formulas,) = re.findall(r"```\n(in_year_gbp.*?)```", page, re.DOTALL)
    named = re.findall(r"^(\w+) +", formulas, re.MULTILINE)
    assert len(named) >= 15
    assert [name for name in named if name not in RULES_OF and name not in {"eligible", "residual", "base"}] == []


def test_the_three_treatments_of_the_text(page: str) -> None:
    """The example of Bristol in the text: 76.8 million left, 27 received."""
    told = {
        treatment: stability_grant(
            [76_800_000], explained=True, former_agreement=treatment, added_back_gbp=27_000_000
        )
        for treatment in ("net", "gross", "gross_less_received")
    }  # fmt: skip
    for treatment, grant in told.items():
        assert (
            f"| `{treatment}` | £{grant.base_gbp:,.0f} | £{grant.grant_gbp:,.0f} | £{grant.residual_gbp:,.0f} |" in page
        )
