"""Which family an action belongs to, by the words that carry it.

In: the text of an action. Out: one of the families of the contract. What an action is *for* ("to reduce the need for
independent places") counts less than what it *does*, which usually stands first.
"""

from __future__ import annotations

import re

FAMILIES = (
    "early_help", "mainstream", "assessment_review", "specialist_places", "independent_placements", "top_up_and_bands",
    "post16", "health", "alternative_provision", "transport", "schools_money", "governance", "other",
)  # fmt: skip
_WORDS: dict[str, tuple[tuple[str, float], ...]] = {
    "early_help": (
        (r"early (?:help|intervention|identification|support|years)|earlier (?:help|support|identification|"
         r"intervention)|early and|at an early", 3),
        (r"SEN[D]? support|graduated (?:approach|response)|ordinarily available|before (?:needs|problems|"
         r"difficulties) (?:grow|escalate|worsen)|escalat", 2.2),
        (r"preventi|prevent|family hubs?|portage|nurser|pre-?school|health visit|sooner|under[- ]fives|parenting", 1.8),
    ),
    "mainstream": (
        (r"(?:in)?to mainstream|in mainstream|include more|inclusion lead|whole[- ]school", 2.5),
        (r"mainstream", 2.2), (r"inclusi(?:on|ve)|inclusive (?:culture|practice)|ordinary (?:schools|classrooms)", 2),
        (r"(?:train|develop|coach|upskill|support)\w* (?:\w+ ){0,3}(?:teachers|staff|SENCOs?|workforce|"
         r"schools)|SENCO|outreach|whole[- ]school|neighbourhood school|local school", 1.6),
    ),
    "assessment_review": (
        (r"decisions? on requests|requests?\b|legal test|statutory test", 1.6),
        (r"assess\w*|EHCNA|statutory process|decision[- ]making|threshold|panel\b|eligib|moderation", 2.2),
        (r"annual reviews?|reviews? of (?:plans|EHC)|review(?:ing)? (?:all |existing |each )?(?:EHC\w*|plans|"
         r"education, health)|phase transfer review|re-?assess", 3),
        (r"EHC\w*|education,? health and care|(?:number|quality|issue)\w* of (?:\w+ )?plans|new plans|"
         r"\bplans\b|20 weeks?|timel|tribunal|appeals|cease|ceasing|demand for (?:plans|EHC)", 1.5),
    ),
    "specialist_places": (
        (r"special schools?|specialist (?:places|provision|capacity|school)|special free schools?|free "
         r"schools?|satellite", 2.5),
        (r"resource(?:d)? (?:bases?|provisions?|units?)|specialist (?:units?|hubs?)|inclusion bases?|SEN "
         r"units?|additionally resourced|\bARPs?\b", 2.6),
        (r"sufficiency|capacity|local places?|places|build|open(?:ing)?|capital|expan|estate|local provision|"
         r"new school", 1.1),
    ),
    "independent_placements": (
        (r"independent (?:special |non[- ]maintained |and non|school|sector|place|provi|specialist)|"
         r"independent(?= |\b)|non[- ]maintained|INMSS|\bINM", 3),
        (r"out[- ]of[- ](?:county|area|borough|city|authority|district)|outside (?:the )?(?:county|area|"
         r"borough|city|authority)|residential|high[- ]cost (?:place|provi)|repatriat|distant|far from home|"
         r"private (?:school|provi|sector)", 2.4),
        (r"commissioning|fees|contract|framework|procure|negotiat|price|value for money|placements", 1.1),
    ),
    "top_up_and_bands": (
        (r"top[- ]?ups?|element (?:3|three)|band(?:s|ing|ed)?\b|matrix|funding (?:levels|rates|tariff|model|"
         r"descriptors)|tariffs?", 3),
        (r"(?:resource|funding) allocation|per[- ]pupil (?:rates|funding)|unit cost", 1.5),
    ),
    "post16": (
        (r"post[- ]?(?:16|sixteen)|further education|\bFE\b|colleges?|preparation for adulthood|preparing for "
         r"adulthood|adulthood|supported internships?|internships?|apprenticeship|employment|16 to 25|"
         r"over[- ]16|young adults|independen(?:ce|t living)|sixth[- ]form|19[- ]?(?:to|–|-)[- ]?25|school "
         r"leavers|leave school", 2.9),
    ),
    "health": (
        (r"\bNHS\b|\bICB\b|integrated care|health (?:partners?|services?|board|colleagues|contribut|and care "
         r"(?:board|system)|commission|bodies|needs)|therap(?:y|ies|ists)|CAMHS|joint(?:ly)? (?:commission|"
         r"fund)\w*|tripartite|continuing care|clinical|mental health|speech and language|neuro-?d", 2.4),
        (r"\bhealth\b(?! and care plan)", 1.2),
    ),
    "alternative_provision": (
        (r"alternative provision|\bAP\b|pupil referral|\bPRUs?\b|exclu(?:ded|sions?|ding)|out of school|EOTAS|"
         r"otherwise than at school|tuition|medical needs|suspension", 2.9),
    ),
    "transport": ((r"transport|travel|minibus|taxis?|home[- ]to[- ]school|passenger", 3.2),),
    "schools_money": (
        (r"schools? block|block transfer|transfer (?:of |from )?(?:\d|half|0\.|one|schools)|schools? balances|"
         r"balances|claw\w*|notional (?:SEN|budget)|de-?delegat|delegated budgets?|schools? (?:forum|funding|"
         r"budgets)|formula|top-?slice|disapplication|reserves|growth fund", 2.7),
    ),
    "governance": (
        (r"govern|programme (?:board|management|manager|office)|monitor|dashboard|\bdata\b|forecast|"
         r"report(?:ing)?\b|oversight|accountab|project|steering|risk register|leadership|co-?produc|parent "
         r"carer forum|engage|communicat|financial (?:control|management)|audit|system[- ]wide|partnership "
         r"board|KPIs?|benefits realisation|savings track|workforce plan", 1.9),
    ),
}  # fmt: skip
_COMPILED = {
    name: tuple((re.compile(p, re.IGNORECASE if not p.isupper() else 0), w) for p, w in ps)
    for name, ps in _WORDS.items()
}
_AIM = re.compile(
    r"\b(?:so that|in order to|to (?:reduce|cut|avoid|prevent|lessen|ease|limit)|thereby|reducing|thus|which "
    r"will|so as to|and so|meaning that|rather than|instead of|before)\b",
    re.IGNORECASE,
)


def family_of(text: str) -> str:
    """The family of an action."""
    aim = _AIM.search(text)
    edge = aim.start() if aim and aim.start() > 12 else len(text)
    scores: dict[str, float] = {}
    for name, patterns in _COMPILED.items():
        score = 0.0
        for pattern, weight in patterns:
            for count, match in enumerate(pattern.finditer(text)):
                if count == 3:
                    break
                early = 1.0 if match.start() < edge else 0.35
                score += weight * early * (1.0 if count == 0 else 0.25) * (1.15 if match.start() < 60 else 1.0)
        scores[name] = score
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 1.0 else "other"
