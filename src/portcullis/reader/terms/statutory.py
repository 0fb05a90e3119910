"""The clause that says that statutory duties are unaffected.

In: sentences. Out: the sentence.
"""

from __future__ import annotations

import re

from ..sentences import Sentence

_STATUTORY = re.compile(
    r"\b(?:nothing|no part|no term|no provision|none of|neither)\b(?:[^.]|\.(?=\d)){0,120}\b(?:affect|alter|"
    r"overrid|remov|releas|limit|chang|displac|reliev|dilut|derogat|"
    r"detract|reduc|restrict|fetter|require|replac|cut across|weaken|excus|absolv|diminish|waiv|prejudic|"
    r"interfer|modif|qualif|vari|take away|set aside|lessen|permit)\w*(?:[^.]|\.(?=\d)){0,120}\b(?:dut|"
    r"obligation|statut|law\b|legal|legislation|right)|"
    r"\b(?:dut(?:y|ies)|obligations?|responsibilit\w+|rights?|functions)\b(?:[^.]|"
    r"\.(?=\d)){0,100}\b(?:unaffected|(?:are|is|be) not affected|unchanged|remain\w*|continu\w+ to apply|not "
    r"(?:changed|altered|reduced|affected|limited|displaced)|take precedence|come first|prevail|stand|"
    r"undiminished|in full)\b|"
    r"\b(?:does|do|shall|will|is|are|may) not\b(?:[^.]|\.(?=\d)){0,60}\b(?:affect|alter|overrid|remov|releas|"
    r"limit|chang|displac|reliev|dilut|reduc|restrict|fetter|replac|excus|absolv|waiv)\w*(?:[^.]|"
    r"\.(?=\d)){0,100}\b(?:statut\w+|legal|law\w*)\b(?:[^.]|\.(?=\d)){0,30}\b(?:dut|obligation|responsib|right|"
    r"function)|"
    r"without prejudice to(?:[^.]|\.(?=\d)){0,80}\b(?:statut|dut|legal|law)|"
    r"\b(?:in accordance|in line|consistent|compl\w+) with (?:all )?(?:its|the|their|all)(?: \w+)? "
    r"(?:statutory|legal) (?:dut|obligation|responsib)|"
    r"\b(?:override|affect|alter|change|limit|replace|remove)s? (?:\w+ ){0,3}(?:duties|duty|obligations|"
    r"rights)|subject to the law\b|(?:not|nothing)(?:[^.]|\.(?=\d)){0,40}\b(?:what is )?owed to (?:any|a|each|"
    r"individual) child|"
    r"\b(?:subject|having regard) (?:always )?to\b(?:[^.]|\.(?=\d)){0,60}\bstatutory (?:duties|obligations|"
    r"responsibilities)|"
    r"\b(?:continue\w*|must|shall|will|remains?)\b(?:[^.]|\.(?=\d)){0,60}\b(?:meet|fulfil|comply|discharg|"
    r"satisf|honour|observ|bound|perform|responsible)\w*(?:[^.]|\.(?=\d)){0,60}\b(?:statutory|legal) (?:\w+ "
    r")?(?:dut|obligation|responsib)|"
    r"\b(?:statutory|legal) (?:duties|obligations)(?:[^.]|\.(?=\d)){0,60}\b(?:must|will|shall) (?:continue to |"
    r"still |always )?be (?:met|fulfilled|complied|discharged|honoured)",
    re.IGNORECASE,
)
_LAWFUL = re.compile(r"statut|legal|\blaw\b|duty|duties|obligat|rights?\b|legislation", re.IGNORECASE)
_STATUTORY_NOT = re.compile(
    r"\bdoes not (?:say|mention|address|deal with|consider|refer)|aware of (?:its|the) statutory|silent on",
    re.IGNORECASE,
)


def statutory_clause(sentences: list[Sentence]) -> Sentence | None:
    """The sentence that says that statutory duties are unaffected."""
    for sentence in sentences:
        if (
            _LAWFUL.search(sentence.text)
            and _STATUTORY.search(sentence.text)
            and not _STATUTORY_NOT.search(sentence.text)
        ):
            return sentence
    return None
