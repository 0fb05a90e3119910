"""Markdown made into safe HTML: for the guides of this project, and for the posts of whoever runs a copy.

In: Markdown and what its links may refer to. Out: HTML. Raw HTML is only text, pictures are not drawn, and a link
leads to the web, to a mailbox or to a page of this site. Text may cite: `[^source_id]` or `[^duty:id]` is a numbered
link to a source or a link to a duty, and `[£5](figure:id)` is a figure whose value and id a machine can read
(`forecast:` where it is no fact). What cannot be resolved is printed as plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from portcullis.vocabulary import slugify

Row = dict[str, Any]
CITE = re.compile(r"\[\^([a-z0-9][a-z0-9._:-]*)\]")
_WEB = re.compile(r"https?://[^/?#\s]+\S*|mailto:[^\s:/]+@[^\s:/]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PAGE = re.compile(r"[a-z0-9-]+(?:/[A-Za-z0-9._-]+)*/(?:#[a-z0-9-]+)?")


@dataclass
class References:
    """What prose may refer to; remembers the sources that it cites, in order."""

    url: Callable[[str], str]
    sources: Mapping[str, Row] = field(default_factory=dict)
    figures: Mapping[str, Row] = field(default_factory=dict)
    duties: Mapping[str, Row] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)  # the words of a term -> its anchor in the glossary
    cited: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)

    def number(self, source: str) -> int:
        """The number of a source on this page."""
        return self.cited.setdefault(source, len(self.cited) + 1)


@dataclass(frozen=True, slots=True)
class Prose:
    """Rendered text, and its headings of the second level."""

    html: Markup
    headings: tuple[tuple[str, str], ...]


def prose(text: str, refs: References) -> Prose:
    """Markdown as HTML. Headings begin at the second level; the page has its own title."""
    markdown = _markdown()
    tokens = markdown.parse(text)
    headings: list[tuple[str, str]] = []
    level = 1
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            # One step at a time, whatever the author wrote: a screen reader's list of headings has no holes.
            level = min(max(2, int(token.tag[1])), level + 1, 4)
            token.tag = tokens[index + 2].tag = f"h{level}"
            label = _plain(tokens[index + 1].children or [])
            if level == 2 and (slug := slugify(label)):
                anchor = _free(f"part-{slug}", {taken for taken, _ in headings})
                token.attrSet("id", anchor)
                headings.append((anchor, label))
        elif token.type == "inline":
            heading = tokens[index - 1].type == "heading_open"
            token.children = _inline(token.children or [], refs, terms=not heading)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Prose(Markup(html), tuple(headings))  # noqa: S704 - the renderer escapes; raw HTML is off


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    markdown.inline.ruler.before("link", "cite", _cite)
    return markdown


def _cite(state: StateInline, silent: bool) -> bool:
    match = CITE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("cite", "a", 0).meta = {"id": match[1]}
    state.pos = match.end()
    return True


def _inline(children: list[Token], refs: References, *, terms: bool) -> list[Token]:
    out: list[Token] = []
    closing: list[list[Token]] = []
    for token in children:
        if token.type == "link_open":
            opening, ends = _link(str(token.attrs.get("href", "")), refs)
            closing.append(ends)
            out += opening
        elif token.type == "link_close":
            out += closing.pop()
        elif token.type == "cite":
            out += _cited(token.meta["id"], refs)
        elif token.type == "text" and terms and not closing:
            out += _with_terms(token.content, refs)
        else:
            out.append(token)
    return out


def _link(href: str, refs: References) -> tuple[list[Token], list[Token]]:
    """What opens and closes a link; nothing, where it may not be one."""
    scheme, _, identity = href.partition(":")
    if scheme in {"figure", "forecast"}:
        return _figure(identity, refs, projected=scheme == "forecast")
    if _WEB.fullmatch(href):
        return [_open("a", {"href": href, "rel": "nofollow"})], [_close("a")]
    if not _SCHEME.match(href) and _PAGE.fullmatch(href):
        return [_open("a", {"href": refs.url(href)})], [_close("a")]
    refs.missing.append(href)
    return [], []


def _figure(identity: str, refs: References, *, projected: bool) -> tuple[list[Token], list[Token]]:
    row = refs.figures.get(identity)
    if row is None or row["value"] is None:
        refs.missing.append(identity)
        return [], []
    value = row["value"]
    bare = str(int(value)) if float(value).is_integer() else str(value)
    data = _open("data", {"value": bare, "data-figure": identity})
    if projected or row["claim_class"] == "projected":
        return [_open("span", {"class": "fig-projected"}), data], [_close("data"), _close("span")]
    return [data], [_close("data")]


def _cited(identity: str, refs: References) -> list[Token]:
    if identity.startswith("duty:"):
        duty = identity.removeprefix("duty:")
        if duty in refs.duties:
            return _small("the law", refs.url(f"duties/{duty}/"))
    elif identity in refs.sources:
        return _small(f"source {refs.number(identity)}", f"#source-{identity}")
    refs.missing.append(identity)
    return _small("source not in this copy", "")


def _small(text: str, href: str) -> list[Token]:
    inner = [_open("a", {"href": href}), _text(text), _close("a")] if href else [_text(text)]
    return [_open("span", {"class": "src"}), _text("("), *inner, _text(")"), _close("span")]


def _with_terms(content: str, refs: References) -> list[Token]:
    """Text with a link to the glossary where a term stands for the first time on the page."""
    pattern = _terms(tuple(refs.terms))
    out: list[Token] = []
    at = 0
    for match in pattern.finditer(content) if pattern else ():
        anchor = refs.terms[_key(match[0], refs.terms)]
        if anchor in refs.linked:
            continue
        refs.linked.add(anchor)
        link = _open("a", {"class": "term", "href": refs.url(f"guides/glossary/#{anchor}")})
        out += [_text(content[at : match.start()]), link, _text(match[0]), _close("a")]
        at = match.end()
    return [*out, _text(content[at:])]


@lru_cache(maxsize=8)
def _terms(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    # A capital may begin a sentence; otherwise case matters: SEND is a term, "send" is not.
    forms = (f"[{w[0].upper()}{w[0]}]{re.escape(w[1:])}" if w[0].islower() else re.escape(w) for w in longest_first)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])")


def _key(found: str, terms: Mapping[str, str]) -> str:
    return found if found in terms else found[0].lower() + found[1:]


def _plain(children: list[Token]) -> str:
    return "".join(token.content for token in children if token.type in {"text", "code_inline"})


def _free(wanted: str, taken: set[str]) -> str:
    found, count = wanted, 1
    while found in taken:
        count += 1
        found = f"{wanted}-{count}"
    return found


def _open(tag: str, attrs: dict[str, str]) -> Token:
    return Token(f"{tag}_open", tag, 1, attrs=dict(attrs))


def _close(tag: str) -> Token:
    return Token(f"{tag}_close", tag, -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
