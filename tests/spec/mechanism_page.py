"""The tables of docs/mechanism.md, from the rules and from the register.

In: `RULES`, the functions' arguments, the worked examples. Out: Markdown. `python -m tests.spec.mechanism_page` writes
the parts between the marks anew; everything else on the page is written by hand.
"""

from __future__ import annotations

import datetime as dt
import inspect
import math
import re
from pathlib import Path

from portcullis.model import mechanism
from portcullis.model.mechanism import CERTAINTIES, FOLLOWS, RULES, RULES_OF, Rule, payment_gbp, received_of
from portcullis.register import load
from portcullis.vocabulary import date_text
from tests.spec.worked import SECTION_251, Figures, way

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "mechanism.md"
SECTIONS = {
    "0": "Dates", "1": "How a deficit arises, and where it sits", "2": "Money from the schools block",
    "3": "Safety Valve, 2020-21 to March 2026", "4": "The High Needs Stability Grant", "5": "Deficits of 2026-28",
    "6": "From 2028-29", "7": "Section 114 and exceptional support", "8": "What a figure counts",
}  # fmt: skip
#: Each council of the examples, with where its balance of March 2026 is: a claim, the agreement's file, or nowhere.
COUNCILS: dict[str, str] = {
    "Kent": "ken_ko",
    "Norfolk": "nor_183",
    "Bristol": "bri_355",
    "Devon": "dev_bbc26",
    "Wiltshire": "bbctodays_7778be",
    "Richmond upon Thames": "sw_rich",
    "Bury": "",
    "Dorset": "do_1125",
    "Bournemouth, Christchurch and Poole": "bcpcouncil_a647ec",
    "Nottingham": "",
}


def rules() -> str:
    """Every rule, a table for each section."""
    numbers: dict[str, int] = {}
    out: list[str] = []
    for section, title in SECTIONS.items():
        out += [f"### {title}", "", "| rule | what it says | how certain | read at |", "|---|---|---|---|"]
        for rule in (each for each in RULES.values() if each.section.split(".")[0] == section):
            links = []
            for source in rule.sources:
                number = numbers.setdefault(source, len(numbers) + 1)
                links.append(f"[{number}]({source.replace('|', '%7C')})")
            when = _when(rule)
            says = f"{rule.says} *{when}*" if when else rule.says
            out.append(f"| `{rule.key}` | {says} | {rule.certainty} | {' '.join(links) or 'our own'} |")
        out.append("")
    return "\n".join(out).rstrip()


def certainties() -> str:
    """What each certainty means, and how many rules have it."""
    counts = {word: sum(rule.certainty == word for rule in RULES.values()) for word in CERTAINTIES}
    rows = [f"| {word} | {says} | {counts[word]} |" for word, says in CERTAINTIES.items()]
    return "\n".join(["| word | what it means | rules |", "|---|---|---|", *rows])


def states() -> str:
    """The states of an agreement, whether money comes, and what can follow."""
    rows = []
    for state, follows in FOLLOWS.items():
        paid, arrears = payment_gbp(1.0, state, 1.0)
        said = {(2, 0): "paid, with all arrears", (0, 2): "withheld", (0, 1): "not due any more; arrears stay unpaid"}
        could = ", ".join(each.replace("_", " ") for each in follows)
        rows.append(f"| {state.replace('_', ' ')} | {said[int(paid), int(arrears)]} | {could or 'nothing'} |")
    return "\n".join(["| state | an instalment is | can be followed by |", "|---|---|---|", *rows])


def unknown() -> str:
    """What nobody knows, the switch that stands for it, and what it is when nobody sets it."""
    rows = []
    for rule in RULES.values():
        if rule.certainty == "unknown":
            name, _, argument = rule.switch.partition(".")
            default = inspect.signature(getattr(mechanism, name)).parameters[argument].default
            must = default is inspect.Parameter.empty or default is None
            said = "must be given" if must else f"`{default}`"
            rows.append(f"| {rule.says} | `{name}` `{argument}` | {said} |")
    return "\n".join(["| not known | switch | if nobody sets it |", "|---|---|---|", *rows])


