"""What a reader asked of the simulator: from fields of a form to a wish of the model, or to what is wrong with each.

In: the query of an address. Out: `Asked` (what was typed, and mistakes by field), the wish, and the shortest address of
the same run. Nothing typed is lost, whatever is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from portcullis.publish.pages.simulate import DRAWN, FIELDS, USUAL, Asked, field_name
from portcullis.vocabulary import DIALS, ENGLAND, DialError, Setting, parse_setting, read_setting

from .current import Edition
from .projecting import ENGLAND_DRAWS, MOST_DRAWS, Wish, scenarios_of

#: More fields than the form has are nobody's form.
MOST_FIELDS = 150
#: From when a dial of demand acts where the first year is left blank: the first that nobody has lived through.
FIRST_YEAR = 2027
_ENDS = {"years": (1, 15), "draws": (100, MOST_DRAWS), "seed": (0, 2**53 - 1)}
_TOLD = {
    "years": "Give the years as a whole number from 1 to 15.",
    "draws": f"Give the number of futures as a whole number from 100 to {MOST_DRAWS:,}.",
    "seed": "Give the seed as a whole number from 0 on.",
}
NAMES = frozenset({"council", "scenario", "set", *DRAWN, *FIELDS}) | {
    f"{field}.{end}" for field, dial in FIELDS.items() if DIALS[dial].dated for end in ("from", "to")
}


@dataclass(frozen=True, slots=True)
class Read:
    """What an address asks for. `wish` is None where something is wrong; `address` is the shortest one of the run."""

    asked: Asked
    wish: Wish | None
    address: str


def read(edition: Edition, query: str) -> Read:
    """Read the query of an address."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
    except ValueError:
        return Read(Asked(problem="The address asks for more than the form has."), None, "")
    values = {name: value.strip()[:200] for name, value in pairs if name in NAMES and name != "set" and value.strip()}
    errors: dict[str, str] = {}
    unknown = sorted({name[:40] for name, _ in pairs if name not in NAMES})
    problem = f"There is no field called “{unknown[0]}”. Nothing was worked out." if unknown else ""
    for text in (value for name, value in pairs if name == "set" and value.strip()):
        problem = _fold(text, values) or problem
    council = _council(edition, values.get("council", ""), errors)
    settings = _settings(values, errors)
    scenario = values.get("scenario", USUAL)
    known = scenarios_of(edition)
    if scenario not in known and not (scenario == USUAL and not known):
        errors["scenario"] = f"There is no scenario called “{scenario[:40]}”: choose one of these."
    numbers = {name: _number(name, values, errors) for name in DRAWN}
    if council == ENGLAND:
        _england(settings, numbers, values, errors)
    asked = Asked(values, _in_order(errors), problem)
    if errors or problem:
        return Read(asked, None, "")
    return Read(*_wished(edition, asked, council, scenario, settings, numbers))


def _wished(
    edition: Edition, asked: Asked, council: str, scenario: str, settings: list[Setting], numbers: dict[str, int]
) -> tuple[Asked, Wish, str]:
    """The wish, and the form as it is printed beside the answer: the council by its name."""
    from portcullis.model.money import Policy

    known = scenarios_of(edition)
    policy = Policy.of(known.get(scenario), settings)
    against = Policy.of(known.get(USUAL))
    wish = Wish(
        council, policy, numbers["years"], numbers["draws"], numbers["seed"], against if policy != against else None,
        swings=council != ENGLAND, laid_over=tuple(settings),
    )  # fmt: skip
    row = edition.codes.authorities[council]
    shown = dict(asked.values) | {"council": row["name"]}
    return Asked(shown, {}, ""), wish, _address(row["slug"], scenario, settings, numbers, council)


