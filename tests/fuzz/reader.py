"""Feeds the reader damaged and invented documents until time runs out: `python -m tests.fuzz.reader --minutes 30`.

Not part of `make test`. Every crash (any exception but UnreadableError), every reading slower than ten seconds and
every
result that breaks the contract is printed with the bytes that caused it, in a folder that is named with --keep.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import time
import traceback
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portcullis.reader import Law, Limits, UnreadableError, from_register, read
from portcullis.reader.evaluation.documents import documents
from portcullis.reader.evaluation.make import FORMATS, make

LIMITS = Limits(bytes=5_000_000, unpacked_bytes=20_000_000, pages=50, characters=400_000, rows=5_000, seconds=20)
SLOW_S = 10.0


def seeds() -> list[bytes]:
    """Sound documents of every format to damage."""
    papers = documents("development")[:4]
    return [make(paper, form) for paper in papers for form in FORMATS if form != "scan"]


def damaged(seed: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    """Overwrite, insert and delete at places."""
    data = bytearray(seed)
    for place, what, cut in edits:
        at = place % (len(data) + 1)
        data[at : at + cut] = what
    return bytes(data)


def repacked(seed: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    """The same inside the parts of a zipped document, so that the damage reaches what reads the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, damaged(part, edits) if info.filename.endswith(".xml") else part)
    return out.getvalue()


def holds(result: dict, text: str) -> None:
    """What must hold for every result."""
    for flag in result["flags"]:
        assert 0 <= flag["start"] < flag["end"] <= len(text)
        assert text[flag["start"] : flag["end"]] == flag["quote"]
        assert 0 <= flag["confidence"] <= 1
    assert (result["agreement"] is None) == (result["kind"] != "agreement")


def main() -> None:
    """Run until the time is up."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    options = parser.parse_args()
    law = from_register("register")
    until = time.monotonic() + 60 * options.minutes
    tried = {"read": 0, "refused": 0, "crashed": 0, "slow": 0}
    told: set[str] = set()
    originals = seeds()
    edits = st.lists(st.tuples(st.integers(0, 2**20), st.binary(max_size=40), st.integers(0, 200)), max_size=12)
    words = st.text(max_size=4000) | st.lists(
        st.sampled_from(
            [
                "The council will ",
                "reduce ",
                "cap ",
                "EHC plans ",
                "2022-23 ",
                "£5.0m ",
                "3.1 ",
                "\n",
                "\t",
                "(a) ",
                "• ",
                "Total ",
                "deficit ",
                "will pay ",
                "by 31 March 2026 ",
                "1" * 40,
                "(" * 30,
                "a " * 300,
                "\x00",
                "\u202e",
                "review if ",
                "; or ",
                "per cent ",
                "=cmd|' /C calc'!A0",
            ]
        ),
        max_size=400,
    ).map("".join)

    def one(data: bytes, law: Law) -> None:
        began = time.monotonic()
        try:
            reading = read(data, law, limits=LIMITS)
            holds(reading.result, reading.text)
            tried["read"] += 1
        except UnreadableError:
            tried["refused"] += 1
        except Exception:
            tried["crashed"] += 1
            _keep(options.keep, data, traceback.format_exc(), told)
        if time.monotonic() - began > SLOW_S:
            tried["slow"] += 1
            _keep(options.keep, data, f"slow: {time.monotonic() - began:.0f} s", told)

    options_ = settings(max_examples=400, deadline=None, database=None, suppress_health_check=list(HealthCheck))

    @options_
    @given(st.sampled_from(originals), edits, st.booleans())
    def documents_(seed: bytes, edits: list[tuple[int, bytes, int]], inside: bool) -> None:
        if time.monotonic() < until:
            one(repacked(seed, edits) if inside and seed.startswith(b"PK") else damaged(seed, edits), law)

    @options_
    @given(words | st.binary(max_size=3000).map(lambda b: b.decode("latin-1")))
    def texts(text: str) -> None:
        if time.monotonic() < until:
            one(text.encode("utf-8", "surrogatepass"), law)
            one(f"<html><body><p>{text}</p><table><tr><td>{text}</table>".encode("utf-8", "surrogatepass"), law)

    while time.monotonic() < until:
        documents_()
        texts()
        print(f"{(until - time.monotonic()) / 60:.1f} minutes left: {tried}", flush=True)


def _keep(folder: Path, data: bytes, why: str, told: set[str]) -> None:
    last = why.strip().splitlines()[-3:]
    if (key := "\n".join(last)) in told:
        return
    told.add(key)
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(data).hexdigest()[:12]
    (folder / f"{name}.bin").write_bytes(data)
    (folder / f"{name}.txt").write_text(why)
    print(why, flush=True)


if __name__ == "__main__":
    main()
