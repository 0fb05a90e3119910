"""The simulator: the form in which a reader asks "what if", and the page that answers.

In: gathered facts, what was typed, and what the model told. Out: `Page`s at one address. The form is built with the
site; the server answers it. Everything works without a script; ours only spares the page being loaded again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portcullis.vocabulary import DIALS, ENGLAND
from portcullis.vocabulary.dial import Dial

from ..gathered import Gathered
from ..words import dials as words
from .environment import Page

PATH = "simulate/"
#: How the money is projected; it stands where forecasts do, and only with them.
METHOD = "forecast/money-method/"
#: The scenario that is taken where none is chosen.
USUAL = "today"
#: Fields that are no dials, with what they stand at when left blank.
DRAWN: dict[str, str] = {"years": "5", "draws": "10000", "seed": "2026"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader typed, by field, as it was typed; and what is wrong, by field. `problem` is about no field."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    def of(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: a dial with its years."""

    name: str
    label: str
    says: str = ""
    unit: str = ""
    value: str = ""
    usually: str = ""
    here: str = ""
    options: tuple[tuple[str, str], ...] = ()
    years: str = ""
    since: str = ""
    until: str = ""
    error: str = ""


def field_name(dial: str) -> str:
    """The name of a dial's field: `mix:post16` is `mix-post16` in an address."""
    return dial.replace(":", "-")


#: Field of the form -> dial.
FIELDS = {field_name(name): name for name in DIALS}


def simulate_form(g: Gathered, asked: Asked | None = None) -> Page:
    """The form, empty as it is built, or again as it was sent, with what is wrong beside each field."""
    return Page(PATH, "simulate.html", form_context(g, asked or Asked()) | {"result": None}, active=PATH)


def form_context(g: Gathered, asked: Asked) -> Row:
    """What the template needs to print the form."""
    chosen = asked.of("scenario") or USUAL
    scenario = g.policies.get(chosen)
    settings = scenario.settings if scenario else ()
    groups = []
    for group, title in words.GROUPS.items():
        fields = [_field(dial, asked, settings) for dial in DIALS.values() if dial.group == group]
        touched = any(one.value or one.since or one.until or one.error for one in fields)
        groups.append({"title": title, "id": group, "fields": fields, "open": touched})
    drawn = [_drawn(name, asked) for name in DRAWN]
    return {
        "title": "What if? Simulate a council’s deficit",
        "description": "Pick a council and a scenario, turn the dials, and see what may be owed, with its range.",
        "councils": [a["name"] for a in councils(g)],
        "council": Field(
            "council", "Council, or England", value=asked.of("council"), error=asked.errors.get("council", "")
        ),
        "scenarios": list(g.policies.values()),
        "chosen": chosen,
        "groups": groups,
        "drawn": {"fields": drawn, "open": any(one.value or one.error for one in drawn)},
        "errors": [(name, _id(name), text) for name, text in asked.errors.items()],
        "scenario_error": asked.errors.get("scenario", ""),
        "problem": asked.problem,
        "method": METHOD if g.forecast_about else "",
    }  # fmt: skip


def councils(g: Gathered) -> list[Row]:
    """Councils that may be chosen, by name; England last."""
    present = [a for a in g.areas.values() if a["status"] == "current" and a["code"] != ENGLAND]
    england = [g.areas[ENGLAND]] if ENGLAND in g.areas else []
    return sorted(present, key=lambda a: a["name"]) + england


def _id(name: str) -> str:
    """The id of the element that a mistake is about."""
    return "f-scenario-0" if name == "scenario" else f"f-{name}"


def _field(dial: Dial, asked: Asked, settings: tuple) -> Field:
    name = field_name(dial.name)
    here = words.turned(dial.name, settings)
    options: tuple[tuple[str, str], ...] = dial.choices
    if dial.kind == "date":
        options = tuple((f"{year}-03-31", f"31 March {year}") for year in range(2026, 2037))
    value = asked.of(name)
    if options and value and value not in dict(options):
        options = (*options, (value, value))  # what was sent is kept, though it is wrong
    return Field(
        name, dial.label, dial.says, "£" if dial.unit == "pounds" else dial.unit, value,
        words.usually(dial) if dial.group != "council" else "", f"In this scenario: {here}." if here else "", options,
        "" if not dial.dated else "first" if dial.group == "demand" else "both",
        asked.of(f"{name}.from"), asked.of(f"{name}.to"), asked.errors.get(name, ""),
    )  # fmt: skip


_DRAWN = {
    "years": ("How many years to show", "From 1 to 15, and far enough for the override to end."),
    "draws": ("How many futures to draw", "From 100 to 20,000; for England 1,000 at most."),
    "seed": ("Seed", "Any whole number. The same seed gives the same numbers."),
}


def _drawn(name: str, asked: Asked) -> Field:
    label, says = _DRAWN[name]
    usual = f"Usually {int(DRAWN[name]):,}." if name != "seed" else f"Usually {DRAWN[name]}."
    return Field(name, label, says, value=asked.of(name), usually=usual, error=asked.errors.get(name, ""))