def functions() -> str:
    """Every function with the rules that it rests on."""
    rows = [f"| `{name}` | {', '.join(keys)} |" for name, keys in sorted(RULES_OF.items())]
    return "\n".join(["| function | rests on |", "|---|---|", *rows])


def examples(figures: Figures) -> str:
    """The ten councils, in pounds, from what the register says."""
    first = [
        "| council | March 2024, official | March 2026, as said | of basis | grant | left | received before |",
        "|---|--:|--:|---|--:|--:|--:|",
    ]
    second = [
        "| council | the same again | falls due, no help | half | nine tenths | a resident | of services |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, source in COUNCILS.items():
        measured, basis = said(figures, name, source)
        told = way(figures, name, measured)
        first.append(
            f"| {name} | {_pounds(figures.value(name, SECTION_251))} | {_pounds(measured)} | {basis} "
            f"| {_pounds(told.grant.grant_gbp)} | {_pounds(told.grant.residual_gbp)} "
            f"| {received(figures, name)} |"
        )
        exposed = " | ".join(_pounds(each) for each in told.exposures_gbp.values())
        each = "not known" if math.isnan(told.each_gbp) else f"£{told.each_gbp:,.2f}"
        part = "not known" if math.isnan(told.of_services_pct) else f"{told.of_services_pct:.2f}%"
        second.append(f"| {name} | {_pounds(told.added_gbp)} | {exposed} | {each} | {part} |")
    return "\n".join([*first, "", *second])


def said(figures: Figures, name: str, source: str) -> tuple[float, str]:
    """What somebody said that the balance of 31 March 2026 would be, and its basis; NaN where nobody did."""
    if not source:
        return math.nan, "not known"
    if name == "Norfolk":
        deficit = figures.deficit(name, "2026-03-31", source, "council_forecast")
        return float(deficit.value_gbp), f"forecast, {deficit.basis}"
    claim = figures.claim(name, "2026-03-31", source)
    return float(claim.value_gbp), f"{claim.kind}, {claim.basis}"


def received(figures: Figures, name: str) -> str:
    """What a council is recorded to have received under its agreement, in words."""
    code = figures.code(name)
    signed = [each for each in figures.register.agreements if (each.authority, each.kind) == (code, "agreement")]
    if not signed:
        return "no agreement"
    found = received_of(signed[0].payment_made, signed[0].version[-1].total_gbp)
    if not found.known_gbp:
        return "not known"
    return f"{_pounds(found.known_gbp)}, all" if found.complete else f"at least {_pounds(found.known_gbp)}"


def blocks(register: Path) -> dict[str, str]:
    """Every block of the page by the name of its mark."""
    figures = Figures.of(load(register))
    return {
        "certainties": certainties(), "states": states(), "rules": rules(), "unknown": unknown(),
        "functions": functions(), "examples": examples(figures),
    }  # fmt: skip


def block_of(text: str, name: str) -> str:
    """What the page has between the marks of a block."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- end of {name} -->", text, re.DOTALL)
    assert found, f"docs/mechanism.md has no block {name}"
    return found[1]


def _pounds(amount_gbp: object) -> str:
    amount = float(amount_gbp)  # ty: ignore[invalid-argument-type]
    if math.isnan(amount):
        return "not known"
    return f"{'-' if amount < 0 else ''}£{math.floor(abs(amount) + 0.5):,}"  # half a pound is rounded up


def _when(rule: Rule) -> str:
    def day(date: dt.date) -> str:
        return date_text(date.isoformat())

    if rule.since and rule.until:
        return f"{day(rule.since)} to {day(rule.until)}."
    if rule.until:
        return f"Until {day(rule.until)}."
    return f"From {day(rule.since)}." if rule.since else ""


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    for block, made in blocks(ROOT / "register").items():
        page = page.replace(block_of(page, block), made)
    PAGE.write_text(page, encoding="utf-8")
