"""What a request says about caches and compression, and the headers that answer it.

In: raw headers. Out: `Wishes`, and whether an answer has not changed since the reader's copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

CACHE = "public, max-age=60, stale-while-revalidate=600"

#: `connect-src` is for tools that inspect a page from within it; the pages themselves run nothing that could connect.
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

#: On every answer. Nothing runs, nothing loads from elsewhere, no page may be framed, no address is told to others.
SAFETY: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"browsing-topics=(), camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)

#: The same for the simulator, which is faster with a script of ours, and works without.
SCRIPTED: tuple[tuple[bytes, bytes], ...] = tuple(
    (name, value.replace(b"default-src 'none'; ", b"default-src 'none'; script-src 'self'; ")) for name, value in SAFETY
)
SCRIPTED_PATH = "/simulate/"

#: The same for a chart that other sites may frame: it holds nothing to click but links out of the frame.
FRAMED: tuple[tuple[bytes, bytes], ...] = (
    *((name, value.replace(b"frame-ancestors 'none'", b"frame-ancestors *")) for name, value in SAFETY),
    (b"cross-origin-resource-policy", b"cross-origin"),
)

#: The same for a picture that other sites may show: an SVG carries its colours in a style of its own.
PICTURE: tuple[tuple[bytes, bytes], ...] = (
    *((name, value.replace(b"style-src 'self'", b"style-src 'unsafe-inline'")) for name, value in SAFETY),
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)

#: On the API and on downloads: anyone may read them from any page.
OPEN: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Last-Modified, Link"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
PREFLIGHT: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match, If-Modified-Since, Range"),
    (b"access-control-max-age", b"86400"),
)


@dataclass(slots=True)
class Wishes:
    """The headers of a request that matter to us."""

    gzip: bool = False
    none_match: str = ""
    modified_since: str = ""
    range: bool = False

    @classmethod
    def of(cls, headers: Iterable[tuple[bytes, bytes]]) -> Wishes:
        """Read them from an ASGI scope."""
        wishes = cls()
        for name, value in headers:
            if name == b"accept-encoding":
                wishes.gzip = _accepts_gzip(value.decode("latin-1"))
            elif name == b"if-none-match":
                wishes.none_match = value.decode("latin-1")
            elif name == b"if-modified-since":
                wishes.modified_since = value.decode("latin-1")
            elif name == b"range":
                wishes.range = True
        return wishes

    def has(self, etag: str) -> bool:
        """Whether the reader's copy carries this tag (the bare tag: `-gzip` and `W/` do not matter)."""
        if not self.none_match:
            return False
        return any(_bare(tag) == etag for tag in self.none_match.split(","))

    def unchanged(self, etag: str, modified: float) -> bool:
        """Whether the reader's copy is still good: by tag, or by date where no tag was sent."""
        if self.none_match:
            return self.none_match.strip() == "*" or self.has(etag)
        if not self.modified_since:
            return False
        try:
            return int(modified) <= parsedate_to_datetime(self.modified_since).timestamp()
        except (ValueError, TypeError, OverflowError):
            return False


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("W/").strip('"').removesuffix("-gzip")


def _accepts_gzip(value: str) -> bool:
    for part in value.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
