"""Valid HTML, as html-validate judges it: an outside program, fetched by npm beside axe-core.

In: files of HTML. Out: `problems`, one line a place; `missing`, one plain line on what this machine lacks. One process
reads all files; the rules, with a reason beside each that differs from its authors', are in html-validate.cjs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).with_name("html-validate.cjs")


@lru_cache(maxsize=1)
def missing() -> str | None:
    """What is not here, in one line, or None when nothing is missing."""
    node = shutil.which("node")
    if not node:
        return "HTML cannot be validated: there is no Node (Debian: apt-get install nodejs npm)."
    if not PROGRAM.exists():
        return "HTML cannot be validated: there is no html-validate (npm ci)."
    started = subprocess.run([node, str(PROGRAM), "--version"], capture_output=True, text=True)
    if started.returncode:
        return "HTML cannot be validated: html-validate does not start with this Node (it needs 20.19 or newer)."
    return None


def problems(files: Sequence[Path], folder: Path) -> list[str]:
    """What is not valid, as 'file:line rule: message'. `folder` is where the answer is put, and names are told from."""
    answer = folder / "html-validate.json"
    with answer.open("w") as out:  # a file: the program ends before a pipe has been emptied
        done = subprocess.run(
            ["node", str(PROGRAM), "--config", str(RULES), "--formatter", "json", *map(str, files)],
            stdout=out, stderr=subprocess.PIPE, text=True, timeout=240,
        )  # fmt: skip
    if done.returncode not in (0, 1) or not answer.stat().st_size:
        raise RuntimeError(f"html-validate failed: {done.stderr[-500:]}")
    return [
        f"{found['filePath']}:{message['line']} {message['ruleId']}: {message['message']}"
        for found in json.loads(answer.read_text(encoding="utf-8"))  # only files with something wrong
        for message in found["messages"]
    ]
