"""Flags: which sentences are in tension with which duty, how strongly, and how sure we are.

In: the sentences of a document and the duties of the register. Out: `Flag`s in order. A duty that is not in the
register,
or not in force on the day asked for, raises none. Wording patterns of the register are looked for too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from portcullis.vocabulary import Duty

from ..sentences import Sentence
from .confidence import confidence
from .match import Rule, by_first_idea
from .stance import Context, not_a_flag
from .words import Span, Tagged, lexicon

Severity = Literal["breach_if_applied", "high_risk", "watch"]
Strength = Literal["number", "direction"]
_LOWER: dict[str, Severity] = {"breach_if_applied": "high_risk", "high_risk": "watch", "watch": "watch"}
#: Without one of these words a sentence is about none of the duties.
_WORTH = re.compile(
    r"plan|ehc|assess|request|referral|applicat|threshold|criteria|eligib|parent|famil|special|independ|inmss|"
    r"mainstream|placement|place|panel|appeal|tribunal|"
    r"top|element|band|section|review|eotas|package|tuition|transport|travel|cease|cessation|saving|transfer|"
    r"balances|reserves|general fund|114|consult|equalit|eqia|"
    r"demand|door|gatekeep|polic|litig|challenge|advice|weeks|refus|rate\b|culture|response|graduated|waive|"
    r"mitigation|thresh|sensory|confidential|publi|officers|therap|psycholog|hours|fund|support|send|sen\b|"
    r"pupil|child|learner|out of|residential|repatri|provision|school|report|exception|tap",
    re.IGNORECASE,
)
_SAVING = re.compile(
    r"\b(?:nothing in|does not affect|will not affect|without prejudice|unaffected|individual decisions?|"
    r"statutory (?:duties|test)|legal test|on (?:its|their) (?:own )?merits|each case)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:no new|no more|none|never|all|every|zero|only|no growth|no net|freeze|frozen|moratorium|ban(?:ned)?|"
    r"phase[sd]? out|eliminat\w+|halv\w+|in half|by half|by a (?:third|quarter|fifth)|existing levels?|current "
    r"levels?|no increase|no expansion|cease the use|stop(?:ped)?)\b",
    re.IGNORECASE,
)
Patterns = dict[str, tuple[tuple[re.Pattern[str], bool], ...]]
_GRADES = {"strong": 3, "medium": 2, "weak": 1}


@dataclass(frozen=True, slots=True)
class Flag:
    """One sentence in tension with one duty. Positions are in the text of the document."""

    duty: Duty
    severity: Severity
    strength: Strength
    quote: str
    page: int | None
    start: int
    end: int
    confidence: float
    saving: str = ""
    doubts: tuple[str, ...] = ()


def flags(
    sentences: list[Sentence], duties: Iterable[Duty], *, kind: str = "other", on: str = "9999", clause: bool = False
) -> list[Flag]:
    """Flags of all sentences. `on` is a date (YYYY-MM-DD): rules not in force then are left out. `clause`: the document
    itself says that statutory duties are unaffected."""
    valid = {duty.id: duty for duty in duties if in_force(duty, on)}
    patterns = {key: _patterns(duty) for key, duty in valid.items()}
    out: list[Flag] = []
    for index, sentence in enumerate(sentences):
        if not _WORTH.search(sentence.text):
            continue
        after = (
            sentences[index + 1].text
            if index + 1 < len(sentences) and sentences[index + 1].block == sentence.block
            else ""
        )
        context = Context(sentence.lead, after, kind, sentence.row)
        out += _of(sentence, context, valid, patterns, clause=clause)
    return out


def in_force(duty: Duty, on: str) -> bool:
    """Whether a duty holds on a day; partial dates reach as far as they can."""
    if duty.valid_from and on[: len(duty.valid_from)] < duty.valid_from:
        return False
    return not (duty.valid_to and on[: len(duty.valid_to)] > duty.valid_to)


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: Rule
    spans: tuple[Span, ...]

    @property
    def weight(self) -> tuple[int, int, int]:
        return (_GRADES[self.rule.grade], len(self.rule.steps), -self.rule.order)


def _of(
    sentence: Sentence, context: Context, valid: dict[str, Duty], patterns: Patterns, *, clause: bool
) -> list[Flag]:
    tagged = lexicon().tag(sentence.text)
    blocked: set[str] = set()
    hits = _hits(sentence.text, tagged, valid, context, blocked)
    if not hits and context.lead and (sentence.row or context.lead.rstrip().endswith(":")):
        # A bullet or row may get its verb or its "target" from what leads into it.
        joined = f"{context.lead} {sentence.text}"
        both = lexicon().tag(joined)
        edge = len(context.lead)
        hits = [
            hit for hit in _hits(joined, both, valid, context, blocked)
            if (hit.rule.table or not sentence.row) and any(both.places[span[0]][0] > edge for span in hit.spans)
            and hit.spans and both.places[max(hit.spans)[0]][0] > edge
        ]  # fmt: skip
        tagged = both
    if not hits:
        hits = _by_register(sentence, valid, tagged, context, blocked, patterns)
    return [_flag(hit, sentence, tagged, context, valid, clause=clause) for hit in _chosen(hits, tagged)]


def _hits(text: str, tagged: Tagged, valid: dict[str, Duty], context: Context, blocked: set[str]) -> list[_Hit]:
    """What the rules find. `blocked` gathers duties whose wording is there but, for a reason, is no flag."""
    hits: list[_Hit] = []
    index = by_first_idea()
    candidates = {rule for idea in tagged.ideas if idea in index for rule in index[idea] if rule.fits(tagged.ideas)}
    done: set[str] = set()
    for rule in sorted(candidates, key=lambda one: (one.order, one.place)):
        if rule.duty in done or rule.duty not in valid:
            continue
        spans = rule.spans(tagged)
        if spans is None:
            if not rule.without.isdisjoint(tagged.ideas) and rule.wording(tagged):
                blocked.add(rule.duty)
            continue
        reason = not_a_flag(text, tagged, spans, own=rule.own, past=rule.past, strict=rule.strict, context=context)
        if reason is None:
            hits.append(_Hit(rule, tuple(spans)))
            done.add(rule.duty)
        else:
            blocked.add(rule.duty)
    return hits


def _chosen(hits: list[_Hit], tagged: Tagged) -> list[_Hit]:
    """The best hit, and others that speak of something else in the same sentence."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda one: one.weight, reverse=True):
        if any(hit.rule.duty == other.rule.duty for other in kept):
            continue
        if kept and not any(
            re.match(r"and|or|;", w)
            for w in tagged.words[min(s for s, _ in kept[0].spans) : max(e for _, e in hit.spans)]
        ):
            continue
        taken = {i for other in kept for start, end in other.spans for i in range(start, end)}
        mine = {i for start, end in hit.spans for i in range(start, end)}
        if not mine & taken or not kept:
            kept.append(hit)
    return sorted(kept, key=lambda one: one.spans[0])[:3]


