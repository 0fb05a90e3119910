"""Makes a paper in a format: as council officers would send it, with and without lines round its tables.

In: a `Paper`. Out: bytes of a PDF, a scanned PDF, a Word file, a workbook, a web page or a text.
"""

from __future__ import annotations

import html
import io
import itertools
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from xml.sax.saxutils import escape

from .documents import Paper, Part

FORMATS = ("pdf", "docx", "xlsx", "html", "txt", "scan")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def make(paper: Paper, form: str) -> bytes:
    """The paper in this format."""
    return {"pdf": _pdf, "scan": _scan, "docx": _docx, "xlsx": _xlsx, "html": _html, "txt": _txt}[form](paper)


def _groups(paper: Paper) -> Iterator[tuple[bool, list[Part]]]:
    for row, parts in itertools.groupby(paper.parts, key=lambda part: part.kind == "row"):
        yield row, list(parts)


def _typst(paper: Paper) -> str:
    lines = [
        '#set document(title: "paper")',
        '#set page(paper: "a4", numbering: "1 of 1")',
        '#set text(size: 10.5pt, lang: "en", region: "gb")',
        "#set par(justify: true)",
    ]
    for row, parts in _groups(paper):
        if row:
            wide = max(len(part.cells) for part in parts)
            cells = ", ".join(
                f"[#{_quoted(cell)}]" for part in parts for cell in (*part.cells, *[""] * (wide - len(part.cells)))
            )
            stroke = "0.5pt" if paper.truth["ruled"] else "none"
            lines.append(f"#table(columns: {wide}, stroke: {stroke}, {cells})")
            continue
        for part in parts:
            size = "weight: 700, size: 13pt" if part.kind == "heading" else ""
            lines.append(f"#par[#text({size})[#{_quoted(part.text)}]]")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _pdf(paper: Paper) -> bytes:
    import typst

    made = typst.compile(_typst(paper).encode())
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file
    return made


@lru_cache(maxsize=64)
def _pages(source: str) -> tuple[bytes, ...]:
    import typst

    made = typst.compile(source.encode(), format="png", ppi=150)
    return tuple(made) if isinstance(made, list) else (made,) if made else ()


def _scan(paper: Paper) -> bytes:
    import tempfile
    from pathlib import Path

    import typst

    with tempfile.TemporaryDirectory() as place:
        lines = ['#set page(paper: "a4", margin: 0pt)']
        for number, page in enumerate(_pages(_typst(paper))):
            (Path(place) / f"{number}.png").write_bytes(page)
            lines.append(f'#image("{number}.png", width: 100%)')
        main = Path(place) / "main.typ"
        main.write_text("\n".join(lines), encoding="utf-8")
        made = typst.compile(str(main))
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file
    return made


def _docx(paper: Paper) -> bytes:
    body = []
    for row, parts in _groups(paper):
        if row:
            rows = (
                "".join(f"<w:tc><w:p><w:r><w:t>{escape(c)}</w:t></w:r></w:p></w:tc>" for c in part.cells)
                for part in parts
            )
            body.append("<w:tbl>" + "".join(f"<w:tr>{one}</w:tr>" for one in rows) + "</w:tbl>")
            continue
        for part in parts:
            style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if part.kind == "heading" else ""
            body.append(f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(part.text)}</w:t></w:r></w:p>')
    return _zipped(
        {
            "word/document.xml": f"<?xml version='1.0' encoding='UTF-8'?><w:document "
            f"{_W}><w:body>{''.join(body)}</w:body></w:document>"
        }
    )


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _xlsx(paper: Paper) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        line = 0
        for part in paper.parts:
            if part.kind == "heading" and line:
                line += 1
            for column, cell in enumerate(part.cells or (part.text,)):
                number = cell.replace(",", "")
                if part.kind == "row" and number.replace(".", "", 1).isdigit():
                    sheet.write_number(line, column, float(number))
                else:
                    sheet.write_string(line, column, cell)
            line += 1
    return out.getvalue()


def _html(paper: Paper) -> bytes:
    body = []
    for row, parts in _groups(paper):
        if row:
            rows = ("".join(f"<td>{html.escape(c)}</td>" for c in part.cells) for part in parts)
            body.append("<table>" + "".join(f"<tr>{one}</tr>" for one in rows) + "</table>")
            continue
        for part in parts:
            tag = "h2" if part.kind == "heading" else "p"
            body.append(f"<{tag}>{html.escape(part.text)}</{tag}>")
    head = "<!doctype html><html><head><meta charset=utf-8><title>Paper</title></head>"
    return f"{head}<body>{''.join(body)}</body></html>".encode()


def _txt(paper: Paper) -> bytes:
    lines: list[str] = []
    for row, parts in _groups(paper):
        if row:
            lines += ["    ".join(part.cells) for part in parts] + [""]
            continue
        for part in parts:
            lines += [*_wrapped(part.text), ""]
    return "\n".join(lines).encode()


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 88)
