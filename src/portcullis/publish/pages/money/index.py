"""The way in to everything about projected money.

In: gathered facts. Out: `Page`. A copy without recorded projections has it too, and says how to make them.
"""

from __future__ import annotations

from portcullis.vocabulary import ENGLAND

from ...gathered import Gathered
from ...words import reconcile, shares
from ...words.outlook import MEASURED, TODAY
from ...words.sentence import Sentence, said
from ..environment import Page, relative
from .places import ENGLAND_PATH, FILE, GRANT_PATH, PATH, SCENARIOS_PATH, SIMULATOR, made

READING = (
    ("guides/how-the-money-works/", "How the money works"),
    ("guides/what-the-override-is/", "What the override is"),
    ("guides/what-the-stability-grant-does/", "What the stability grant does"),
    ("guides/what-a-safety-valve-agreement-was/", "What a Safety Valve agreement was"),
)


def money_page(g: Gathered) -> Page:
    """What may come, in short, and where to read on."""
    england = g.outlooks.get(ENGLAND)
    answer: list[Sentence] = []
    if england and england.runs:
        if told := england.at(TODAY, "deficits", MEASURED):
            answer.append(reconcile.ours_sentence(told, "On 31 March 2026 the deficits of all councils"))
        answer += shares.england_sentences(england.at(TODAY, "grant", MEASURED), None)
        if told := england.at(TODAY, "exposure"):
            answer.append(reconcile.ours_sentence(told, f"On 31 March {told.year}, when the override ends, they"))
        answer.append(said("It shows what follows if nothing more is decided: no one has said that this will happen."))
    else:
        answer.append(said("No projection of money has been recorded in this copy."))
    pages = [
        (ENGLAND_PATH, "England, beside other forecasts", "Our sums beside those of the OBR, CCN, IFS and government."),
        (GRANT_PATH, "The stability grant: who gains, and who paid before",
         "What each council may get, for each young person and each plan, by name and never by size."),
        (SCENARIOS_PATH, "Scenarios", "What each assumes and why, and what it gives for England."),
        (SIMULATOR, "Try it yourself", "Pick a council and a scenario, turn the dials, and see what moves the answer."),
        ("agreements/implied/", "What the targets implied",
         "What meeting each target of an agreement would have asked, in children and places."),
    ]  # fmt: skip
    context = {
        "title": "Money: what may come", "active_pages": pages if england else [],
        "description": "What councils may owe for special needs, what the stability grant may cover, and what if.",
        "answer": answer, "reading": READING, "recorded": bool(england), "file": FILE,
        "made": made(g.outlook_about) if g.outlook_about else "", "url_of": relative(PATH),
    }  # fmt: skip
    return Page(PATH, "money.html", context, active=PATH)
