"""What a reader can do: write to those who represent them, ask for what is not published, sign, hand on.

In: a council's facts. Out: links and short texts. Never a letter to copy: WriteToThem holds back near-identical
messages, and a person's own words are read. Requests for information are short, ask for recorded facts only, and
leave out what is already published here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from .gathered import Gathered
from .words.sentence import Sentence

Row = dict[str, Any]
WRITE = "https://www.writetothem.com/"
ASK = "https://www.whatdotheyknow.com/"
#: WriteToThem's words for the councillors who answer for education, by kind of council.
COUNCILLORS = {
    "County council": "CED",
    "Unitary authority": "UTE,UTW",
    "Metropolitan district": "MTW",
    "Inner London borough": "LBW",
    "Outer London borough": "LBW",
}


@dataclass(frozen=True, slots=True)
class Act:
    """Links and texts for one council."""

    write_mp: str
    write_councillors: str
    facts: list[Sentence]
    questions: list[str]
    asked_already: str
    request: str
    wanted: list[str]


def act(g: Gathered, code: str, groups: list[tuple[str, list[Sentence]]]) -> Act:
    """What can be done about one council."""
    area = g.areas[code]
    kinds = COUNCILLORS.get(area["type"], "council")
    wanted = wanted_facts(g, code)
    return Act(
        write_mp=f"{WRITE}?{urlencode({'a': 'westminstermp', 'message_type': 'campaigning'})}",
        write_councillors=f"{WRITE}?{urlencode({'a': kinds, 'message_type': 'campaigning'}, safe=',')}",
        facts=[s for label, sentences in groups if label in {"What is owed", "On time", "Refusals"} for s in sentences],
        questions=questions(g.agreement_of.get(code)),
        asked_already=f"{ASK}search/{quote('safety valve dedicated schools grant ' + area['name'])}/all",
        request=request_link(area, wanted),
        wanted=wanted,
    )


def questions(agreement: Row | None) -> list[str]:
    """Questions a reader may want answered, in general words; which ones depends on what is known."""
    out = [
        "What does the local SEND reform plan say will change for children, and by when?",
        "What will happen to the part of the deficit that the grant does not cover?",
    ]
    if agreement and agreement["kind"] == "agreement":
        states = {row["question"]: row["value"] for row in agreement["states"]}
        if states["payment"] in {"suspended", "delayed", "not_known", "ended"}:
            out.append("Which payments under the Safety Valve agreement were made, and which were not?")
        out.append("Which undertakings of the agreement still guide decisions now that it has ended?")
    elif agreement:
        out.append("What has changed since the government refused the council’s bid?")
    return out


def wanted_facts(g: Gathered, code: str) -> list[str]:
    """Recorded facts that this register lacks, as a request would list them."""
    known = {row["period"] for row in g.of("dsg_cumulative_deficit", code) if row["value"] is not None}
    missing = [year for year in ("2024-25", "2025-26") if year not in known]
    out = []
    if missing:
        days = " and ".join(f"31 March {int(year[:4]) + 1}" for year in missing)
        out.append(f"The balance of the dedicated schools grant at {days}, in total and for the high needs block.")
    agreement = g.agreement_of.get(code)
    if agreement and agreement["kind"] == "agreement":
        out.append("Each payment received under the Safety Valve agreement, with its date and amount.")
    out.append("The amount of High Needs Stability Grant awarded, and the date of the award.")
    out.append("The local SEND reform plan as sent to the Department for Education.")
    return out


def request_link(area: Row, wanted: list[str]) -> str:
    """A request at WhatDoTheyKnow, filled in and still to be edited, checked and sent by the reader."""
    if not area["whatdotheyknow_id"]:
        return f"{ASK}select_authority?{urlencode({'query': area['name']})}"
    lines = "\n".join(f"{number}. {fact}" for number, fact in enumerate(wanted, 1))
    letter = f"Please send me the following recorded information:\n\n{lines}"
    words = {"title": "Dedicated schools grant balance and related payments", "default_letter": letter}
    return f"{ASK}new/{quote(area['whatdotheyknow_id'])}?{urlencode(words, quote_via=quote)}"
