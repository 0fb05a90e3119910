"""How papers speak of who pays, of totals, of a council's own money and of the yearly account.

In: nothing. Out: patterns that several kinds of term look for.
"""

from __future__ import annotations

import re

DEPARTMENT = r"(?:the department|DfE|the DfE|Department for Education|Secretary of State)"
PAYS = re.compile(
    rf"{DEPARTMENT}(?:[^.;]|\.(?=\d)){{0,60}}?\b(?:pay|pays|release|provide|give|make|transfer|contribute|"
    rf"fund|advance|payments?)\b|(?:will|shall|to) be paid|"
    rf"(?:additional|extra) (?:DSG|funding|grant)|paid by {DEPARTMENT}|\breceiv\w+|(?:payment|instalment|sum)s? of",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"\b(?:in total|total(?:s|ling|ing)?|come to|comes to|add up to|adds up to|amount to|amounts to|sum to|in all|"
    r"altogether|overall|aggregate|in sum|whole|combined|up to|over the (?:life|term|period)|maximum|sum of "
    r"all)\b",
    re.IGNORECASE,
)
OUR_MONEY = re.compile(
    r"\b(?:authority|council|it)(?:['’]s)?\b(?:[^.;]|\.(?=\d)){0,80}?\b(?:contribut\w*|put(?:s|ting)? in|"
    r"provide|commit\w*|set(?:s|ting)? aside|inject\w*|add|invest|"
    r"meet|fund|puts|use|find|make available|allocate|own (?:money|funds|resources|contribution)|draw\w*)\b|"
    r"(?:from|out of) (?:its|the authority['’]s|the council['’]s|general|earmarked|own|council) (?:own "
    r")?(?:\w+ ){0,2}(?:reserves?|funds?|resources|fund|budget|receipts)|"
    r"(?:local|council|authority) contribution|falls? to the (?:authority|council)|(?:from|out of) the general "
    r"fund|(?:receipts|reserves|balances)(?:[^.;]|\.(?=\d)){0,40}used by "
    r"the (?:council|authority)",
    re.IGNORECASE,
)
IN_YEAR = re.compile(
    r"in[- ]year (?:\w+[- ]){0,3}?(?:balance|surplus|break-?even|position|equilibrium)|balanced? (?:\w+ "
    r"){0,4}in[- ]year|"
    r"(?:live|spend|operate|remain|keep|stay|manage)\w* within (?:its|the|their|each) (?:\w+ ){0,3}(?:grant|"
    r"allocation|DSG|income|funding)|"
    r"break-?\s?even (?:\w+ ){0,5}(?:each|in[- ]year|annual|every|year)|(?:annual|yearly) (?:\w+ ){0,2}balance|"
    r"(?:yearly|annual) (?:\w+ )?(?:overspend|deficit)(?:[^.;]|\.(?=\d)){0,40}(?:eliminat|remov|nil|zero|end|clos)|"
    r"spend(?:s|ing)? no more than (?:it|the authority|the council) receives|"
    r"(?:annual|yearly|in-year|each year['’]s|high needs|DSG) (?:\w+ ){0,2}(?:spend|spending|expenditure|"
    r"costs?)(?:[^.;]|\.(?=\d)){0,40}?(?:not exceed|no more than|no greater than|within|equal|match|match\w*|"
    r"contained|covered)(?:[^.;]|\.(?=\d)){0,40}?(?:income|allocation|grant|funding|DSG)|"
    r"(?:in balance|balanced|in surplus)(?:[^.;]|\.(?=\d)){0,15}(?:each|every|in any|in-year|in year)|"
    r"(?:account|budget|block|spending)(?:[^.;]|\.(?=\d)){0,20} in(?:to)? balance|within (?:its|their) means|"
    r"(?:year|annual)(?:['’]s)? spending (?:is |to be |will be )?(?:no more than|within|matched|in line|covered)|"
    r"in[- ]year (?:\w+ ){0,3}deficit(?:[^.;]|\.(?=\d)){0,40}(?:eliminat|remov|nil|zero|end|clos)|balance "
    r"(?:its|the) (?:\w+ ){0,3}(?:in each|each year|every year|budget)",
    re.IGNORECASE,
)
