"""Words that mean the same to a reader: whichever is typed, all are looked for.

In: nothing. Out: `SYNONYMS`. To add one, add a line, or a word to a line.
"""

#: Each line is one meaning. Case, commas and a plural do not matter; words are written as they are shown.
SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("EHCP", "EHC plan", "education health and care plan", "education health care plan"),
    ("DSG", "dedicated schools grant"),
    ("HNB", "high needs block"),
    ("SV", "safety valve"),
    ("s251", "s 251", "section 251"),
    ("s114", "s 114", "section 114"),
    ("tribunal", "SENDIST"),
    ("LA", "council", "authority"),
)
