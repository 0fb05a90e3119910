"""A draft for the register from a reading of an agreement: a person completes and checks it, then proposes it.

In: a result. Out: TOML. What a person must decide stands as a line to complete; nothing is filled in for them. The
quotes
stand beside as comments: a register file is in our own words.
"""

from __future__ import annotations

import json
from typing import Any

from portcullis.vocabulary import Family

Result = dict[str, Any]
_FAMILIES = {
    "early_help": "early_support",
    "mainstream": "mainstream_inclusion",
    "assessment_review": "assessment_and_plan_numbers",
    "specialist_places": "state_specialist_places",
    "independent_placements": "independent_and_non_maintained_places",
    "top_up_and_bands": "top_up_and_banding",
    "post16": "post_16",
    "health": "health_and_joint_commissioning",
    "schools_money": "schools_block_transfer",
    "governance": "workforce_and_governance",
}


def proposal(result: Result) -> str:
    """The draft. Raises ValueError for a document that is no agreement."""
    terms = result["agreement"]
    if terms is None:
        raise ValueError(
            f"a draft for the register is made from an agreement; this looks like another kind: {result['kind']}"
        )
    name = (terms["authority"] or {}).get("value", "")
    lines = [
        f"# A DRAFT made by a program from the file with SHA-256 {result['document']['sha256']}.",
        "# Check every figure against the document. Complete each line marked COMPLETE. Then write conditions "
        "in your own",
        "# words and propose the file as register/agreements/<council>.toml.",
        f"# {result['rules']['notice']}",
        *(f"# Warning: {_line(one)}" for one in result["warnings"]),
        f"authority = {_text((terms['authority'] or {}).get('ons_code') or 'COMPLETE: the ONS code')}",
        f"name = {_text(name or 'COMPLETE: the council')}",
        'kind = "agreement"',
        '# published = "COMPLETE: when it was published"',
        '# documents = ["COMPLETE: a row of sources.csv"]',
        "",
        "[[version]]",
        'id = "original"  # COMPLETE: original, reprofiled, extended or revised',
        'label = "Original agreement"',
        *_term("end_year", terms["last_year"]),
        *_term("in_year_balance_year", terms["in_year_balance_by"]),
        *_term("total_gbp", terms["total_payment"]),
        *_term("council_contribution_gbp", terms["authority_contribution"]),
        'sources = ["COMPLETE"]',
    ]
    for row in terms["payments"]:
        lines += [
            "",
            "[[payment_due]]",
            f'period = "{row["financial_year"]}"',
            *_term("amount_gbp", row["amount"]),
            'sources = ["COMPLETE"]',
        ]
    for row in terms["deficit_profile"]:
        year = row["financial_year"]
        lines += [
            "",
            "[[deficit]]",
            f'as_at = "20{year[-2:]}-03-31"',
            *_term("value_gbp", row["amount"]),
            'kind = "agreement_profile"',
            'basis = "unknown"  # COMPLETE: net or gross of what the department pays',
            'scope = "whole_dsg"',
            'sources = ["COMPLETE"]',
        ]
    known = {family.value for family in Family}
    for action in result["actions"]:
        family = _FAMILIES.get(action["family"], action["family"])
        lines += [
            "",
            "[[condition]]",
            f"# In the document ({action['number'] or 'no number'}): {_line(action['text'])}",
            f"family = {_text(family if family in known else 'other')}",
            'text = "COMPLETE: in your own words"',
            'sources = ["COMPLETE"]',
        ]
    return "\n".join(lines) + "\n"


def _term(name: str, term: Result | None) -> list[str]:
    if term is None:
        return [f"# {name}: not found in the document"]
    value = term["value"]
    said = _text(value) if isinstance(value, str) else str(int(value))
    page = f", page {term['page']}" if term["page"] else ""
    return [f"# {_line(term['quote'])}{page}", f"{name} = {said}"]


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=True)


def _line(text: str) -> str:
    return " ".join(text.split())[:300]