def _address(slug: str, scenario: str, settings: list[Setting], numbers: dict[str, int], council: str) -> str:
    """The query of the run, in one order: what differs from the usual and nothing else."""
    pairs: list[tuple[str, Any]] = [("council", slug)]
    if scenario != USUAL:
        pairs.append(("scenario", scenario))
    for one in settings:
        name = field_name(one.dial)
        pairs.append((name, one.value if isinstance(one.value, str) else f"{one.value:.10g}"))
        pairs += [(f"{name}.{end}", year) for end, year in (("from", one.since), ("to", one.until)) if year is not None]
    usual = {name: int(value) for name, value in DRAWN.items()}
    if council == ENGLAND:
        usual["draws"] = ENGLAND_DRAWS
    pairs += [(name, value) for name, value in numbers.items() if value != usual[name]]
    return urlencode(pairs)


def _fold(text: str, values: dict[str, str]) -> str:
    """A setting as the command and the API write it, put into its fields; what is wrong with it, if anything is."""
    try:
        setting = parse_setting(text[:100])
    except DialError as error:
        return f"{str(error)[:300]}."
    name = field_name(setting.dial)
    values[name] = setting.value if isinstance(setting.value, str) else f"{setting.value:.10g}"
    for end, year in (("from", setting.since), ("to", setting.until)):
        if year is not None:
            values[f"{name}.{end}"] = str(year)
    return ""


def _council(edition: Edition, text: str, errors: dict[str, str]) -> str:
    """The code of the council that is meant, or a mistake."""
    codes = edition.codes
    if not text:
        errors["council"] = "Choose a council, or England."
        return ""
    code = codes.named(text) or ""
    if followed := codes.successors.get(code):
        names = " and ".join(codes.name(one) for one in followed)
        errors["council"] = f"{codes.name(code)} is no more: {names} followed it."
        return ""
    if not code or (code != ENGLAND and codes.authorities[code]["status"] != "current"):
        errors["council"] = f"There is no council called “{text[:60]}”. Pick one from the list."
        return ""
    return code


def _settings(values: dict[str, str], errors: dict[str, str]) -> list[Setting]:
    """Every dial with something in one of its fields."""
    found = []
    for name, dial in FIELDS.items():
        value, since, until = (values.get(key, "") for key in (name, f"{name}.from", f"{name}.to"))
        if not value and (since or until):
            errors[name] = "Years are given, but no value."
            continue
        if not value:
            continue
        if DIALS[dial].group == "demand" and not since:
            since = str(FIRST_YEAR)
        try:
            found.append(read_setting(dial, value, since, until))
        except DialError as error:
            errors[name] = _plain(dial, str(error))
    return found


def _plain(dial: str, said: str) -> str:
    """What is wrong, as it stands beside the field: a dial is called as the form calls it."""
    label = DIALS[dial].label
    if said.startswith(dial):
        return f"{label}{said.removeprefix(dial)}."
    said = said.replace(dial, f"“{label}”", 1)
    return f"{said[:1].upper()}{said[1:]}."


def _number(name: str, values: dict[str, str], errors: dict[str, str]) -> int:
    text = values.get(name, "").replace(",", "") or DRAWN[name]
    low, high = _ENDS[name]
    if text.isascii() and text.isdecimal() and len(text) < 20 and low <= int(text) <= high:
        return int(text)
    errors[name] = _TOLD[name]
    return int(DRAWN[name])


def _england(settings: list[Setting], numbers: dict[str, int], values: dict[str, str], errors: dict[str, str]) -> None:
    """What England cannot have: dials of one council, and as many draws."""
    for one in settings:
        if DIALS[one.dial].group == "council":
            errors[field_name(one.dial)] = f"{DIALS[one.dial].label}: this is about one council, so name one."
    if "draws" not in values:
        numbers["draws"] = ENGLAND_DRAWS
    elif numbers["draws"] > ENGLAND_DRAWS:
        errors["draws"] = f"England is the sum of all councils: at most {ENGLAND_DRAWS:,} futures here."


def _in_order(errors: dict[str, str]) -> dict[str, str]:
    """Mistakes in the order of the form."""
    order = ["council", "scenario", *FIELDS, *DRAWN]
    return dict(sorted(errors.items(), key=lambda item: order.index(item[0])))
