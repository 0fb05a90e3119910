"""What is a flag and what is not: the register's own examples, both sides of each duty, and the many near misses."""

from __future__ import annotations

from typing import Any

import pytest

from portcullis.reader import Law
from portcullis.reader.flags import Flag, flags, in_force
from portcullis.reader.sentences import Sentence


def of(text: str, law: Law, *, lead: str = "", kind: str = "other", **more: Any) -> list[Flag]:
    return flags([Sentence(text, 0, len(text), None, 0, lead)], law.duties, kind=kind, **more)


def test_the_examples_of_every_duty_raise_it(law: Law) -> None:
    missed = {
        (d.id, text)
        for d in law.duties
        for text in d.trigger.positive_examples
        if d.id not in {f.duty.id for f in of(text, law)}
    }
    assert missed == set()


def test_no_lawful_counterpart_raises_a_flag(law: Law) -> None:
    raised = {(text, f.duty.id) for d in law.duties for text in d.lawful_counterpart.examples for f in of(text, law)}
    assert raised == set()


@pytest.mark.parametrize(
    "text",
    [
        "Will the council cap EHC plans at 3,000?",
        "Parents fear that the council will cap EHC plans at 3,000.",
        "The number of EHC plans fell by 200 last year.",
        "The number of EHC plans is forecast to fall to 3,000.",
        "The council will not cap EHC plans.",
        "A proposal to cap EHC plans at 3,000 was rejected.",
        "It would be unlawful to cap EHC plans at 3,000.",
        "The white paper proposes to limit EHC plans to the most complex needs.",
        "Repatriate pupils from independent schools where the family wants it.",
        "We will reduce the time taken to issue EHC plans to 18 weeks.",
        "The council will increase the capacity of its special schools by 120 places.",
        "Review the process for commissioning independent placements.",
    ],
)
def test_what_is_not_a_flag(text: str, law: Law) -> None:
    assert of(text, law) == []


def test_a_number_keeps_the_severity_and_a_direction_lowers_it(law: Law) -> None:
    [number], [direction] = of("Reduce EHC plans by 12%.", law), of("Reduce the number of EHC plans.", law)
    assert (number.strength, number.severity) == ("number", "breach_if_applied")
    assert (direction.strength, direction.severity) == ("direction", "high_risk")
    assert direction.confidence < number.confidence


def test_a_bullet_gets_its_verb_from_what_leads_into_it(law: Law) -> None:
    assert of("new EHC plans at 180 a year", law) == []
    [flag] = of("new EHC plans at 180 a year", law, lead="The council will cap:")
    assert flag.duty.id == "ehc-plan-number-cap"


def test_a_saving_sentence_after_it_lowers_the_flag(law: Law) -> None:
    texts = ("The council will cap EHC plans at 3,000.", "Individual decisions will be made on the statutory test.")
    said = [Sentence(text, 0, len(text), None, 0) for text in texts]
    [flag] = flags(said, law.duties)
    assert flag.severity == "high_risk"
    assert flag.saving == texts[1]


def test_rules_hold_from_and_to_their_dates(law: Law) -> None:
    duty = next(d for d in law.duties if d.id == "ehc-plan-number-cap")
    assert not in_force(duty, "2014-08-31")
    assert in_force(duty, "2014-09-01")
    ended = duty.model_copy(update={"valid_to": "2027-08"})
    assert in_force(ended, "2027-08-31")
    assert not in_force(ended, "2027-09-01")
    text = "The council will cap EHC plans at 3,000."
    assert flags([Sentence(text, 0, len(text), None, 0)], [ended], on="2028-01-01") == []


def test_a_pattern_added_to_the_register_is_looked_for(law: Law) -> None:
    duty = next(d for d in law.duties if d.id == "ehc-plan-number-cap")
    text = "Officers must ringfence the EHC plan register to current holders."
    assert of(text, law) == []
    more = duty.model_copy(
        update={"trigger": duty.trigger.model_copy(update={"patterns": (r"ringfence the EHC plan register",)})}
    )
    assert [f.duty.id for f in flags([Sentence(text, 0, len(text), None, 0)], [more])] == ["ehc-plan-number-cap"]