#: What a sentence must speak of, and how, before the patterns of the register are tried on it: they are many and slow.
_OBJECTS = (
    "PLANS",
    "ASSESS",
    "REQUEST",
    "PLACES",
    "INDEP",
    "MAINSTREAM",
    "TOPUP",
    "BANDING",
    "SECTIONF",
    "REVIEW",
    "EOTAS",
    "TUITION",
    "TRANSPORT",
    "APPEAL",
    "EP",
    "CEASE",
    "TEST",
    "PANEL",
    "SENSORY",
    "EQUALITY",
    "CONSULT",
    "BALANCES",
    "S114",
    "SECRET",
    "PAYMENT",
)
_MANNER = ("NORM", "DOWN", "LIMIT", "STOP", "TARGET", "EXCEPTION", "GATE", "ONLY")


def _patterns(duty: Duty) -> tuple[tuple[re.Pattern[str], bool], ...]:
    firm = [(re.compile(p, re.IGNORECASE), True) for p in duty.trigger.patterns]
    return tuple(firm + [(re.compile(p, re.IGNORECASE), False) for p in duty.trigger.direction_patterns])


def _by_register(
    sentence: Sentence, valid: dict[str, Duty], tagged: Tagged, context: Context, blocked: set[str], patterns: Patterns
) -> list[_Hit]:
    """What the patterns of the register find and the rules above did not."""
    out: list[_Hit] = []
    if not (tagged.has(*_OBJECTS) and tagged.has(*_MANNER)):
        return out
    for order, (key, compiled) in enumerate(patterns.items()):
        if key in blocked or key not in valid:
            continue
        for pattern, firm in compiled:
            match = pattern.search(sentence.text)
            if not match:
                continue
            inside = [i for i, (a, b) in enumerate(tagged.places) if a >= match.start() and b <= match.end()]
            if not inside:
                continue
            own = bool(re.search(r"\b(?:not|no|never|without|only|unless|must)\b", match[0], re.IGNORECASE))
            span = (inside[0], inside[-1] + 1)
            if not_a_flag(sentence.text, tagged, [span], own=own, past=False, strict=False, context=context) is None:
                rule = Rule(
                    key,
                    100 + order,
                    0,
                    (),
                    "medium" if firm else "weak",
                    "figure" if firm else "never",
                    frozenset(),
                    frozenset(),
                    own,
                )
                out.append(_Hit(rule, (span,)))
            break
    return out


def _flag(
    hit: _Hit, sentence: Sentence, tagged: Tagged, context: Context, valid: dict[str, Duty], *, clause: bool
) -> Flag:
    duty = valid[hit.rule.duty]
    first, last = min(s for s, _ in hit.spans), max(e for _, e in hit.spans)
    figure = any(first - 6 <= start <= last + 12 for start, _ in tagged.ideas.get("NUMBER", ())) or bool(
        tagged.ideas.get("SUM")
    )
    number = hit.rule.number == "always" or (
        hit.rule.number == "figure" and (figure or bool(_ABSOLUTE.search(sentence.text)))
    )
    severity: Severity = duty.severity if number else _LOWER[duty.severity]
    saving = context.after if _SAVING.search(context.after) else ""
    if saving:
        severity = _LOWER[severity]
    doubts = []
    if not number:
        doubts.append("It gives a direction and no figure: how it is carried out decides.")
    if saving:
        doubts.append("The next sentence may protect individual decisions.")
    if clause:
        doubts.append("The document says elsewhere that statutory duties are unaffected.")
    if context.kind == "minutes":
        doubts.append("Minutes report what people said: this may not be what the council decided.")
    if hit.rule.grade == "weak":
        doubts.append("The wording is only loosely like that of the rule.")
    sure = confidence(
        hit.rule.grade,
        number=number,
        row=sentence.row,
        minutes=context.kind == "minutes",
        led=bool(context.lead),
        saving=bool(saving),
        guess=hit.rule.guess,
    )
    return Flag(
        duty,
        severity,
        "number" if number else "direction",
        sentence.text,
        sentence.page,
        sentence.start,
        sentence.end,
        sure,
        saving,
        tuple(doubts),
    )
