"""Text pages read a second on one core, and peak memory for 500 pages. Baseline: PDFium's text alone, no reading."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .measure import REGISTER, best, python, run, say

PAGES = 500
TEXTS = (
    "The council has worked with schools and families to improve the support that children with SEND receive.",
    "The number of EHC plans rose by 6 per cent in the year, and 48 per cent of plans were issued in 20 weeks.",
    "The authority will reduce the number of independent placements to 80 by March 2027.",
    "A report on the programme will be considered by the scrutiny committee in the autumn term.",
    "Each request for an assessment is decided on its own facts and on the legal test.",
)
OURS = """
import sys
from portcullis.reader import from_register, read
data = open(sys.argv[1], "rb").read()
assert read(data, from_register(sys.argv[2])).result["document"]["pages"] >= 500
"""
NOTHING = """
import sys
from portcullis.reader import from_register, read
read(b"The council will cap plans.", from_register(sys.argv[2]))
"""
BASELINE = """
import sys
import pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
for page in document:
    page.get_textpage().get_text_range()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pages.pdf"
        body = "\n\n".join(" ".join(TEXTS[(n + k) % len(TEXTS)] for k in range(4)) for n in range(7))
        source = f'#set page(paper: "a4")\n#for i in range({PAGES}) [{body} #pagebreak(weak: true)\n]'
        written = Path(folder) / "pages.typ"
        written.write_text(source, encoding="utf-8")
        # In a process of its own: what this one takes would be counted to the processes that it starts.
        run(*python("import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"), str(written), str(place))
        here = [str(place), str(REGISTER)]
        ours = best(*python(OURS), *here, times=3)
        start = best(*python(NOTHING), *here, times=3)
        base = best(*python(BASELINE), *here, times=3)
    seconds = ours.seconds - start.seconds
    say("read 500 pages of text", seconds, "PDFium's text alone", base.seconds, budget=PAGES / 40)
    say("read 500 pages, peak memory", ours.peak_mb, "PDFium's text alone", base.peak_mb, "MB", budget=300)


if __name__ == "__main__":
    main()
