"""Web pages: the blocks that a reader sees, in order; tables row by row.

In: bytes of an HTML page. Out: `Source`. Nothing that the page names is fetched; scripts and hidden parts are left out.
"""

from __future__ import annotations

from ..limits import HTML, Limits
from .clean import clean, warnings
from .plain import decoded
from .source import Line, Source

_GONE = frozenset(
    {"script", "style", "noscript", "template", "head", "nav", "svg", "iframe", "object", "select", "button", "form"}
)
_BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "pre", "li", "dt", "dd",
        "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "caption", "ul", "ol", "dl", "figure", "figcaption", "body",
        "address", "hr", "br", "tbody", "thead", "tfoot", "details", "summary", "fieldset", "html",
    }
)  # fmt: skip
_DEEPEST = 400


def read_html(data: bytes, limits: Limits) -> Source:
    """The visible text of a page. Raises UnreadableError."""
    from selectolax.lexbor import LexborHTMLParser

    words, doubts = decoded(data)
    tree = LexborHTMLParser(words[: limits.characters * 4])
    source = Source(HTML, warnings=doubts)
    title = tree.css_first("title")
    source.title = " ".join(clean(title.text())[0].split())[:500] or None if title else None
    walker = _Walker(limits)
    if tree.body is not None:
        walker.walk(tree.body)
    walker.close()
    source.lines = walker.lines
    source.warnings += warnings(walker.removed)
    if walker.full:
        source.warnings.append("The page is longer than we read: what follows was left out.")
    return source


class _Walker:
    """Goes through the tree without recursion, so that no depth of nesting can exhaust the stack."""

    def __init__(self, limits: Limits) -> None:
        self.lines: list[Line] = []
        self.removed: set[str] = set()
        self.full = False
        self._left = limits.characters
        self._text: list[str] = []
        self._mark = ""
        self._heading = False
        self._row = 0
        self._lists: list[list[int]] = []  # counters of the ordered lists that we are inside; -1 for bullets

    def walk(self, root: object) -> None:
        """Visit every node; what has an end is visited again then."""
        stack: list[tuple[object, bool]] = [(root, False)]
        depth = 0
        while stack and not self.full:
            node, ends = stack.pop()
            tag = node.tag or ""  # ty: ignore[missing-attribute]
            if ends:
                depth -= 1
                self._end(tag)
                continue
            if tag == "-text":
                self._text.append(node.text_content or "")  # ty: ignore[missing-attribute]
                continue
            if tag in _GONE or tag.startswith("-") or depth > _DEEPEST or _hidden(node):
                continue
            self._start(tag, node)
            depth += 1
            stack.append((node, True))
            children = []
            child = node.child  # ty: ignore[missing-attribute]
            while child is not None:
                children.append(child)
                child = child.next
            stack += [(one, False) for one in reversed(children)]

    def close(self) -> None:
        """Put what is left into a line."""
        self._flush()

    def _start(self, tag: str, node: object) -> None:
        if tag in ("td", "th"):
            if self._text and "".join(self._text).strip():
                self._text.append("\t")
            return
        if tag in _BLOCKS and not self._row:
            self._flush()
        if tag == "tr":
            self._flush()
            self._row += 1
        elif tag == "ol":
            start = _attribute(node, "start") or "1"
            self._lists.append([int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 6 else 0])
        elif tag == "ul":
            self._lists.append([-1])
        elif tag == "li" and self._lists:
            last = self._lists[-1]
            if last[0] < 0:
                self._mark = "•"
            else:
                last[0] += 1
                self._mark = ".".join(str(one[0]) for one in self._lists if one[0] >= 0)
                self._mark += "" if "." in self._mark else "."
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._heading = True
        elif tag == "br":
            self._text.append(" ")

    def _end(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._flush()
            self._lists.pop()
        elif tag == "tr" and self._row:
            self._row -= 1
            self._flush()
        elif tag in ("td", "th"):
            self._text.append("\t")
        elif tag in _BLOCKS and not self._row:
            self._flush()
            if tag.startswith("h"):
                self._heading = False

    def _flush(self) -> None:
        raw, removed = clean("".join(self._text).replace("\n", " "))
        self._text.clear()
        self.removed |= removed
        cells = [" ".join(cell.split()) for cell in raw.split("\t")]
        while cells and not cells[-1]:
            cells.pop()
        words = "\t".join(cells)
        if not words:
            return
        numbered = words[:1].isdigit() and words[:6].split(" ")[0].rstrip(".").replace(".", "").isdigit()
        if self._mark and not numbered:
            words = f"{self._mark} {words}"
        self._mark = ""
        self._left -= len(words)
        if self._left < 0:
            self.full = True
            return
        self.lines.append(Line(words, whole=True, heading=self._heading))


def _attribute(node: object, name: str) -> str | None:
    value = node.attributes.get(name)  # ty: ignore[missing-attribute]
    return value if isinstance(value, str) else None


def _hidden(node: object) -> bool:
    attributes = node.attributes  # ty: ignore[missing-attribute]
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
