"""A second pair of hands for `write_papers`: `python -m portcullis.publish.paper.helper FOLDER`.

In: jobs on standard input, one JSON list a line. Out: the files. It ends with 1 and a sentence when one fails.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .press import print_pdf, print_png


def main(folder: Path) -> None:
    """Print all that comes in."""
    jobs = [json.loads(line) for line in sys.stdin.buffer]
    for path, template, data, timestamp in jobs:
        done = print_png(template, data) if timestamp is None else print_pdf(template, data, timestamp)
        (folder / path).write_bytes(done)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
