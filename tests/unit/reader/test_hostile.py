"""Hostile files: one plain line, or a result with warnings; never anything else."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from portcullis.reader import Law, Limits, UnreadableError, read
from portcullis.reader.apart import Apart
from portcullis.reader.evaluation.documents import documents
from portcullis.reader.evaluation.make import make
from portcullis.reader.place import taken

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CAP = "The council will cap EHC plans at 300."


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def word(body: str, before: str = "") -> bytes:
    return zipped(
        {
            "word/document.xml": f"{before}<w:document "
            f"{W}><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
        }
    )


def pdf() -> bytes:
    return make(documents("development")[0], "pdf")


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "empty": (b"", "empty"),
    "only NULs": (b"\x00" * 900, "empty"),
    "truncated PDF": (pdf()[:700], "damaged"),
    "noise that begins as a PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 8, "damaged"),
    "external entity": (word("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "refused"),
    "entities within entities": (word("&b;", ENTITIES), "refused"),
    "broken XML": (word("<w:t>"), "damaged"),
    "zip bomb": (word(" " * 9_000_000), "too large"),
    "encrypted workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Word"),
    "workbook without sheets": (zipped({"xl/workbook.xml": "<workbook/>"}), "damaged"),
    "an archive": (zipped({"notes.txt": "x"}), "unsupported"),
    "a picture": (b"\x89PNG\r\n" + b"x" * 99, "unsupported"),
    "a program": (b"\x7fELF" + bytes(200), "unsupported"),
    "no text at all": (b"<html><body><script>cap()</script></body></html>", "no text"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_says_why_in_one_line(data: bytes, why: str, law: Law) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data, law, limits=Limits(unpacked_bytes=5_000_000))
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_control_and_direction_characters_are_taken_out_with_a_warning(law: Law) -> None:
    reading = read("The council will \u202ecap\u202c EHC\x07 plans at 300.\x00".encode(), law)
    assert "\u202e" not in reading.text
    assert "\x00" not in reading.text
    assert len(reading.result["warnings"]) == 2
    assert reading.result["flags"][0]["rule"] == "ehc-plan-number-cap"


def test_the_name_of_a_file_does_not_matter(tmp_path: Path, law: Law) -> None:
    wrong = tmp_path / "agreement.pdf"
    wrong.write_text(CAP)
    assert read(taken(wrong, Limits()), law).result["document"]["media_type"] == "text/plain"


def test_macros_are_named_and_not_run(law: Law) -> None:
    data = zipped(
        {
            "word/document.xml": f"<w:document "
            f"{W}><w:body><w:p><w:r><w:t>{CAP}</w:t></w:r></w:p></w:body></w:document>",
            "word/vbaProject.bin": "x",
        }
    )
    assert any("macros" in warning for warning in read(data, law).result["warnings"])


def test_only_ordinary_files_are_taken(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "large").write_bytes(b"x" * 2000)
    for name, why in {
        "": "folder",
        "pipe": "ordinary",
        "link": "ordinary",
        "dangling": "not found",
        "large": "too large",
    }.items():
        with pytest.raises(UnreadableError, match=why):
            taken(tmp_path / name, Limits(bytes=1000))


def test_more_pages_than_we_read_is_a_warning(law: Law) -> None:
    import typst

    data = typst.compile(b"#for i in range(30) [The council will cap EHC plans. #pagebreak()]")
    result = read(data, law, limits=Limits(pages=10)).result
    assert result["document"]["pages"] == 31
    assert result["warnings"] == ["Only the first 10 of 31 pages were read: the document is too long."]


def test_a_document_that_takes_too_long_brings_down_only_its_own_process(law: Law) -> None:
    slow = b"<html><body>" + b"<div>" * 150_000
    with Apart(law, Limits(seconds=4.0)) as apart:
        with pytest.raises(UnreadableError, match="too slow"):
            apart.read(slow)
        assert apart.read(CAP.encode()).result["flags"]
        assert apart.started == 2


def test_a_document_that_takes_too_much_memory_is_refused(law: Law) -> None:
    import zlib

    packed = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed) + packed + b"\nendstream",
    ]  # fmt: skip
    data = (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%sendobj\n" % (n, o) for n, o in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>"
    )
    with Apart(law, Limits(memory_bytes=250_000_000, seconds=20.0)) as apart:
        with pytest.raises(UnreadableError, match=r"too large|damaged|no text"):
            apart.read(data)
        assert apart.read(CAP.encode()).result["flags"]
