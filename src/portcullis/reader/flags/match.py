"""Rules as data: sequences of ideas, matched against a tagged sentence.

In: `rules.toml`. Out: `Rule`s by duty, and the spans of words that a rule matched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

import tomli

from .words import Span, Tagged, lexicon

#: How far apart the parts of an "A + B" may stand, in words.
APART = 16


@dataclass(frozen=True, slots=True)
class Step:
    """One of these ideas; at most `gap` words after the step before it, or (gap -1) anywhere near."""

    ideas: tuple[str, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording that raises a duty."""

    duty: str
    order: int
    place: int
    steps: tuple[Step, ...]
    grade: Literal["strong", "medium", "weak"]
    number: Literal["figure", "always", "never"]
    without: frozenset[str]
    needs: frozenset[str]
    own: bool = False
    past: bool = False
    strict: bool = False
    table: bool = False
    guess: bool = False

    def spans(self, tagged: Tagged) -> list[Span] | None:
        """The words that carry the match, step by step, or None."""
        ideas = tagged.ideas
        if self.without and not self.without.isdisjoint(ideas):
            return None
        if self.needs and self.needs.isdisjoint(ideas):
            return None
        return self.wording(tagged)

    def fits(self, ideas: dict[str, list[Span]]) -> bool:
        """Whether each step has an idea in the sentence."""
        return all(any(idea in ideas for idea in step.ideas) for step in self.steps)

    def wording(self, tagged: Tagged) -> list[Span] | None:
        """The same, whatever else stands in the sentence."""
        ideas = tagged.ideas
        for first in _candidates(ideas, self.steps[0]):
            found = self._rest([first], ideas)
            if found:
                return found
        return None

    def _rest(self, so_far: list[Span], ideas: dict[str, list[Span]]) -> list[Span] | None:
        if len(so_far) == len(self.steps):
            return so_far
        step = self.steps[len(so_far)]
        last = so_far[-1]
        for span in _candidates(ideas, step):
            if any(span[0] < other[1] and other[0] < span[1] for other in so_far):
                continue
            if step.gap >= 0:
                fits = 0 <= span[0] - last[1] <= step.gap
            else:
                away = (
                    span[0] - max(s[1] for s in so_far) if span[0] >= last[1] else min(s[0] for s in so_far) - span[1]
                )
                fits = away <= APART
            if fits and (found := self._rest([*so_far, span], ideas)):
                return found
        return None


def _candidates(ideas: dict[str, list[Span]], step: Step) -> list[Span]:
    spans = {span for idea in step.ideas for span in ideas.get(idea, ())}
    return sorted(spans, key=lambda span: (span[0], -span[1]))[:40]


@lru_cache(maxsize=1)
def rules() -> dict[str, tuple[Rule, ...]]:
    """Every rule by duty. Raises ValueError for a rule with an idea that the lexicon lacks."""
    text = resources.files("portcullis.reader.flags").joinpath("rules.toml").read_text(encoding="utf-8")
    out: dict[str, tuple[Rule, ...]] = {}
    for order, (duty, body) in enumerate(tomli.loads(text).items()):
        out[duty] = tuple(_rule(duty, order, place, one) for place, one in enumerate(body["rules"]))
    return out


@lru_cache(maxsize=1)
def by_first_idea() -> dict[str, tuple[Rule, ...]]:
    """Rules by the ideas that their first step may be: most sentences hold few of them."""
    out: dict[str, list[Rule]] = {}
    for group in rules().values():
        for rule in group:
            for idea in rule.steps[0].ideas:
                out.setdefault(idea, []).append(rule)
    return {idea: tuple(found) for idea, found in out.items()}


def _rule(duty: str, order: int, place: int, raw: dict[str, Any]) -> Rule:
    parts = re.split(r"\s+(\+|\d+)\s+", raw["match"])
    steps = [Step(tuple(parts[0].split("|")), 0)]
    for joint, ideas in zip(parts[1::2], parts[2::2], strict=True):
        steps.append(Step(tuple(ideas.split("|")), -1 if joint == "+" else int(joint)))
    without = frozenset(raw.get("without", "").split())
    needs = frozenset(filter(None, raw.get("needs", "").split("|")))
    unknown = ({idea for step in steps for idea in step.ideas} | without | needs) - lexicon().names
    if unknown:
        raise ValueError(f"rules.toml, {duty}: no such idea in lexicon.toml: {', '.join(sorted(unknown))}")
    return Rule(
        duty, order, place, tuple(steps), raw["grade"], raw["number"], without, needs,
        own=raw.get("own", False), past=raw.get("past", False), strict=raw.get("strict", False),
        table=raw.get("table", False), guess=raw.get("guess", False),
    )  # fmt: skip
